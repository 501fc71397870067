"""What really leaves, byte by byte: 60 exports by consent and level, 50 canaries in every corner, the rule of two."""

import zipfile
from itertools import product

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application import release_commands as release
from kotaham_desktop.application.export_commands import ExportFormat, export_content, export_workshop
from kotaham_desktop.application.report_commands import build_report
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.domain.release import CHECKLIST
from kotaham_desktop.exchange.images import clean_image_file
from kotaham_desktop.reports.options import ReportKind, ReportOptions

VALID = {"told_risks": True, "told_withdraw": True, "method": "signed_paper", "restrictions": "tanpa foto"}
ALL = tuple(choice.code for choice in CHECKLIST)
STATES = ("given", "limited", "refused", "withdrawn", "expired")


@pytest.fixture
def workshop(tmp_path, clock):
    with Workshop.create(tmp_path / "a.kotaham", author="Rani Penulis", clock=clock) as opened:
        opened.set_fields("workshop", {"title": "Pelatihan Kota HAM", "city": "Semarang"})
        yield opened


def whole_text(path):
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            content = b"".join(name.encode() + package.read(name) for name in package.namelist())
    return content.decode("utf-8", "replace")


def decide(workshop, subject, state):
    purposes = ("P1", "P3", "P4")
    if state in ("withdrawn", "expired"):
        more = {"review_at": "2022-08-01"} if state == "expired" else {}
        consent.answer(workshop, subject, purposes, "given", details=VALID | more)
        if state == "withdrawn":
            consent.withdraw(workshop, subject)
    else:
        consent.answer(workshop, subject, purposes, state, details=VALID)


def allowed(state, level, audience):
    """An account of its own of who may read a story: level, then what the person said."""
    if state in ("refused", "withdrawn"):
        return False
    reach = {"given": Level.PUBLIC, "limited": Level.PARTICIPANTS, "expired": Level.TEAM}[state]
    return level is not Level.SEALED and audience.may_see(min(level, reach))


@pytest.mark.parametrize(("state", "level", "form"), list(product(STATES, Level, ExportFormat)))
def test_no_export_shows_a_story_above_its_persons_consent(workshop, tmp_path, state, level, form):
    """F1: five states of consent, four levels, three formats; a refusal always wins."""
    ani = consent.new_subject(workshop)
    decide(workshop, ani, state)
    workshop.create_record(
        "experience",
        {"title": "KENARI", "narrative": "KENARI", "subjects": (ani,), "level": level.code, "consent": "named"},
    )
    workshop.create_record("exercise_row", {"values": {"card": "x"}})
    for audience in Audience:
        target = tmp_path / f"{audience}.{form}"
        export_workshop(workshop, audience=audience, format=form, output=target)
        text = whole_text(target)
        assert ("KENARI" in text) is allowed(state, level, audience), (state, level, audience)
        assert audience is Audience.TEAM or ani not in text


NAMES = [
    "Sumarni Widodo", "Ngatiyem Hartati", "Tukinem Prawiro", "Wagiyo Sastro", "Poniman Kertodimejo", "Rubiyem Tarwiyah",
    "Sutarjo Wongso", "Mbok Darmi", "Kasiyem", "Paijo Suwondo", "Legiman Karto", "Waginah Supinah", "Tumirah",
    "Parjiyo Mangun", "Sarinem Dwijo", "Jumadi Kromo", "Ngadimin Resowijoyo", "Suparmi Ngadiyo", "Bejo Mulyodiharjo",
    "Painem Trimo",
]  # fmt: skip
PHONES = [f"0812-3456-78{number:02d}" for number in range(10)]
NIKS = [f"33740105087900{number:02d}" for number in range(1, 11)]
PLACES = [f"Kampung Rahasia{letter}" for letter in "ABCDEFGHIJ"]


def photo_with_data(tmp_path):
    exif = Image.Exif()
    exif[0x010E] = f"{NAMES[0]} {NIKS[0]}"
    exif[0x8825] = {1: "S", 2: (6.0, 57.0, 12.0)}
    path = tmp_path / f"{NAMES[1]} {PHONES[0]}.jpg"
    Image.new("RGB", (64, 64), (90, 120, 80)).save(path, exif=exif)
    return clean_image_file(path)


def seed(workshop, tmp_path):
    """Fifty canaries in every corner where a note-taker may put one; what is open is what they may leave in."""
    ani = consent.new_subject(workshop)
    decide(workshop, ani, "refused")
    for name, phone, nik in zip(NAMES[:10], PHONES, NIKS, strict=True):
        workshop.create_record("person", {"name": name, "contact": f"{phone} / {nik}", "access_needs": nik})
    for number, name in enumerate(NAMES):
        phone, nik, place = PHONES[number % 10], NIKS[number % 10], PLACES[number % 10]
        everything = f"{name} dari {place}, {phone}, NIK {nik}"
        workshop.create_record("note", {"text": everything, "level": "L1"})
        workshop.create_record("note", {"text": everything, "level": "L3", "subjects": (ani,)})
        workshop.create_record(
            "note", {"text": f"Kata {name}: 0{phone[1:]} dan {nik}.", "level": "L3", "speaker": name}
        )
        workshop.create_record(
            "case_study",
            {"title": f"Kasus {name}", "victims": name, "complainants": f"{name} ({phone})", "place": place,
             "place_precision": "exact", "chronology": f"{name} kehilangan sumur. NIK {nik}", "level": "L3",
             "consent": "anonymous", "witnesses": name},
        )  # fmt: skip
        story = workshop.create_record(
            "experience",
            {"title": "Cerita", "narrator": name, "narrative": f"Saya {name}, {phone}", "quote": everything,
             "level": "L3", "consent": "anonymous", "quote_allowed": False},
        )  # fmt: skip
        workshop.create_record("norm_reference", {"record": story, "norm": "SNP-08", "remark": f"menurut {name}"})
        exercise = workshop.create_record(
            "exercise", {"title": "Pohon", "method": "problem_tree", "reporter": name, "plenary_responses": name}
        )
        workshop.create_record(
            "exercise_row", {"exercise": exercise, "level": "L3", "values": {"card": f"{name} {phone} {nik}"}}
        )
        workshop.create_record("action", {"activity": "Uji air", "owner": name, "remarks": f"hubungi {phone}"})
    image = photo_with_data(tmp_path)
    note = workshop.create_record("note", {"text": "Foto sumur", "level": "L3"})
    workshop.attach(note, image.data, image.media_type, caption=f"{NAMES[2]} di sumur", level="L3")
    deleted = workshop.create_record("note", {"text": " ".join(PLACES), "level": "L3"})
    workshop.delete_record(deleted)


def canaries_in(text):
    plain = " ".join(text.split())
    digits = "".join(filter(str.isdigit, plain))
    found = [name for name in NAMES if name.casefold() in plain.casefold()]
    found += [number for number in (*PHONES, *NIKS) if number in plain or number.replace("-", "") in digits]
    return found + [place for place in PLACES if place.casefold() in plain.casefold()]


@pytest.fixture
def seeded(workshop, tmp_path):
    seed(workshop, tmp_path)
    return workshop


@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
@pytest.mark.parametrize("name", ["a.json", "a.xlsx", "a.csv", "a.zip"])
def test_none_of_fifty_canaries_leaves_in_data(seeded, tmp_path, audience, name):
    """F2: names, numbers and places in every field, photo, caption and file name; none in what leaves."""
    form = "csv" if name.endswith("zip") else name.split(".")[1]
    export_workshop(seeded, audience=audience, format=form, output=tmp_path / name)
    text = whole_text(tmp_path / name)
    assert canaries_in(text) == []
    assert "Rani" not in text
    assert str(tmp_path) not in text
    export_workshop(seeded, audience=Audience.TEAM, format=form, output=tmp_path / f"tim-{name}")
    assert len(canaries_in(whole_text(tmp_path / f"tim-{name}"))) >= 40, "the canaries were there to be found"


@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
@pytest.mark.parametrize("kind", ReportKind)
def test_none_of_fifty_canaries_leaves_in_a_report(seeded, tmp_path, audience, kind):
    content = build_report(seeded, ReportOptions(kind, audience))
    document = PdfDocument(content)
    try:
        words = "\n".join(page.get_textpage().get_text_range() for page in document)
        metadata = " ".join(document.get_metadata_dict().values())
    finally:
        document.close()
    assert canaries_in(words) == []
    assert canaries_in(metadata) == []
    assert "Rani" not in words + metadata
    assert canaries_in(content.decode("latin-1")) == []
    for tag in (b"GPS", b"Exif\x00"):
        assert tag not in content


def test_the_same_work_gives_the_same_bytes_so_that_two_people_can_confirm_it(seeded, tmp_path):
    for form in ExportFormat:
        once, again = (
            export_content(seeded, audience=Audience.PUBLIC, format=form, output=tmp_path / "x")[0] for _ in range(2)
        )
        assert once == again


def refused(command, *arguments, **more):
    with pytest.raises(ExpectedError) as refusal:
        command(*arguments, **more)
    return refusal.value.code


@pytest.fixture
def leaving(workshop):
    return release.departure(workshop, form="json", audience=Audience.PUBLIC)


def test_nothing_leaves_for_the_public_without_two_people(workshop, leaving, tmp_path):
    target = tmp_path / "a.json"
    assert refused(release.hand_out, workshop, leaving, b"isi", target) == "release_not_confirmed"
    half = release.Signatures("Ani", "", ALL)
    assert refused(release.hand_out, workshop, leaving, b"isi", target, half) == "release_not_confirmed"
    same = release.Signatures("Ani Wati", " ani  WATI ", ALL)
    assert refused(release.hand_out, workshop, leaving, b"isi", target, same) == "release_same_person"
    unread = release.Signatures("Ani", "Budi", ALL[:-1])
    assert refused(release.hand_out, workshop, leaving, b"isi", target, unread) == "release_checklist_incomplete"
    assert not target.exists()
    assert workshop.count("export_log") == 0
    release.hand_out(workshop, leaving, b"isi", target, release.Signatures("Ani", "Budi", ALL))
    assert target.read_bytes() == b"isi"
    (entry,) = workshop.records("export_log")
    assert entry.text("sha256") == release.fingerprint(b"isi")
    assert workshop.record(entry.text("release")).text("prepared_by") == "Ani"


def test_a_release_holds_for_the_very_content_that_was_looked_at(workshop, leaving, tmp_path):
    prepared = release.prepare_release(workshop, leaving, b"isi", prepared_by="Ani", checklist=ALL)
    assert (
        refused(release.confirm_release, workshop, prepared, b"lain", confirmed_by="Budi") == "release_content_changed"
    )
    release.confirm_release(workshop, prepared, b"isi", confirmed_by="Budi")
    release.hand_out(workshop, leaving, b"isi", tmp_path / "a.json")
    assert refused(release.hand_out, workshop, leaving, b"lain", tmp_path / "b.json") == "release_not_confirmed"


def test_a_confirmation_written_by_hand_does_not_count(workshop, leaving, tmp_path):
    prepared = release.prepare_release(workshop, leaving, b"isi", prepared_by="Ani", checklist=ALL)
    forged = dict(workshop.record(prepared).values) | {"prepared": prepared, "confirmed_by": "ANI"}
    workshop.create_record("release", forged)
    assert refused(release.hand_out, workshop, leaving, b"isi", tmp_path / "a.json") == "release_not_confirmed"


def test_what_leaves_for_others_is_noted_without_its_content(workshop, tmp_path):
    ani = consent.new_subject(workshop)
    decide(workshop, ani, "given")
    workshop.create_record("note", {"text": "KENARI", "level": "L2", "subjects": (ani,)})
    leaving = release.departure(workshop, form="json", audience=Audience.PARTICIPANTS)
    assert leaving.subjects == (ani,)
    release.hand_out(workshop, leaving, b"KENARI", tmp_path / "a.json")
    (entry,) = workshop.records("export_log")
    assert "KENARI" not in str(entry.values)
    assert (entry.text("audience"), entry.number("records"), entry.text("made_by")) == (
        "participants",
        leaving.records,
        "Rani Penulis",
    )


def test_a_withdrawal_names_what_had_left_already(workshop, tmp_path):
    ani, budi = consent.new_subject(workshop), consent.new_subject(workshop)
    decide(workshop, ani, "given")
    decide(workshop, budi, "given")
    workshop.create_record("note", {"text": "x", "level": "L2", "subjects": (ani,)})
    leaving = release.departure(workshop, form="json", audience=Audience.PARTICIPANTS)
    release.hand_out(workshop, leaving, b"isi", tmp_path / "a.json")
    (left,) = consent.withdraw(workshop, ani).left_already
    assert left.names
    assert left.export.text("sha256") == release.fingerprint(b"isi")
    assert consent.withdraw(workshop, budi).left_already == ()


def test_what_left_before_the_record_named_its_person_is_named_as_possible(workshop, tmp_path):
    ani = consent.new_subject(workshop)
    decide(workshop, ani, "given")
    note = workshop.create_record("note", {"text": "x", "level": "L2"})
    leaving = release.departure(workshop, form="json", audience=Audience.PARTICIPANTS)
    release.hand_out(workshop, leaving, b"isi", tmp_path / "a.json")
    workshop.set_fields(note, {"subjects": (ani,)})
    (left,) = consent.withdraw(workshop, ani).left_already
    assert not left.names
