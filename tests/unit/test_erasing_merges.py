"""What was erased on one laptop does not come back from another, whichever way they merge."""

import shutil

import pytest

from kotaham_desktop.application.erasing_file import Rewriting
from kotaham_desktop.application.merging import prepare_merge
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError

ABOUT = {"reason": "diminta orangnya", "by": "Ratna", "subject": "P-7K3-M9Q"}


@pytest.fixture
def laptops(tmp_path):
    """Two laptops with the same notes, and a third that will carry a copy between them."""
    first = tmp_path / "ani.kotaham"
    with Workshop.create(first, author="Ani") as ani:
        story = ani.create_record("note", {"text": "RAHASIA pagi", "speaker": "RAHASIA"})
        other = ani.create_record("note", {"text": "Kata RAHASIA dan lain-lain", "speaker": "RAHASIA"})
        photo = ani.attach(story, b"RAHASIA" * 500, "image/png", caption="RAHASIA")
    for name in ("budi", "citra"):
        shutil.copyfile(first, tmp_path / f"{name}.kotaham")
    opened = [Workshop.open(tmp_path / f"{name}.kotaham", author=name.title()) for name in ("ani", "budi", "citra")]
    yield (*opened, story, other, photo)
    for each in opened:
        each.close()


def erase(workshop, story, other, photo):
    workshop.erase_content(
        {story: [""], photo: [""], other: ["text", "speaker"]},
        [Rewriting(other, "note", {"text": "Kata P-7K3-M9Q dan lain-lain", "speaker": "P-7K3-M9Q"})],
        ABOUT,
    )


def holds_nothing(*workshops):
    for each in workshops:
        report = each.check()
        assert report.problems == [], report.trail
        for path in each.path.parent.glob(f"{each.path.name}*"):
            assert b"RAHASIA" not in path.read_bytes()


def test_the_old_laptop_brings_nothing_back_and_its_own_work_comes_along(laptops):
    ani, budi, _, story, other, photo = laptops
    budi.edit_text(story, "text", "RAHASIA pagi dan RAHASIA sore")
    budi.set_fields(other, {"speaker": "RAHASIA lagi", "answer": "Jawaban Budi"})
    budi.attach(story, b"RAHASIA lain" * 100, "image/png", caption="RAHASIA dua")
    note = budi.create_record("note", {"text": "Catatan baru"})
    erase(ani, story, other, photo)
    summary = ani.merge_file(budi.path)
    assert summary.withheld >= 2
    assert summary.erased == 0
    assert ani.record(note).text("text") == "Catatan baru"
    assert ani.record(other).text("answer") == "Jawaban Budi"
    assert ani.record(other).text("text") == "Kata P-7K3-M9Q dan lain-lain"
    assert ani.record(other).text("speaker") == "P-7K3-M9Q"
    assert not ani.holds(story)


def test_the_old_laptop_learns_of_the_erasure_and_erases_its_own_rows(laptops):
    ani, budi, _, story, other, photo = laptops
    budi.edit_text(story, "text", "RAHASIA pagi dan RAHASIA sore")
    budi.set_fields(other, {"answer": "Jawaban Budi"})
    erase(ani, story, other, photo)
    summary = budi.merge_file(ani.path)
    assert summary.erased == 3
    assert budi.record(other).text("text") == "Kata P-7K3-M9Q dan lain-lain"
    assert budi.record(other).text("answer") == "Jawaban Budi"
    holds_nothing(ani, budi)
    assert ani.merge_file(budi.path).conflicts == 0
    assert budi.merge_file(ani.path).rows >= 0
    assert ani.record(other) == budi.record(other)
    holds_nothing(ani, budi)


def test_nothing_comes_back_round_a_third_laptop(laptops):
    ani, budi, citra, story, other, photo = laptops
    budi.edit_text(story, "text", "RAHASIA dari Budi")
    citra.merge_file(budi.path)
    erase(ani, story, other, photo)
    ani.merge_file(citra.path)
    budi.merge_file(citra.path)
    holds_nothing(ani)
    budi.merge_file(ani.path)
    citra.merge_file(budi.path)
    holds_nothing(ani, budi, citra)
    for one in (ani, budi, citra):
        for another in (ani, budi, citra):
            if one is not another:
                one.merge_file(another.path)
    assert ani.record(other) == budi.record(other) == citra.record(other)
    holds_nothing(ani, budi, citra)
    assert ani.merge_file(citra.path).rows == 0


def test_two_laptops_that_erase_the_same_person_at_once_agree(laptops):
    ani, budi, _, story, other, photo = laptops
    erase(ani, story, other, photo)
    erase(budi, story, other, photo)
    ani.merge_file(budi.path)
    budi.merge_file(ani.path)
    assert ani.record(other).text("speaker") == budi.record(other).text("speaker") == "P-7K3-M9Q"
    assert ani.record(other).text("text") == budi.record(other).text("text") != ""
    holds_nothing(ani, budi)


def test_a_value_written_meanwhile_gives_way_to_what_was_written_anew(laptops):
    ani, budi, _, story, other, photo = laptops
    for _ in range(4):  # by turns the one and the other has the higher number, and the engine lets that one stand
        budi.set_fields(other, {"speaker": "RAHASIA meanwhile"})
        budi.close()
        budi = Workshop.open(budi.path, author="Budi")
    erase(ani, story, other, photo)
    ani.merge_file(budi.path)
    budi.merge_file(ani.path)
    assert ani.record(other).text("speaker") == budi.record(other).text("speaker") == "P-7K3-M9Q"
    assert ani.conflicts() == budi.conflicts() == []
    holds_nothing(ani, budi)
    budi.close()


def test_a_row_that_differs_in_anything_else_is_refused(laptops, tmp_path):
    ani, budi, _, story, other, photo = laptops
    erase(budi, story, other, photo)
    budi.set_fields("workshop", {"title": "Semarang"})
    budi.close()
    from kotaham_desktop.storage import connection, log

    forged = connection.writable(tmp_path / "budi.kotaham")
    rows = [(log_id, row) for log_id, row in log.rows_after(forged)]
    log_id, row = next((log_id, row) for log_id, row in rows if "workshop" in row.touched)
    previous = {}
    for log_id, row in rows:
        at = row.at + 1 if log_id == 1 else row.at
        checksum = log.chained_checksum(
            previous.get(row.client_id, b""), row.client_id, row.seq, at, row.kind, row.clock, row.touched, row.update
        )
        previous[row.client_id] = checksum
        forged.execute("UPDATE log SET at = ?, checksum = ? WHERE id = ?", (at, checksum, log_id))
    forged.close()
    with pytest.raises(ExpectedError) as refused:
        ani.merge_file(tmp_path / "budi.kotaham")
    assert refused.value.code == "merge_diverged"
    assert ani.record(story).text("text") == "RAHASIA pagi"


def test_a_merge_that_was_tried_before_something_was_erased_is_tried_again(laptops):
    ani, budi, _, story, other, photo = laptops
    budi.edit_text(story, "text", "RAHASIA dari Budi")
    plan = prepare_merge(ani.path, budi.path)
    erase(ani, story, other, photo)
    with pytest.raises(ExpectedError) as refused:
        list(ani.merge_steps(plan))
    assert refused.value.code == "merge_outdated"
    holds_nothing(ani)
    ani.merge_file(budi.path)
    holds_nothing(ani)


def test_a_session_that_both_share_in_part_is_chained_anew_when_the_erasure_is_heard_of(laptops, tmp_path):
    ani, budi, _, _, other, _ = laptops
    ani.edit_text(other, "text", "Kata RAHASIA lagi")
    budi.merge_file(ani.path)
    ani.create_record("note", {"text": "Lanjutan dari sesi yang sama"})
    ani.erase_content({other: ["text"]}, [], ABOUT)
    budi.merge_file(ani.path)
    holds_nothing_in_text(budi, other)
    assert ani.merge_file(budi.path).conflicts == 0
    assert ani.record(other) == budi.record(other)


def holds_nothing_in_text(workshop, record_id):
    assert workshop.record(record_id).text("text") == ""
    assert workshop.check().problems == []
