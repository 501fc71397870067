"""What spreadsheets write for a person's role, sector, sex and contact, as our fields hold it."""

import re
from collections.abc import Callable, Sequence

from kotaham_desktop.domain.fields import Field
from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.heading_guess import simplified

_SPELLINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "sex": {
        "female": ("p", "pr", "perempuan", "wanita", "f", "female", "woman", "w", "cewek", "ibu", "ny", "nn"),
        "male": ("l", "lk", "laki", "laki laki", "laki2", "lelaki", "pria", "m", "male", "man", "bapak", "tn"),
        "other": ("lain", "lainnya", "other", "x", "transpuan", "transpria", "nonbiner", "non biner"),
    },
    "role": {
        "participant": ("peserta", "participant", "peserta pelatihan", "peserta aktif"),
        "facilitator": ("fasilitator", "facilitator", "fasil", "pemandu"),
        "co_facilitator": ("ko fasilitator", "kofasilitator", "co fasilitator", "co facilitator"),
        "note_taker": ("notulis", "notulen", "note taker", "notetaker", "minute taker", "pencatat"),
        "speaker": ("narasumber", "pemateri", "pembicara", "speaker", "resource person", "nara sumber"),
        "moderator": ("moderator",),
        "committee": ("panitia", "committee", "organising committee", "organizing committee", "penyelenggara"),
        "observer": ("pengamat", "observer", "peninjau"),
    },
    "sector": {
        "opd": (
            "opd", "skpd", "perangkat daerah", "organisasi perangkat daerah", "pemerintah", "pemerintah daerah",
            "pemda", "pemkot", "pemkab", "pemerintah kota", "pemerintah kabupaten", "government", "city agency",
            "dinas", "agency",
        ),
        "civil_society": (
            "masyarakat sipil", "oms", "lsm", "ormas", "cso", "ngo", "civil society", "komunitas", "omssipil",
            "organisasi masyarakat sipil", "civil society organisation", "civil society organization",
        ),
        "business": (
            "bisnis", "business", "usaha", "dunia usaha", "swasta", "pelaku usaha", "perusahaan", "komunitas bisnis",
            "private sector", "sektor swasta",
        ),
        "other": ("lain", "lainnya", "other", "lain lain"),
    },
}  # fmt: skip

_INSTITUTIONS: tuple[tuple[str, str], ...] = (
    (r"\b(pt|cv|ud|tbk|kadin|apindo|hipmi|iwapi|koperasi|umkm|bank|hotel)\b", "business"),
    (
        r"\b(lbh|lsm|yayasan|perkumpulan|komunitas|forum|aliansi|koalisi|serikat|paguyuban|himpunan|pkbi|walhi|ormas|"
        r"jaringan|solidaritas|persatuan|gerakan)\b",
        "civil_society",
    ),
    (
        r"\b(dinas|badan|bagian|bappeda|kesbangpol|sekretariat|setda|setwan|inspektorat|satpol|kecamatan|kelurahan|"
        r"dp3a\w*|disdik|dinkes|dinsos|bpbd|rsud|puskesmas|pemkot|pemkab|dprd|biro)\b",
        "opd",
    ),
)
_MOST = 0.7
_DAMAGED_NUMBER = re.compile(r"[+]?\d[.,]\d+[eE][+]?\d+")
_MOBILE_WITHOUT_ZERO = re.compile(r"8\d{8,11}")


def guess_fields_by_cells(columns: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The field of each column judged by what stands in it, empty where nothing says so."""
    fields: list[str] = []
    for cells in columns:
        name = next((name for name, fits in _SIGNS if cells and _share(cells, fits) >= _MOST), "")
        if name == "name" and "name" in fields:
            name = "institution"
        fields.append("" if name in fields and name != "contact" else name)
    return tuple(fields)


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def choice_code(field: Field, text: str) -> str:
    """The code of the choice that the text means, in either language; empty where it means none."""
    words = " ".join(re.split(r"[\W_]+", simplified(text))).strip()
    for choice in field.choices:
        if words in {choice.code.replace("_", " "), " ".join(re.split(r"[\W_]+", choice.label.casefold()))}:
            return choice.code
    spellings = _SPELLINGS.get(field.name, {})
    return next((code for code, known in spellings.items() if words in known), "")


def likely_sector(institution: str) -> str:
    """The sector that an institution's name suggests, empty where it suggests none; a person has to agree."""
    name = institution.casefold()
    return next((sector for pattern, sector in _INSTITUTIONS if re.search(pattern, name)), "")


def contact_text(text: str) -> tuple[str, bool]:
    """A phone number or address as it should be kept, and whether a spreadsheet has damaged it beyond repair.

    Spreadsheets drop the leading zero of ``0812...`` when they take it for a number; it is put back.
    """
    if _DAMAGED_NUMBER.fullmatch(text):
        return text, True
    if _MOBILE_WITHOUT_ZERO.fullmatch(text):
        return f"0{text}", False
    return text, False


def _is_choice_of(name: str) -> Callable[[str], bool]:
    return lambda cell: bool(choice_code(PERSON.field(name), cell))


_SIGNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("sex", _is_choice_of("sex")),
    ("role", _is_choice_of("role")),
    ("sector", _is_choice_of("sector")),
    ("contact", lambda cell: "@" in cell or bool(re.fullmatch(r"[+(]?\d[\d\s()./-]{6,}", cell))),
    ("institution", lambda cell: bool(likely_sector(cell))),
    ("name", lambda cell: bool(re.fullmatch(r"[^\W\d_][^\d]{2,}", cell))),
)
"""By which sign a column without a heading is known, surest first."""
