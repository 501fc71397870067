"""C1 to C5: copies merged in any order, twice, with parts missing, cloned or with wrong clocks agree in all."""

import random
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import connection as connections
from kotaham_desktop.storage import log
from kotaham_desktop.storage.replay import from_whole_log
from tests.proof.figures import record
from tests.proof.merge_laptops import Laptop, Script, copied, harmed_copy, laptops
from tests.proof.scale import times
from tests.property.laptops import WORDS, Training

STEPS = 18
SEEDS_A_PART, FILES_A_PART, CLONES_A_PART = 50, 3, 5
COUNTS = (2, 2, 3, 4, 6)


# C1


@pytest.mark.parametrize("part", range(times(20, 2000)))
def test_six_laptops_agree_whatever_came_in_whatever_order_twice_in_part_or_after_a_restart(part):
    lost = {}
    for seed in range(part * SEEDS_A_PART, (part + 1) * SEEDS_A_PART):
        script = Script(seed, COUNTS[seed % len(COUNTS)])
        try:
            for _ in range(STEPS):
                script.step()
            script.exchange()
            if found := script.faults():
                lost[seed] = found
        finally:
            script.close()
    record("C1", "2 to 6 laptops: any order, twice, old copies, restarts, undo", SEEDS_A_PART, len(lost))
    assert lost == {}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "pelatihan.kotaham"
    with Workshop.create(path, author="Panitia") as workshop:
        workshop.create_record("note", {"text": "kota ham 👩‍👩‍👧 "})
        workshop.create_record("case_study", {"title": "Kasus"})
        workshop.create_record("agenda_item", {"title": "Pembukaan"})
        workshop.create_record("exercise_row", {"values": {"akar": "banjir"}})
    return path


def one_step(training: Training, generator: random.Random) -> None:
    """Something that one of the laptops does, drawn from everything that people do."""
    laptop = generator.choice(training.laptops)
    item = generator.choice(laptop.records())
    which, place = generator.randrange(6), generator.randrange(6)
    match generator.randrange(12):
        case 0 | 1 | 2:
            training.type_in(laptop, item, which, place, generator.choice(WORDS))
        case 3:
            training.write(laptop, item, which, place)
        case 4:
            training.create(laptop, which)
        case 5:
            training.attach(laptop, item, which)
        case 6:
            laptop.reopen()
        case 7:
            training.back_up(laptop)
        case 8:
            training.revive()
        case 9:
            training.delete(laptop, item)
        case _:
            training.merge(laptop, generator.choice(training.laptops), closed=place == 0)


@pytest.mark.parametrize("part", range(times(4, 1000)))
def test_laptops_with_real_files_photos_and_revived_backups_agree(template, tmp_path, part):
    for seed in range(part * FILES_A_PART, (part + 1) * FILES_A_PART):
        generator = random.Random(f"files {seed}")
        folder = tmp_path / str(seed)
        folder.mkdir()
        training = Training(folder, template, generator.randint(2, 4))
        try:
            for _ in range(12):
                one_step(training, generator)
            training.exchange()
            training.verify()
            assert all(laptop.workshop.prove_trail().is_whole for laptop in training.laptops), seed
        finally:
            training.close()
        shutil.rmtree(folder)
    record("C1", "2 to 6 laptops with files on the disk, photos, backups taken into use again", FILES_A_PART, 0)


# C2


def busy(laptop: Laptop, generator: random.Random, edits: int = 4) -> list[str]:
    """Some typing under one opening; returns the words."""
    written = []
    for _ in range(edits):
        word = f"{laptop.name}{generator.randrange(10**9)}"
        laptop.edit("note-0", text=laptop.text("note-0") + f"{word} ")
        written.append(word)
    return written


def test_what_comes_before_the_part_that_it_stands_on_is_refused_and_nothing_is_lost():
    failed = []
    tried = times(200, 5000)
    for seed in range(tried):
        generator = random.Random(f"gap {seed}")
        ani, budi = laptops(2, names=("Ani", "Budi"))
        words = busy(ani, generator)
        for _ in range(generator.randint(1, 3)):
            words += busy(budi, generator, generator.randint(2, 4))
            budi.restart()
        ends = log.version(budi.connection)
        new = [client for client, last in ends.items() if last > 1 and client not in log.version(ani.connection)]
        session = generator.choice(new)
        missing = generator.randint(1, ends[session] - 1)
        part = harmed_copy(budi.connection, "DELETE FROM log WHERE client_id = ? AND seq = ?", session, missing)
        before = ani.rows(), ani.values()
        refused = ""
        try:
            ani.merge(part)
        except ExpectedError as error:
            refused = error.code if error.values.get("author") == "Budi" else "nobody named"
        if generator.random() < 0.5:
            ani.restart()
        untouched = (ani.rows(), ani.values()) == before
        ani.merge(budi.connection)
        whole = set(words) <= set(ani.text("note-0").split()) and ani.is_sound() and ani.trail_report().is_whole
        if (refused, untouched, whole) != ("merge_gap", True, True):
            failed.append((seed, refused, untouched, whole))
        part.close()
        ani.close()
        budi.close()
    record("C2", "a part that stands on a missing one: refused by name, whole later", tried, len(failed))
    assert failed == []


# C3


def test_a_merge_repeated_or_gone_round_brings_nothing_twice():
    failed = []
    tried = times(100, 1000)
    for seed in range(tried):
        generator = random.Random(f"again {seed}")
        ani, budi, citra = laptops(3, names=("Ani", "Budi", "Citra"))
        words = [word for laptop in (ani, budi) for word in busy(laptop, generator, 2)]
        ani.edit("agenda_item-0", minutes=15)
        budi.edit("agenda_item-0", minutes=90)
        copy = copied(budi.connection)
        first = ani.merge(copy)
        state = ani.rows(), ani.values(), ani.conflicts()
        again = sum(ani.merge(copy) for _ in range(times(2, 10)))
        same = (ani.rows(), ani.values(), ani.conflicts()) == state
        budi.merge(ani.connection)
        ani.merge(budi.connection)
        round_trip = budi.merge(ani.connection) + ani.merge(budi.connection)
        citra.merge(budi.connection)
        by_proxy = citra.merge(ani.connection)
        agreed = citra.values() == ani.values() == budi.values() and citra.rows() >= ani.rows()
        kept = set(words) <= set(citra.text("note-0").split()) and citra.trail_report().is_whole
        if not first or again or round_trip or by_proxy or not (same and agreed and kept):
            failed.append((seed, first, again, round_trip, by_proxy, same, agreed, kept))
        copy.close()
        for laptop in (ani, budi, citra):
            laptop.close()
    record("C3", "the same merge again, to and fro, through a third laptop: 0 new rows", tried, len(failed))
    assert failed == []


# C4


@pytest.mark.parametrize("part", range(times(4, 40)))
def test_a_cloned_laptop_and_a_revived_backup_write_under_ids_of_their_own_and_lose_nothing(template, tmp_path, part):
    failed = []
    for seed in range(part * CLONES_A_PART, (part + 1) * CLONES_A_PART):
        folder = tmp_path / str(seed)
        folder.mkdir()
        original, clone, backup = (folder / name for name in ("asli.kotaham", "klon.kotaham", "cadangan.kotaham"))
        shutil.copyfile(template, original)
        with Workshop.open(original, author="Ani", device="laptop-1") as ani:
            note = ani.records("note")[0].id
            ani.edit_text(note, "text", "awal ")
            _copy_live(original, backup)
            ani.edit_text(note, "text", "awal sesudah-cadangan ")
        shutil.copyfile(original, clone)
        files = {original: "asli", clone: "klon", backup: "cadangan"}
        for path, word in files.items():
            with Workshop.open(path, author="Ani", device="laptop-1") as same:
                same.edit_text(note, "text", f"{word} {same.record(note).text('text')}")
        for path in files:
            for other in files:
                if other != path:
                    with Workshop.open(path, author="Ani", device="laptop-1") as same:
                        same.merge_file(other)
        texts = set()
        for path in files:
            with Workshop.open(path, read_only=True) as same:
                texts.add(same.record(note).text("text"))
                sound = same.check().is_sound
            with closing(connections.read_only(path)) as connection:
                writers = log.version(connection)
        words = set(texts.pop().split()) if len(texts) == 1 else set()
        if not sound or words != {"awal", "sesudah-cadangan", *files.values()} or len(writers) < 5:
            failed.append((seed, sound, words))
        shutil.rmtree(folder)
    record("C4", "cloned laptop, backup taken into use again, same install id", CLONES_A_PART, len(failed))
    assert failed == []


def _copy_live(path: Path, target: Path) -> None:
    """What a backup of an open file is: both parts of it, taken at one moment."""
    for ending in ("", "-wal"):
        if (beside := path.with_name(path.name + ending)).exists():
            shutil.copyfile(beside, target.with_name(target.name + ending))


def test_two_files_that_went_on_under_one_id_are_told_apart_and_neither_is_touched():
    tried = times(20, 200)
    for seed in range(tried):
        generator = random.Random(f"clone {seed}")
        (ani,) = laptops(1)
        busy(ani, generator, 2)
        twin = copied(ani.connection)
        client, seq = log.last_written_here(twin)
        row = log.LogRow(client, seq + 1, 1, "edit", 0, b"", "{}", b"")
        sealed = log.chained_checksum(log.checksum_at(twin, client, seq), client, seq + 1, 1, "edit", 0, "{}", b"")
        log.append(twin, log.LogRow(*row.key, 1, "edit", 0, sealed, "{}", b""), here=True)
        busy(ani, generator, 2)
        before, twin_before = ani.rows(), set(twin.execute("SELECT client_id, seq, checksum FROM log"))
        with pytest.raises(ExpectedError) as raised:
            ani.merge(twin)
        assert raised.value.code == "merge_diverged"
        assert ani.rows() == before
        assert set(twin.execute("SELECT client_id, seq, checksum FROM log")) == twin_before
        assert ani.is_sound()
        twin.close()
        ani.close()
    record("C4", "two files that went on under one id: refused, both untouched", tried, 0)


# C5


def test_wrong_clocks_change_neither_text_nor_order_of_seeing():
    failed = []
    tried = times(50, 1000)
    for seed in range(tried):
        generator = random.Random(f"clock {seed}")
        several = laptops(3, names=("Ani", "Budi", "Citra"))
        for laptop in several:
            laptop.skew = timedelta(days=generator.uniform(-400, 400))
            laptop.tick = generator.choice((timedelta(), timedelta(seconds=1), timedelta(minutes=-7)))
        ani, budi, citra = several
        words = [word for _ in range(2) for laptop in several for word in busy(laptop, generator, 2)]
        ani.edit("agenda_item-0", minutes=15)
        budi.merge(ani.connection)
        budi.edit("agenda_item-0", minutes=90)  # has seen 15, so it is later, whatever the clocks say
        citra.edit("case_study-0", title="C")
        ani.edit("case_study-0", title="A")
        for _ in range(3):
            for one in several:
                for other in several:
                    if one is not other:
                        one.merge(other.connection)
        values = ani.values()
        agreed = all(laptop.values() == values and laptop.is_sound() for laptop in several)
        kept = all(set(words) <= set(laptop.text("note-0").split()) for laptop in several)
        decided = values["agenda_item-0"]["minutes"] == 90
        disputed = [(one.record_id, one.field) for one in ani.conflicts()] == [("case_study-0", "title")]
        whole = all(laptop.trail_report().is_whole for laptop in several)
        if not (agreed and kept and decided and disputed and whole):
            failed.append((seed, agreed, kept, decided, disputed, whole))
        for laptop in several:
            laptop.close()
    record("C5", "clocks wrong by -400 to +400 days, standing still or going back", tried, len(failed))
    assert failed == []


def test_a_document_replayed_from_the_merged_log_is_the_live_one():
    script = Script(7, 6)
    for _ in range(60):
        script.step()
    script.exchange()
    for laptop in script.laptops:
        replayed = from_whole_log(laptop.connection, 1, Path("memori"))
        assert replayed.all_stored() == laptop.editing.document.all_stored()
    script.close()
