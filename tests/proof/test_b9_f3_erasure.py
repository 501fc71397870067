"""B9 and F3: a person's canary words stand in everything that a training keeps; after erasing, in no file left."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from kotaham_desktop.application import consent_commands, data_requests, erasing, name_key
from kotaham_desktop.application.backup_commands import back_up, choose_second_place, restore
from kotaham_desktop.application.release_commands import Departure, note_departure
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage import connection, encryption
from kotaham_desktop.storage.keys import Key, is_plain, salt_of
from tests.proof import figures

CODE, OTHER_CODE = "P-7K3-M9Q", "P-4WX-T2H"
NAME = "Sukarminah Prawirodirjo"
CONTACT = "0813-5550-1234"
NAME_SECRET = "nama di balik kode"
PROSE = (FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT)
TOLD = ("note", "case_study", "experience")


class Canaries:
    """Words that stand nowhere else, each given out once."""

    def __init__(self):
        self.words = []

    def new(self):
        self.words.append(f"qzx{len(self.words):03d}kenari")
        return self.words[-1]

    def filled(self, type_name, but=()):
        """A value with a canary for every field that takes words."""
        declared = [field for field in RECORD_TYPES[type_name].fields if field.kind in PROSE and field.name not in but]
        return {field.name: f"Kata {self.new()} sana" for field in declared}


class Training:
    """One laptop with a file full of canaries, its backups, a stick, and the laptops of two colleagues."""

    def __init__(self, folder, passphrase):
        self.folder, self.passphrase = folder, passphrase
        self.file, self.root, self.stick = folder / "satu.kotaham", folder / "cadangan", folder / "stik"
        self.stick.mkdir()
        self.canaries = Canaries()
        with Workshop.create(self.file, author="Ani", passphrase=passphrase) as ani:
            self.key = ani.key
            self._fill(ani)
            shutil.copyfile(self._copied(ani, "sebelum"), folder / "satu.sebelum-v3.kotaham")
            (folder / "satu.kotaham-wal.asing-12ab34cd").write_bytes(self.canaries.words[0].encode() * 100)
            name_key.create_name_key(ani, NAME_SECRET)
            name_key.name_person(ani, NAME_SECRET, CODE, NAME, contact=CONTACT, record=self.person)
            choose_second_place(self.stick)
            back_up(self.file, self.root, key=self.key, second=self.stick)
            self.old_laptop = self._copied(ani, "dua")
            self.proxy = self._copied(ani, "tiga")
        self._take_other_side()

    def _copied(self, workshop, name):
        workshop.rest()
        target = self.folder / "lain" / f"{name}.kotaham"
        target.parent.mkdir(exist_ok=True)
        restore(workshop.path, target, key=self.key)
        return target

    def _fill(self, ani):
        new = self.canaries.new
        consent_commands.answer(
            ani, CODE, ["P1"], "limited",
            details={"told_risks": True, "told_withdraw": True, "method": "witnessed_verbal", "witness": new(),
                     "restrictions": new(), "capacity_note": new(), "asked_by": new()},
        )  # fmt: skip
        consent_commands.withdraw(ani, CODE, ["P2"], how=new())
        known = {"name": NAME, "contact": CONTACT}
        self.person = ani.create_record("person", {**self.canaries.filled("person", but=tuple(known)), **known})
        self.told = [
            ani.create_record(name, {**self.canaries.filled(name), "subjects": (CODE,)}) for name in TOLD for _ in "12"
        ]
        exercise = ani.create_record("exercise", {"title": "Latihan", "method": "problem_tree"})
        row = {"exercise": exercise, "values": {"akar": new(), "batang": new()}, "subjects": (CODE,)}
        self.told.append(ani.create_record("exercise_row", row))
        story = self.told[0]
        consent_commands.set_level(ani, story, Level.SEALED)
        ani.attach(story, new().encode() * 3000, "image/png", caption=new())
        ani.create_record("norm_reference", {"record": story, "norm": "snp-1", "remark": new()})
        for text in (f"dulu {new()}", "", f"lalu {new()}", "sekarang"):
            ani.edit_text(story, "text", text)
        ani.set_fields(story, {"speaker": new()})
        ani.undo()
        ani.delete_record(self.told[1])
        self.mentions = {
            ani.create_record("note", {"text": f"Menurut Bu {NAME} jembatan rusak"}): "text",
            ani.create_record("note", {"text": "Biasa", "speaker": NAME}): "speaker",
            ani.create_record("action", {"activity": "Perbaikan", "remarks": f"Hubungi {CONTACT}"}): "remarks",
        }
        self.once = ani.create_record("note", {"text": f"Tadi {NAME} bicara"})
        ani.edit_text(self.once, "text", "Tadi seseorang bicara")
        self.kept = ani.create_record("note", {"text": "Catatan orang lain tetap utuh", "subjects": (OTHER_CODE,)})
        request = data_requests.add_request(ani, CODE, "correct")
        data_requests.answer_request(ani, request.id, "refused", reason=new())
        ani.search(self.canaries.words[5])
        note_departure(ani, Departure("laporan", Audience.TEAM, 3, (CODE,)), b"laporan yang dulu")

    def _take_other_side(self):
        """The colleague changes the same fields meanwhile; the dispute stands in our file."""
        with self.open(self.old_laptop, "Budi") as budi:
            budi.set_fields(self.told[0], {"speaker": self.canaries.new()})
        with self.open(self.file, "Ani") as ani:
            ani.set_fields(self.told[0], {"speaker": self.canaries.new()})
            ani.merge_file(self.old_laptop)
            assert [one.record_id for one in ani.conflicts()] == [self.told[0]]
            back_up(self.file, self.root, key=self.key, second=self.stick)

    def open(self, path, author):
        return Workshop.open(path, author=author, passphrase=self.passphrase)

    def places(self):
        return erasing.Places(self.root, self.stick)

    def erase(self):
        with self.open(self.file, "Ani") as ani:
            plan = erasing.plan_erasure(ani, CODE, name_key_passphrase=NAME_SECRET)
            return erasing.erase(
                ani, plan, reason="diminta orangnya", asked_by=NAME, places=self.places(),
                name_key_passphrase=NAME_SECRET,
            )  # fmt: skip

    def found(self, scratch, files=None):
        """Which canary words stand in any of the files, locked ones read through a copy in clear."""
        wanted = [*self.canaries.words, *NAME.split(), CONTACT]
        found = {}
        for path in files or [each for each in self.folder.rglob("*") if each.is_file()]:
            content = self._content(path, scratch).lower()
            for word in wanted:
                if word.lower().encode() in content:
                    found.setdefault(word, []).append(path.name)
        return found

    def _content(self, path, scratch):
        if path.suffix not in (".kotaham", ".kunci-nama") or is_plain(path):
            return path.read_bytes()
        if path.suffix == ".kunci-nama":
            key = Key.from_passphrase(NAME_SECRET, salt_of(path))
            with closing(connection.unchanging(path, key)) as names:
                return repr(names.execute("SELECT * FROM person").fetchall()).encode()
        clear = scratch / "terang.kotaham"
        shutil.copyfile(path, clear)
        encryption.relock(clear, Key.from_passphrase(self.passphrase, salt_of(clear)), None, holder="uji")
        content = clear.read_bytes()
        clear.unlink()
        return content


@pytest.fixture(params=["", "tiga nelayan pulang"], ids=["plain", "locked"])
def training(request, tmp_path):
    folder = tmp_path / "laptop"
    folder.mkdir()
    return Training(folder, request.param)


def test_fifty_canaries_are_gone_from_every_file_that_is_left(training, tmp_path, own_home):
    scratch = tmp_path / "pembanding"
    scratch.mkdir()
    own = [each for each in training.folder.rglob("*") if each.is_file() and each.parent.name != "lain"]
    words = [*training.canaries.words, *NAME.split(), CONTACT]
    assert len(training.canaries.words) >= 50
    assert set(training.found(scratch, own)) == set(words)
    result = training.erase()
    assert result.to_do == ()
    own = [each for each in training.folder.rglob("*") if each.is_file() and each.parent.name != "lain"]
    own += [each for each in own_home.rglob("*") if each.is_file()]
    assert len([each for each in own if each.suffix == ".kotaham"]) >= 4
    assert training.found(scratch, own) == {}
    figures.record("F3", "canary words searched in tables, history, attachments, backups", len(words), 0)
    figures.record("B9", "canary words searched in every file left after erasing", len(words) * len(own), 0)
    assert [one.names for one in result.left_before] == [True]
    pdf = erasing.certificate_pdf(result.certificate, "id")
    (scratch / "acara.pdf").write_bytes(pdf)
    assert training.found(scratch, [scratch / "acara.pdf"]) == {}


def test_other_people_keep_their_words_and_their_history(training):
    with training.open(training.file, "Ani") as ani:
        before = [(one.kind, one.author, one.at) for one in ani.history(training.kept)]
    training.erase()
    with training.open(training.file, "Ani") as ani:
        assert ani.record(training.kept).text("text") == "Catatan orang lain tetap utuh"
        assert [(one.kind, one.author, one.at) for one in ani.history(training.kept)] == before
        for record_id, field in training.mentions.items():
            assert CODE in ani.record(record_id).text(field)
        assert ani.record(training.once).text("text") == "Tadi seseorang bicara"
        assert not any(map(ani.holds, [*training.told, training.person]))
        assert ani.check().problems == []
        assert not ani.can_undo
        assert [one.text("purpose") for one in ani.records("consent", subject=CODE)] == ["P1", "P2"]
        ani.rebuild()
        assert ani.check().problems == []


def test_no_colleague_brings_it_back_in_any_direction_or_round_a_third_laptop(training, tmp_path):
    scratch = tmp_path / "pembanding"
    scratch.mkdir()
    with training.open(training.old_laptop, "Budi") as budi:
        budi.edit_text(training.told[2], "chronology", f"Budi menambah {training.canaries.new()}")
        photo, caption = training.canaries.new().encode() * 2000, training.canaries.new()
        budi.attach(training.told[2], photo, "image/png", caption=caption)
        budi.set_fields(next(iter(training.mentions)), {"answer": "Jawaban Budi"})
        budi.create_record("note", {"text": "Catatan baru dari Budi"}, record_id="baru-dari-budi")
    with training.open(training.proxy, "Citra") as citra:
        citra.merge_file(training.old_laptop)
    training.erase()
    ours, old, proxy = training.file, training.old_laptop, training.proxy
    ways = ((ours, proxy), (ours, old), (old, proxy), (proxy, ours), (old, ours), (ours, proxy))
    for number, (into, other) in enumerate(ways):
        with training.open(into, f"orang {number}") as workshop:
            workshop.merge_file(other)
            assert workshop.check().problems == []
        assert training.found(scratch, [training.file]) == {}
    for path in (training.file, training.old_laptop, training.proxy):
        assert training.found(scratch, [path]) == {}
        with training.open(path, "siapa pun") as workshop:
            assert workshop.record("baru-dari-budi").text("text") == "Catatan baru dari Budi"
            assert workshop.record(next(iter(training.mentions))).text("answer") == "Jawaban Budi"
            assert not any(map(workshop.holds, training.told))
    figures.record("F3", "merges with laptops that still held what was erased", len(ways), 0)


def test_a_stick_that_was_away_and_a_killed_program_leave_work_that_is_told_and_done_later(training, tmp_path):
    scratch = tmp_path / "pembanding"
    scratch.mkdir()
    away = training.stick.rename(tmp_path / "dibawa pergi")
    result = training.erase()
    assert [(one.place, one.left.value) for one in result.to_do] == [(str(training.stick), "away")]
    away.rename(training.stick)
    with training.open(training.file, "Ani") as ani:
        assert erasing.still_to_do(ani, training.places()) != ()
        finished = erasing.finish(ani, training.places())
        assert finished.to_do == ()
        assert erasing.still_to_do(ani, training.places()) == ()
    assert training.found(scratch, [each for each in training.stick.rglob("*") if each.is_file()]) == {}


def test_a_backup_under_a_lost_passphrase_is_told_and_can_be_given_up(training, tmp_path):
    locked = next(iter((training.root / next(training.root.iterdir()).name).glob("*.kotaham")))
    key = Key.from_passphrase(training.passphrase, salt_of(locked)) if training.passphrase else None
    encryption.relock(locked, key, Key.for_new_file("frasa yang dilupakan"), holder="uji")
    result = training.erase()
    assert [(one.place, one.left.value) for one in result.to_do] == [(str(locked), "locked")]
    with pytest.raises(ExpectedError):
        erasing.give_up(training.file)
    erasing.give_up(Path(result.to_do[0].place))
    with training.open(training.file, "Ani") as ani:
        assert erasing.still_to_do(ani, training.places()) == ()


def test_a_backup_under_an_older_passphrase_is_erased_from_by_whoever_knows_it(training):
    locked = next(iter((training.root / next(training.root.iterdir()).name).glob("*.kotaham")))
    key = Key.from_passphrase(training.passphrase, salt_of(locked)) if training.passphrase else None
    encryption.relock(locked, key, Key.for_new_file("frasa yang dulu"), holder="uji")
    assert training.erase().to_do != ()
    with training.open(training.file, "Ani") as ani:
        assert erasing.finish(ani, training.places(), older_passphrases=["frasa yang dulu"]).to_do == ()
    encryption.relock(locked, Key.from_passphrase("frasa yang dulu", salt_of(locked)), None, holder="uji")
    assert not any(word.encode() in locked.read_bytes() for word in training.canaries.words)
