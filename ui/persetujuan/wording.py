"""People and their answers in short words: rows of the list, colours of a standing, moments as people write them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from kotaham_desktop.application.subjects import STANDING_LABELS, SubjectLine
from kotaham_desktop.domain.data_requests import DataRequest
from kotaham_desktop.domain.dates import parse_date, written_date, written_time
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import CONSENT, RECORD_TYPES
from kotaham_desktop.domain.records.requests import DATA_REQUEST
from kotaham_desktop.i18n import N_, _, ngettext
from ui.theme import BlockColour
from ui.widgets.record_list import Badge, Row

STANDING_COLOURS: Mapping[str, BlockColour] = MappingProxyType(
    {
        "given": BlockColour.LEAF,
        "limited": BlockColour.AMBER,
        "refused": BlockColour.ROSE,
        "withdrawn": BlockColour.ROSE,
        "expired": BlockColour.AMBER,
        "asked": BlockColour.INDIGO,
        "not_asked": BlockColour.GREY,
    }
)
STANDING_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "given": "check",
        "limited": "circle-alert",
        "refused": "x",
        "withdrawn": "undo-2",
        "expired": "clock",
        "asked": "circle-help",
        "not_asked": "circle",
    }
)
_FORMS: Mapping[str, str] = MappingProxyType(
    {"laporan": N_("Laporan"), "ringkasan": N_("Ringkasan"), "person_sheet": N_("Lembar data orang")}
)
_LONGEST_TITLE = 90
_SHORT_HASH = 16
_URGENT = timedelta(hours=24)
"""Below this the time that is left for an answer shows in red."""


def subject_row(line: SubjectLine, name: str = "") -> Row:
    """The row of a person: who, how many records, the answers in short, and what is missing."""
    counts = [f"{count} {_(label)}" for standing, label in STANDING_LABELS.items() if (count := line.count(standing))]
    n = line.records
    about = ngettext("{n} catatan", "{n} catatan", n).format(n=n)
    badges = (Badge(_("kurang {purposes}").format(purposes=", ".join(line.missing)), BlockColour.ROSE),)
    return Row(
        id=line.code,
        title=f"{line.code}  {name}" if name else line.code,
        subtitle=" · ".join((about, *counts)),
        colour=BlockColour.ROSE if line.missing else BlockColour.LEAF if line.count("given", "limited") else None,
        badges=badges if line.missing else (),
    )


def purpose_label(code: str) -> str:
    """What a purpose is called."""
    return _(CONSENT.field("purpose").choice_label(code))


def choice_word(name: str, entry: Record) -> str:
    """The word for a choice in an entry of the ledger, empty where there is none."""
    written = entry.text(name)
    return _(CONSENT.field(name).choice_label(written)) if written else ""


def moment(written: str) -> str:
    """A moment as people write it; what cannot be read stays as it is."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    return f"{written_date(at.date())} {written_time(at.time())}"


def written_moment(at: datetime) -> str:
    """A moment by the clock of this laptop."""
    local = at.astimezone()
    return f"{written_date(local.date())} {written_time(local.time())}"


def day(written: str) -> str:
    """A day as people write it; what cannot be read stays as it is."""
    read = parse_date(written)
    return written_date(read) if read else written


def short_hash(fingerprint: str) -> str:
    """The beginning of a fingerprint, enough to compare."""
    return fingerprint[:_SHORT_HASH]


def record_title(record: Record) -> str:
    """What a record is called in one line; a sealed one keeps its words to itself."""
    label = _(RECORD_TYPES[record.type].label)
    if record.text("level") == "L0":
        return _("{type} (tersegel)").format(type=label)
    values = record.answers() if record.type == "exercise_row" else {}
    shown = " ".join(filter(None, values.values())) or record.text(RECORD_TYPES[record.type].title_field)
    words = " ".join(shown[: _LONGEST_TITLE * 2].split())
    if len(words) > _LONGEST_TITLE:
        words = words[: _LONGEST_TITLE - 1] + "…"
    return f"{label}: {words}" if words else label


def form_word(form: str) -> str:
    """What something that left is called."""
    return _(_FORMS[form]) if form in _FORMS else form.upper()


def time_words(request: DataRequest, now: datetime) -> tuple[str, BlockColour]:
    """How long there is left, in words and a colour; of an answered request, how it was answered."""
    left = request.time_left(now)
    hours = int(abs(left).total_seconds() // 3600)
    if not request.is_open:
        outcome = _(DATA_REQUEST.field("outcome").choice_label(request.outcome))
        if left < timedelta(0):
            return _("{outcome}, terlambat {hours} jam").format(outcome=outcome, hours=hours), BlockColour.AMBER
        return outcome, BlockColour.LEAF
    if left < timedelta(0):
        return _("terlambat {hours} jam").format(hours=hours), BlockColour.ROSE
    colour = BlockColour.ROSE if left < _URGENT else BlockColour.AMBER
    if hours < 1:
        minutes = int(left.total_seconds() // 60)
        return ngettext("sisa {n} menit", "sisa {n} menit", minutes).format(n=minutes), colour
    return _("sisa {hours} jam").format(hours=hours), colour
