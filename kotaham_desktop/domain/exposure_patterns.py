"""What gives a person away in a text, as patterns: numbers, addresses, vehicles, places, dates, counts."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import StrEnum

from kotaham_desktop.domain.name_words import EVERYDAY, HONORIFICS, NOT_A_NAME


class ExposureKind(StrEnum):
    """What was found."""

    KNOWN_NAME = "known_name"
    LIKELY_NAME = "likely_name"
    NIK = "nik"
    LONG_NUMBER = "long_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    PLATE = "plate"
    PLACE = "place"
    REGION = "region"
    EXACT_DATE = "exact_date"
    SUBJECT_CODE = "subject_code"
    SMALL_COUNT = "small_count"
    PICTURE = "picture"
    RARE_COMBINATION = "rare_combination"


Span = tuple[ExposureKind, int, int]

_PROVINCES = frozenset(
    number
    for first, last in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 97))
    for number in range(first, last + 1)
)
"""The numbers with which an NIK of each province begins."""
_NIK_DIGITS = 16
_WOMEN_ADD = 40
"""A woman's NIK carries her day of birth plus forty."""

_MONTHS = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember|january|"
    "february|march|may|june|july|august|october|december|jan|feb|mar|apr|jun|jul|agu|ags|agt|sep|sept|okt|nov|des"
)
_CAPITAL = r"[A-Z][\w'’-]+"
_PROPER = rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}}"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++\s?(?:@|\(at\))\s?[\w-]+(?:\.[\w-]+)+")
_LONG_DIGITS = re.compile(r"(?<!\d)\d(?:[\s.\-]?\d){15}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?62[\s.\-]?|0)8\d(?:[\s.\-]?\d){6,10}(?!\d)"  # mobile
    r"|(?<!\d)\(?0[2-9]\d{1,2}\)?[\s\-]\d{5,8}(?!\d)"  # a landline with its area code
)
_ADDRESS = re.compile(
    r"\b(?:Jl|Jln|Jalan|Gg|Gang|Lorong|Komplek|Kompleks|Perumahan|Perum|Blok)\b\.?\s+[A-Z0-9][\w'’.-]*"
    r"(?:\s+[A-Z0-9][\w'’.-]*){0,4}(?:,?\s+(?:No|Nomor)\b\.?\s*\d+\w?)?"
    r"|\bR\.?[TW]\.?\s*\.?\s*\d{1,3}(?:\s*/\s*R\.?W\.?\s*\d{1,3})?",
)
_PLATE = re.compile(
    r"\b(?:A|AA|AB|AD|AE|AG|B|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|D|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|E|EA|"
    r"EB|ED|F|G|H|K|KB|KH|KT|KU|L|M|N|P|PA|PB|R|S|T|W|Z)(?:[\s\-]\d{1,4}[\s\-][A-Z]{1,3}|\d{3,4}[A-Z]{1,3})\b"
)
_PLACE = re.compile(
    rf"\b(?:[Kk]elurahan|[Kk]el\.|[Dd]esa|[Kk]ecamatan|[Kk]ec\.|[Dd]usun|[Dd]ukuh|[Kk]ampung|[Kk]p\.|[Nn]agari|[Gg]ampong|"
    rf"[Pp]edukuhan|[Ll]ingkungan(?!\s+Hidup)|[Vv]illage of|[Ss]ub-?district of)\s+{_PROPER}"
)
_REGION = re.compile(rf"\b(?:[Kk]abupaten|[Kk]ab\.|[Kk]ota|[Rr]egency of|[Cc]ity of)\s+{_PROPER}")
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+(?:{_MONTHS})\b(?:\s+\d{{4}})?|\b\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:\d{{4}}|\d{{2}})\b"
    r"|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(rf"\b(?:{_MONTHS})\s+\d{{4}}\b", re.IGNORECASE)
_CODE = re.compile(r"(?<![\w-])P-[0-9A-Z]{3}(?:-[0-9A-Z]{3})?(?![\w-])")
_COUNT = re.compile(
    r"\b(?:[1-4]|satu|dua|tiga|empat|one|two|three|four)\s+(?:orang|warga|korban|saksi|pengadu|anak|perempuan|laki-laki|"
    r"penyandang|lansia|keluarga|KK|jiwa|people|persons?|women|men|children|victims?|witness(?:es)?|famil(?:y|ies))\b"
    r"|\b(?:seorang|satu-satunya)\s+\w+",
    re.IGNORECASE,
)
_AFTER_HONORIFIC = re.compile(
    r"\b(?:Bapak|Pak|Ibu|Bu|Sdri?|Saudara|Saudari|Mas|Mbak|Mbah|Kak|Bang|Alm|Almarhum|Almarhumah|Haji|Hj|KH|Ustaz|Ustadz"
    r"|Pendeta|Pdt|Mr|Mrs|Ms)\b\.?\s+((?:[A-Z][\w'’]+)(?:\s+[A-Z][\w'’]+){0,3})"
)
_TWO_CAPITALS = re.compile(r"(?<![\w-])[A-Z][a-z'’]{2,}(?:[ ]+[A-Z][a-z'’]{2,}){1,3}(?![\w-])")
_PUBLIC_WORDS = frozenset(
    """
    hak asasi manusia ham republik indonesia undang dasar pasal ayat nomor standar norma pengaturan komisi nasional
    peraturan daerah presiden menteri gubernur keputusan program rencana aksi tindak lanjut kerja kelompok sesi
    latihan studi kasus pengalaman pembelajaran jawa bali sumatera sumatra kalimantan sulawesi papua maluku nusa
    tenggara aceh riau jambi lampung banten jakarta yogyakarta tengah timur barat utara selatan pusat kepulauan raya
    laut senin selasa rabu kamis jumat sabtu minggu rumah sakit puskesmas sekolah menengah negeri universitas
    institut perserikatan bangsa konvensi kovenan deklarasi universal hukum air bersih layanan publik pelayanan
    kesehatan pendidikan perempuan anak disabilitas sumber daya alam lingkungan hidup pencatatan sipil kependudukan
    kawasan permukiman perumahan akhir awal januari februari maret april mei juni juli agustus september oktober
    november desember sosial ekonomi budaya politik ketua pemerintah perangkat satuan unit bidang seksi kemenkumham
    setda bappeda satpol human rights city united nations declaration the and for of
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_JOBS = re.compile(
    r"\b(?:guru|kepala (?:sekolah|desa|dusun|lingkungan|puskesmas)|ketua (?:RT|RW|adat|koperasi|kelompok)|lurah|camat|"
    r"bidan|perawat|dokter|mantri|imam|pendeta|pastor|pemangku|ustaz|ustadz|kyai|dukun|jurnalis|wartawan|pengacara|advokat|"
    r"penyiar|hakim|jaksa|polisi|tentara|satpam|nakhoda|penghulu|modin|teacher|midwife|nurse|doctor|priest|journalist)\b",
    re.IGNORECASE,
)


def spans_in(text: str, known_names: re.Pattern[str] | None, public: frozenset[str]) -> list[Span]:
    """Everything found in a text, in its order; where two lie over each other the graver one is kept.

    ``public`` are words that stand for the training itself (its city, its host) and give nobody away.
    """
    found: list[Span] = []
    for kind, start, loose_end in _candidates(text, known_names, public):
        # The end of a sentence belongs to no address.
        end = start + len(text[start:loose_end].rstrip(" .,;:-"))
        # None of those found lies over another, so only the neighbours can lie over this one.
        place = bisect_left(found, start, key=_start)
        if (place == 0 or found[place - 1][2] <= start) and (place == len(found) or end <= found[place][1]):
            found.insert(place, (kind, start, end))
    return found


def _start(span: Span) -> int:
    return span[1]


def _candidates(text: str, known_names: re.Pattern[str] | None, public: frozenset[str]) -> Iterator[Span]:
    """The finds, the gravest first."""
    if known_names is not None:
        yield from _all(known_names, text, ExposureKind.KNOWN_NAME)
    yield from _all(_CODE, text, ExposureKind.SUBJECT_CODE)
    for match in _LONG_DIGITS.finditer(text):
        is_nik = is_plausible_nik(re.sub(r"\D", "", match.group()))
        yield (ExposureKind.NIK if is_nik else ExposureKind.LONG_NUMBER), *match.span()
    yield from _all(_EMAIL, text, ExposureKind.EMAIL)
    yield from _all(_PHONE, text, ExposureKind.PHONE)
    yield from _all(_ADDRESS, text, ExposureKind.ADDRESS)
    yield from _all(_PLATE, text, ExposureKind.PLATE)
    yield from _all(_PLACE, text, ExposureKind.PLACE)
    for match in _AFTER_HONORIFIC.finditer(text):
        if not _all_public(match.group(1), public):
            yield ExposureKind.LIKELY_NAME, *match.span()
    for match in _REGION.finditer(text):
        if not _all_public(match.group().split(maxsplit=1)[1], public):
            yield ExposureKind.REGION, *match.span()
    yield from _all(_DATE, text, ExposureKind.EXACT_DATE)
    for match in _TWO_CAPITALS.finditer(text):
        if _is_likely_name(match.group(), public):
            yield ExposureKind.LIKELY_NAME, *match.span()
    yield from _all(_COUNT, text, ExposureKind.SMALL_COUNT)


def _all(pattern: re.Pattern[str], text: str, kind: ExposureKind) -> Iterator[Span]:
    return ((kind, *match.span()) for match in pattern.finditer(text))


def is_plausible_nik(digits: str) -> bool:
    """Whether sixteen digits are built like a NIK: province, regency, day and month of birth, a number."""
    if len(digits) != _NIK_DIGITS or int(digits[:2]) not in _PROVINCES or digits[12:] == "0000":
        return False
    day, month = int(digits[6:8]), int(digits[8:10])
    day -= _WOMEN_ADD if day > _WOMEN_ADD else 0
    return 1 <= day <= 31 and 1 <= month <= 12  # noqa: PLR2004 - a calendar


def _all_public(words: str, public: frozenset[str]) -> bool:
    return all(word in public for word in words.casefold().split())


def _is_likely_name(words: str, public: frozenset[str]) -> bool:
    parts = words.casefold().split()
    if parts[0] in HONORIFICS:
        parts = parts[1:]
    return bool(parts) and not any(part in NOT_A_NAME or part in _PUBLIC_WORDS or part in public for part in parts)


def names_pattern(names: Iterable[tuple[str, ...]], public: frozenset[str]) -> re.Pattern[str] | None:
    """What finds these names (as their words) in a text: whole, and by each word that is no everyday word."""
    wholes: set[str] = set()
    for words in names:
        if all(word in _PUBLIC_WORDS or word in NOT_A_NAME for word in words):
            continue  # an office that stands where a name was asked for
        wholes.add(r"[\s.,\-]{1,3}".join(re.escape(word) for word in words))
        wholes.update(re.escape(word) for word in words if _tells(word, public))
    wholes.discard("")
    if not wholes:
        return None
    longest_first = sorted(wholes, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _tells(word: str, public: frozenset[str]) -> bool:
    shortest = 4
    return len(word) >= shortest and not any(word in group for group in (EVERYDAY, NOT_A_NAME, _PUBLIC_WORDS, public))


def points_at_one_person(text: str) -> tuple[bool, bool, bool]:
    """Whether a text tells somebody's job, a small place, and a month or day."""
    has_place = _PLACE.search(text) is not None or _ADDRESS.search(text) is not None
    has_time = _DATE.search(text) is not None or _MONTH_OF_YEAR.search(text) is not None
    return _JOBS.search(text) is not None, has_place, has_time
