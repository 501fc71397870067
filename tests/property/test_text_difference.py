"""Whatever is typed in whatever script: the engine's text becomes exactly that, here and on every other laptop."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map

from kotaham_desktop.storage import texts

pieces = st.sampled_from(
    [
        "a",
        "b",
        " ",
        "\n",
        "- ",
        "ab",
        "é",
        "e\u0301",
        "👩‍👩‍👧",
        "🇮🇩",
        "한",
        "각",
        "ꦲꦏ꧀",
        "حق",
        "\u200d",
        "📊",
        "\U0010fffd",
    ]
)
written = st.lists(pieces, max_size=30).map("".join)


@given(written, written)
def test_the_difference_turns_the_old_text_into_the_new_one(old, new):
    start, end, replacement = texts.smallest_difference(old, new)
    assert old[:start] + replacement + old[end:] == new
    assert 0 <= start <= end <= len(old)


@given(written, written, st.integers(0, 30))
def test_what_is_put_in_or_taken_out_is_as_short_as_it_can_be(old, piece, place):
    start, end, replacement = texts.smallest_difference(old, old[:place] + piece + old[place:])
    assert (end - start, len(replacement)) == (0, len(piece))
    start, end, replacement = texts.smallest_difference(old[:place] + piece + old[place:], old)
    assert (end - start, len(replacement)) == (len(piece), 0)


def in_lines(lines):
    return "".join(f"{line}\n" for line in lines)


def replica(client_id):
    doc = Doc(client_id=client_id)
    return doc, doc.get("record", type=Map)


@given(st.lists(written, min_size=1, max_size=8))
def test_another_laptop_reads_every_version_as_it_was_typed(versions):
    here, records = replica(1)
    there, copies = replica(2)
    sent = []
    subscription = here.observe(lambda event: sent.append(event.update))
    records["text"] = texts.new_text("")
    for version in versions:
        texts.rewrite(records["text"], version)
        while sent:
            there.apply_update(sent.pop(0))
        assert texts.read(records["text"]) == version
        assert texts.read(copies["text"]) == version
    here.unobserve(subscription)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["- ada", "- apa", "- adat", "a", "b a"]), min_size=1, max_size=6), st.data())
def test_a_line_put_in_stays_whole_when_another_laptop_deletes_the_line_beside_it(lines, data):
    put_in_at = data.draw(st.integers(0, len(lines)))
    deleted = data.draw(st.integers(0, len(lines) - 1))
    here, records = replica(1)
    records["text"] = texts.new_text(in_lines(lines))
    there, copies = replica(2)
    there.apply_update(here.get_update())
    texts.rewrite(records["text"], in_lines([*lines[:put_in_at], "- apa baru", *lines[put_in_at:]]))
    texts.rewrite(copies["text"], in_lines([*lines[:deleted], *lines[deleted + 1 :]]))
    there.apply_update(here.get_update())
    here.apply_update(there.get_update())
    assert texts.read(records["text"]) == texts.read(copies["text"])
    assert "- apa baru" in texts.read(copies["text"]).split("\n")
