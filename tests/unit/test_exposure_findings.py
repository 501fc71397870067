"""The panel before anything leaves: what it finds in disclosed work, and what it leaves alone."""

import pytest

from kotaham_desktop.domain.disclosure import disclose, disclosed_counts
from kotaham_desktop.domain.exposure import Severity, find_exposure
from kotaham_desktop.domain.exposure_patterns import ExposureKind as Kind
from kotaham_desktop.domain.exposure_patterns import is_plausible_nik
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.record import Record


def note(text, **values):
    return Record("n", "note", {"text": text, "level": "L3", **values})


def findings(*records, people=(), audience=Audience.PUBLIC, own=None, hidden=()):
    everything: dict[str, list[Record]] = {}
    workshop = Record(
        "workshop", "workshop", own or {"title": "Pelatihan", "city": "Semarang", "start_date": "2022-08-22"}
    )
    named = [Record(f"p{n}", "person", {"name": name, "level": "L1"}) for n, name in enumerate(people)]
    for record in (workshop, *records, *named, *hidden):
        everything.setdefault(record.type, []).append(record)
    shown = {
        type_name: [each for each in group if each in records or each is workshop]
        for type_name, group in everything.items()
    }
    return find_exposure(shown, everything, audience)


def kinds(*records, **more):
    return [(each.kind, each.excerpt) for each in findings(*records, **more)]


CANARIES = [
    (Kind.NIK, "NIK 3374014508790001 tertulis", "3374014508790001"),
    (Kind.NIK, "NIK 33 7401 050879 0001", "33 7401 050879 0001"),
    (Kind.LONG_NUMBER, "rekening 9999 9999 9999 9999", "9999 9999 9999 9999"),
    (Kind.PHONE, "hubungi 0812-3456-7890 ya", "0812-3456-7890"),
    (Kind.PHONE, "WA +62 812 3456 7890", "+62 812 3456 7890"),
    (Kind.PHONE, "telepon (024) 7654321", "(024) 7654321"),
    (Kind.EMAIL, "surel warga.satu@contoh.id", "warga.satu@contoh.id"),
    (Kind.ADDRESS, "di Jl. Mawar Merah No. 12, dekat pasar", "Jl. Mawar Merah No. 12"),
    (Kind.ADDRESS, "Gang Buntu rumahnya", "Gang Buntu"),
    (Kind.ADDRESS, "warga RT 03/RW 07 menolak", "RT 03/RW 07"),
    (Kind.ADDRESS, "ketua RW 5", "RW 5"),
    (Kind.PLATE, "motor H 1234 ABC dirampas", "H 1234 ABC"),
    (Kind.PLACE, "warga Kelurahan Bandarharjo", "Kelurahan Bandarharjo"),
    (Kind.PLACE, "di desa Wonolelo Lor", "desa Wonolelo Lor"),
    (Kind.PLACE, "Kec. Tugu", "Kec. Tugu"),
    (Kind.REGION, "di Kabupaten Demak", "Kabupaten Demak"),
    (Kind.EXACT_DATE, "pada 14 Maret 2021 malam", "14 Maret 2021"),
    (Kind.EXACT_DATE, "tanggal 3/4/2021", "3/4/2021"),
    (Kind.EXACT_DATE, "2021-03-14", "2021-03-14"),
    (Kind.LIKELY_NAME, "kata Bu Sarmi kepada kami", "Bu Sarmi"),
    (Kind.LIKELY_NAME, "lalu Joko Prasetyo datang", "Joko Prasetyo"),
    (Kind.SUBJECT_CODE, "cerita P-7K3-M9Q", "P-7K3-M9Q"),
    (Kind.SMALL_COUNT, "hanya tiga orang yang melapor", "tiga orang"),
    (Kind.SMALL_COUNT, "seorang difabel", "seorang difabel"),
]


@pytest.mark.parametrize(("kind", "text", "excerpt"), CANARIES)
def test_every_kind_is_found_with_its_place_in_the_text(kind, text, excerpt):
    (found,) = [each for each in findings(note(text)) if each.kind is kind]
    assert found.excerpt == excerpt
    assert text[found.start : found.end] == excerpt
    assert (found.record_id, found.field) == ("n", "text")
    assert found.label


@pytest.mark.parametrize(
    "text",
    [
        "Air bersih mahal bagi warga.",
        "Pasal 28D UUD 1945 dan UU No. 39 Tahun 1999",
        "Hak Asasi Manusia di Kota Semarang",
        "Peserta berjumlah 34 orang dari 12 lembaga",
        "Rp 1.250.000 per bulan selama 24 bulan",
        "Disepakati pada pukul 10.30 dengan 7 suara",
        "Komnas HAM dan Pemerintah Kota Semarang",
        "[nama disamarkan] menelepon [kontak disamarkan]",
        "Maret 2021",
        "2022-08-22",
    ],
)
def test_everyday_sentences_are_left_alone(text):
    assert kinds(note(text)) == []


def test_a_known_name_is_found_in_every_spelling_that_the_masking_might_miss():
    text = "Kata sumarni, lalu WIDODO. Bersama Sumarni Widodo."
    found = kinds(note(text), people=["Dra. Sumarni Widodo, M.Si."])
    assert [excerpt for kind, excerpt in found if kind is Kind.KNOWN_NAME] == ["sumarni", "WIDODO", "Sumarni Widodo"]


def test_names_of_hidden_narrators_and_parties_are_known_too():
    story = Record("x", "experience", {"title": "x", "narrator": "Ngatiyem", "level": "L1"})
    case = Record("k", "case_study", {"title": "x", "victims": "Bu Tumirah (62), Slamet Riyanto", "level": "L1"})
    found = kinds(note("Ngatiyem, Tumirah dan Riyanto hadir"), hidden=[story, case])
    assert {excerpt for kind, excerpt in found if kind is Kind.KNOWN_NAME} == {"Ngatiyem", "Tumirah", "Riyanto"}


def test_the_answers_of_a_group_are_looked_at_one_by_one():
    row = Record("r", "exercise_row", {"values": {"card": "Telepon 0812 3456 7890", "part": "root"}, "level": "L2"})
    (found,) = findings(row, audience=Audience.PARTICIPANTS)
    assert (found.kind, found.field, found.start) == (Kind.PHONE, "values.card", 8)


def test_the_workshops_own_places_are_found_in_other_texts():
    case = Record("k", "case_study", {"title": "x", "place": "Tambaklorok", "level": "L1"})
    assert kinds(note("Di tambaklorok air asin."), hidden=[case]) == [(Kind.PLACE, "tambaklorok")]


@pytest.mark.parametrize(("shows", "found"), [("unknown", 1), ("yes", 1), ("", 1), ("no", 0)])
def test_a_picture_counts_as_showing_people_until_somebody_looked(shows, found):
    photo = Record("f", "attachment", {"caption": "", "sha256": "a", "level": "L3", "shows_people": shows})
    assert len([each for each in findings(photo) if each.kind is Kind.PICTURE]) == found


def test_a_job_with_its_village_and_month_points_at_one_person():
    found = findings(note("Bidan di Desa Wonolelo berhenti Maret 2021."))
    assert found[0].kind is Kind.RARE_COMBINATION
    assert found[0].severity is Severity.HIGH
    assert Kind.RARE_COMBINATION not in [each.kind for each in findings(note("Bidan kurang di banyak tempat."))]


def test_the_gravest_finds_come_first():
    found = findings(note("Tiga orang dari Kabupaten Demak; telepon 0812 3456 7890, 14 Maret 2021"))
    assert [each.severity for each in found] == sorted((each.severity for each in found), reverse=True)


def test_the_team_gets_no_panel():
    assert findings(note("NIK 3374014508790001"), audience=Audience.TEAM) == ()


def test_the_speakers_own_public_name_is_no_find():
    speaker = Record("p", "person", {"name": "Aris Wibowo", "level": "L3", "role": "speaker"})
    text = note("Aris Wibowo membuka acara.")
    assert Kind.KNOWN_NAME not in [kind for kind, _ in kinds(text, speaker)]


@pytest.mark.parametrize(
    ("digits", "plausible"),
    [
        ("3374014508790001", True),
        ("3374010508790001", True),
        ("3374017208790001", False),
        ("3374010513790001", False),
        ("0074010508790001", False),
        ("3374010508790000", False),
        ("337401050879000", False),
    ],
)
def test_a_number_built_like_an_nik_is_told_from_others(digits, plausible):
    assert is_plausible_nik(digits) is plausible


SMALL_CELLS = [{"opd": a, "bisnis": b, "lain": c} for a in (0, 1, 4, 5) for b in (2, 5, 9) for c in (3, 12)]


@pytest.mark.parametrize("counts", SMALL_CELLS)
@pytest.mark.parametrize("audience", [Audience.PARTICIPANTS, Audience.PUBLIC])
def test_no_count_under_five_can_be_read_or_worked_out(counts, audience):
    shown = disclosed_counts(counts, audience)
    for name, count in counts.items():
        if 0 < count < 5:
            assert shown.get(name, "<5") == "<5"
    unknown = [name for name in shown if not shown[name].isdigit()]
    assert len(unknown) != 1, "a single hidden count follows from the total"


def test_what_masking_hides_the_panel_need_not_find():
    person = Record("p", "person", {"name": "Sumarni Widodo", "contact": "0812 3456 7890", "level": "L1"})
    text = note("Sumarni Widodo, 0812 3456 7890, sumarni@contoh.id")
    everything = {"person": [person], "note": [text]}
    shown = disclose(everything, Audience.PUBLIC)
    assert find_exposure(shown, everything, Audience.PUBLIC) == ()
