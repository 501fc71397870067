"""Making a report of an open file: what is shown is gathered here, the pages are laid out in ``reports``."""

from collections.abc import Callable

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.application.report_source import workshop_content
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.disclosure import disclose
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.reports import documents
from kotaham_desktop.reports.options import ReportOptions


def build_report(
    workshop: Workshop,
    options: ReportOptions,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """The PDF for these choices; raises ``ReportCancelled``.

    It takes seconds, so a window calls it in another thread with a workshop that was opened there for reading.
    """
    content = workshop_content(workshop, options, ReferenceData())
    return documents.build_report(content, options, progress=progress, cancelled=cancelled)


def build_word_report(
    workshop: Workshop,
    options: ReportOptions,
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """The activity report of these choices as DOCX, with what its PDF says; raises ``ReportCancelled``."""
    content = workshop_content(workshop, options, ReferenceData())
    return documents.build_word_report(content, options, progress=progress, cancelled=cancelled)


def withheld_records(workshop: Workshop, audience: Audience) -> int:
    """How many records of the file this audience does not see at all."""
    # What the program keeps about consent and exports is no work that somebody would miss.
    names = [name for name, declared in RECORD_TYPES.items() if not declared.is_ledger]
    everything = {name: workshop.records(name) for name in names}
    everything["consent"] = workshop.records("consent", include_deleted=True)
    shown = disclose(everything, audience, local_time(workshop.now()).date())
    return sum(len(everything[name]) - len(shown.get(name, ())) for name in names)
