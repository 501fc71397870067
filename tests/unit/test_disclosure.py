"""Who sees what: levels, consents, audiences, hidden names."""

from itertools import product

import pytest

from kotaham_desktop.domain.disclosure import disclose, disclosed_counts, is_open_to
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.domain.record import Record

CONSENTS = ("not_asked", "refused", "room", "internal", "anonymous", "named", "from_a_newer_program", "")
PLACEHOLDER = "[nama disamarkan]"


def record(record_id, record_type, **values):
    return Record(record_id, record_type, values, created_by="Tri Lestari")


def by_type(*records):
    groups = {}
    for item in records:
        groups.setdefault(item.type, []).append(item)
    return groups


def shown(records, audience):
    return {item.id: item for group in disclose(by_type(*records), audience).values() for item in group}


@pytest.mark.parametrize(("level", "audience"), list(product(Level, Audience)))
@pytest.mark.parametrize("record_type", ["note", "exercise", "action", "person"])
def test_a_record_is_shown_exactly_when_its_level_is_open_enough(level, audience, record_type):
    item = record("a", record_type, level=level.code, text="x", title="x", activity="x", name="x")
    expected = level is not Level.SEALED and level >= audience.least_open
    assert ("a" in shown([item], audience)) is expected


@pytest.mark.parametrize("record_type", ["case_study", "experience"])
@pytest.mark.parametrize(("level", "audience", "consent"), list(product(Level, Audience, CONSENTS)))
def test_a_story_also_needs_consent_to_leave_the_team(level, audience, consent, record_type):
    item = record("a", record_type, level=level.code, consent=consent, title="x")
    open_enough = level is not Level.SEALED and level >= audience.least_open
    consented = consent != "refused" if audience is Audience.TEAM else consent in {"anonymous", "named"}
    assert ("a" in shown([item], audience)) is (open_enough and consented)


@pytest.mark.parametrize(("level", "audience"), list(product(("", "L9", "l", None), Audience)))
def test_a_level_that_cannot_be_read_seals_the_record(level, audience):
    assert shown([record("a", "note", level=level, text="x")], audience) == {}


def test_a_record_without_a_level_has_the_default_of_its_type():
    assert not is_open_to(record("a", "note", text="x"), Audience.PARTICIPANTS)
    assert is_open_to(record("a", "agenda_item", title="x"), Audience.PUBLIC)


def test_deleted_records_and_unknown_types_are_never_shown():
    gone = Record("a", "note", {"level": "L3"}, deleted=True)
    assert shown([gone, record("b", "from_a_newer_program", level="L3")], Audience.TEAM) == {}


@pytest.mark.parametrize("audience", list(Audience))
def test_children_follow_their_parent(audience):
    parent = record("p", "exercise", level="L0", title="x")
    row = record("r", "exercise_row", exercise="p", level="L3", values={"a": "b"})
    norm = record("n", "norm_reference", record="r", norm="SNP-01")
    photo = record("f", "attachment", record="r", level="L3", shows_people="no")
    orphan = record("o", "attachment", record="nowhere", level="L3")
    assert shown([parent, row, norm, photo, orphan], audience) == {}
    open_parent = record("p", "exercise", level="L3", title="x")
    assert set(shown([open_parent, row, norm, photo, orphan], audience)) == {"p", "r", "n", "f"}


def test_children_that_point_at_each_other_are_not_shown():
    one, other = (record(a, "attachment", record=b, level="L3") for a, b in (("1", "2"), ("2", "1")))
    assert shown([one, other], Audience.TEAM) == {}


def test_guarded_fields_stay_with_the_team():
    person = record("a", "person", level="L3", name="Aris", contact="0812 3456 7890", sex="male", access_needs="ramp")
    assert set(shown([person], Audience.TEAM)["a"].values) >= {"contact", "sex", "access_needs"}
    assert set(shown([person], Audience.PUBLIC)["a"].values) == {"level", "name"}


def test_the_author_of_a_record_is_for_the_team_only():
    item = record("a", "note", level="L3", text="x")
    assert shown([item], Audience.TEAM)["a"].created_by == "Tri Lestari"
    assert shown([item], Audience.PUBLIC)["a"].created_by == ""


def test_a_field_from_a_newer_program_stays_with_the_team():
    item = record("a", "note", level="L3", text="x", mystery="y")
    assert "mystery" in shown([item], Audience.TEAM)["a"].values
    assert "mystery" not in shown([item], Audience.PARTICIPANTS)["a"].values


@pytest.mark.parametrize(("allowed", "audience"), list(product((True, False, None), Audience)))
def test_a_quote_is_shown_only_where_it_is_allowed(allowed, audience):
    item = record(
        "a", "experience", level="L3", consent="named", title="x", quote="Kami minta adil.", quote_allowed=allowed
    )
    assert ("quote" in shown([item], audience)["a"].values) is (allowed is True)


def test_an_address_does_not_leave_the_team():
    case = record("a", "case_study", level="L3", consent="named", place="Jalan Melati 4", place_precision="exact")
    assert "place" in shown([case], Audience.TEAM)["a"].values
    assert "place" not in shown([case], Audience.PUBLIC)["a"].values


def test_links_to_hidden_records_are_cut():
    hidden = record("h", "person", level="L1", name="Sumarni")
    public = record("o", "person", level="L3", name="Aris Wahyudi")
    item = record("a", "agenda_item", title="x", people=("h", "o"))
    group = record("g", "group", name="1", note_taker="h")
    seen = shown([hidden, public, item, group], Audience.PUBLIC)
    assert seen["a"].ids("people") == ("o",)
    assert seen["g"].text("note_taker") == ""


SUMARNI = record("h", "person", level="L1", name="Hj. Sumarni Kusumawati, S.Sos., M.Si.", contact="0812-3456-7890")


@pytest.mark.parametrize(
    "written",
    [
        "Sumarni Kusumawati",
        "SUMARNI KUSUMAWATI",
        "sumarni  kusumawati",
        "Sumarni\nKusumawati",
        "Hj. Sumarni Kusumawati, S.Sos., M.Si.",
        "Ibu Sumarni Kusumawati",
        "Ibu Hj. Sumarni",
        "Bu Sumarni",
        "bu sumarni",
        "Sumarni",
        "sumarni",
        "Kusumawati",
        "(Sumarni)",
        "Sumarni-Kusumawati",
        "Sumarni_Kusumawati",
    ],
)
@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
def test_a_hidden_name_is_masked_however_it_is_written(written, audience):
    note = record("a", "note", level="L3", text=f"Menurut {written}, air mahal.")
    text = shown([SUMARNI, note], audience)["a"].text("text")
    assert "sumarni" not in text.casefold()
    assert "kusumawati" not in text.casefold()
    assert PLACEHOLDER in text
    assert text.startswith("Menurut")
    assert text.endswith("air mahal.")


def test_the_team_reads_the_names_of_its_people_but_not_of_sealed_ones():
    sealed = record("s", "person", level="L0", name="Joyo Prasetyo")
    note = record("a", "note", level="L1", text="Sumarni dan Joyo hadir.")
    assert shown([SUMARNI, sealed, note], Audience.TEAM)["a"].text("text") == f"Sumarni dan {PLACEHOLDER} hadir."


def test_longer_names_of_shown_people_are_not_cut():
    hidden = record("h", "person", level="L1", name="Dwi Hartono")
    public = record("o", "person", level="L3", name="Mimin Dwi Hartono")
    note = record("a", "note", level="L3", text="Mimin Dwi Hartono membuka; Dwi Hartono mencatat.")
    assert (
        shown([hidden, public, note], Audience.PUBLIC)["a"].text("text")
        == f"Mimin Dwi Hartono membuka; {PLACEHOLDER} mencatat."
    )


def test_names_that_are_everyday_words_do_not_eat_prose():
    people = [
        record(str(n), "person", level="L1", name=name) for n, name in enumerate(("Budi Adil", "Tri Agung Lestari"))
    ]
    workshop = record("workshop", "workshop", title="Pelatihan Kota HAM", city="Semarang")
    text = "Hutan lestari dan putusan adil dari Mahkamah Agung membutuhkan budi pekerti."
    note = record("a", "note", level="L3", text=text)
    named = record("b", "note", level="L3", text="Kata Pak Budi dan Bu Lestari: menurut Tri, kami dan Agung setuju.")
    seen = shown([*people, workshop, note, named], Audience.PUBLIC)
    assert seen["a"].text("text") == text
    assert seen["b"].text("text").count(PLACEHOLDER) == 4


def test_the_city_is_not_taken_for_a_person():
    person = record("h", "person", level="L1", name="Raden Semarang Wiryawan")
    workshop = record("workshop", "workshop", title="Pelatihan Kota Semarang", city="Semarang")
    seen = shown([person, workshop], Audience.PUBLIC)
    assert seen["workshop"].text("title") == "Pelatihan Kota Semarang"


def test_every_printed_text_is_masked():
    item = record("e", "exercise", level="L3", title="Cerita Sumarni", question="Apa kata Sumarni?")
    row = record("r", "exercise_row", exercise="e", level="L3", values={"cause": "Sumarni digusur"})
    norm = record("n", "norm_reference", record="e", norm="SNP-01", remark="usul Sumarni")
    photo = record(
        "f", "attachment", record="e", level="L3", shows_people="no", caption="Sumarni berbicara", sha256="ab"
    )
    group = record("g", "group", name="Kelompok Sumarni")
    agenda = record("i", "agenda_item", title="Paparan Sumarni")
    workshop = record("workshop", "workshop", title="x", signatory_name="Hj. Sumarni Kusumawati")
    for audience in (Audience.PARTICIPANTS, Audience.PUBLIC):
        seen = shown([SUMARNI, item, row, norm, photo, group, agenda, workshop], audience)
        assert len(seen) == 7
        assert "sumarni" not in repr(seen).casefold()


def test_contacts_and_identity_numbers_are_masked_outside_the_team():
    text = (
        "Hubungi 0812 3456 7890, +62 812-3456-7890, sumarni@contoh.id atau NIK 3374010101800001; anggaran 12.500.000."
    )
    note = record("a", "note", level="L3", text=text)
    seen = shown([SUMARNI, note], Audience.PUBLIC)["a"].text("text")
    assert not any(piece in seen for piece in ("3456", "@", "3374"))
    assert seen.endswith("anggaran 12.500.000.")
    assert shown([SUMARNI, note], Audience.TEAM)["a"].text("text") == text


@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
def test_narrators_and_parties_are_masked_in_every_text(audience):
    story = record(
        "a",
        "experience",
        level="L3",
        consent="named",
        title="Kisah Warsini",
        narrator="Warsini",
        narrative="Bu Warsini.",
    )
    case = record(
        "c",
        "case_study",
        level="L3",
        consent="anonymous",
        title="Gusuran",
        complainants="Bu Sarminah (62), Joko Prakoso; warga RT 04",
        chronology="Sarminah dan Prakoso menolak; warga RT 04 mendukung.",
    )
    note = record("n", "note", level="L3", speaker="Kepala Dinas", text="Kepala Dinas menjawab Warsini.")
    seen = shown([story, case, note], audience)
    assert not any(name in repr(seen) for name in ("Warsini", "Sarminah", "Prakoso"))
    assert seen["c"].text("chronology").endswith("warga RT 04 mendukung.")
    assert seen["n"].text("text") == f"Kepala Dinas menjawab {PLACEHOLDER}."


def test_the_names_in_a_refused_story_are_masked_for_the_team_too():
    story = record("a", "experience", level="L3", consent="refused", title="x", narrator="Warsini")
    note = record("n", "note", level="L1", text="Warsini menangis.")
    assert shown([story, note], Audience.TEAM)["n"].text("text") == f"{PLACEHOLDER} menangis."


def test_a_narrator_who_is_a_public_speaker_stays_unnamed_in_an_anonymous_story():
    public = record("o", "person", level="L3", name="Aris Wahyudi")
    story = record(
        "a", "experience", level="L3", consent="anonymous", title="Kisah Aris Wahyudi", narrator="Aris Wahyudi"
    )
    photo = record("f", "attachment", record="a", level="L3", shows_people="no", caption="Aris Wahyudi")
    note = record("n", "note", level="L3", text="Aris Wahyudi membuka.")
    seen = shown([public, story, photo, note], Audience.PUBLIC)
    assert seen["a"].text("title") == f"Kisah {PLACEHOLDER}"
    assert seen["f"].text("caption") == PLACEHOLDER
    assert seen["n"].text("text") == "Aris Wahyudi membuka."


@pytest.mark.parametrize(
    ("counts", "public"),
    [
        ({"a": 12, "b": 9}, {"a": "12", "b": "9"}),
        ({"a": 28, "b": 4}, {"a": "≥5", "b": "<5"}),
        ({"a": 20, "b": 9, "c": 3}, {"a": "20", "b": "≥5", "c": "<5"}),
        ({"a": 20, "b": 2, "c": 3}, {"a": "20", "b": "<5", "c": "<5"}),
        ({"a": 20, "b": 6, "c": 1, "d": 1}, {"a": "20", "b": "≥5", "c": "<5", "d": "<5"}),
        ({"a": 20, "b": 5, "c": 1, "d": 1}, {"a": "≥5", "b": "≥5", "c": "<5", "d": "<5"}),
        ({"a": 5, "b": 1}, {}),
        ({"a": 0, "b": 3}, {}),
    ],
)
def test_small_counts_cannot_be_read_or_worked_out(counts, public):
    assert disclosed_counts(counts, Audience.PUBLIC) == public
    assert disclosed_counts(counts, Audience.PARTICIPANTS) == public
    assert disclosed_counts(counts, Audience.TEAM) == {name: str(count) for name, count in counts.items()}


def test_words_about_somebody_are_masked_as_a_whole_and_not_one_by_one():
    reporter = record("e", "exercise", level="L2", title="x", reporter="Penataan ruang dari kelompok")
    chair = record("k", "person", level="L1", name="Ketua Koperasi Nelayan")
    narrator = record("s", "experience", level="L1", consent="not_asked", narrator="ibu penjual ikan Tambakrejo")
    text = "Penataan ruang dibahas kelompok; koperasi nelayan mengusulkan rancangan."
    note = record("a", "note", level="L3", text=text)
    said = record("b", "note", level="L3", text="Kata ibu penjual ikan Tambakrejo dan Ketua Koperasi Nelayan.")
    seen = shown([reporter, chair, narrator, note, said], Audience.PUBLIC)
    assert seen["a"].text("text") == text
    assert seen["b"].text("text") == f"Kata {PLACEHOLDER} dan {PLACEHOLDER}."


@pytest.mark.parametrize("name", ["siti mardiyah", "Siti mardiyah", "SITI MARDIYAH"])
def test_a_name_typed_in_haste_is_masked_all_the_same(name):
    person = record("h", "person", level="L1", name=name)
    note = record("a", "note", level="L3", text="Mardiyah, Bu Siti, dan siti mardiyah.")
    text = shown([person, note], Audience.PUBLIC)["a"].text("text")
    assert "mardiyah" not in text.casefold()
    assert "siti" not in text.casefold()
