"""Handing documents out of the program: named for the training and its readers, made beside the window."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.i18n import N_, _
from kotaham_desktop.reports.options import KIND_LABELS, ReportKind, ReportOptions
from ui.background import Progress, WorkCancelledError
from ui.context import Context
from ui.laporan.choices import ReportChoices, described
from ui.laporan.making import MadeReport
from ui.messages import choose_file_to_write
from ui.releasing.leaving import Leaving
from ui.releasing.sending import Sending
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key

FORMATS = {
    "docx": (".docx", N_("Dokumen Word (*.docx)"), N_("Laporan untuk disunting di Word")),
    "xlsx": (".xlsx", N_("Lembar kerja (*.xlsx)"), N_("Data sebagai lembar kerja")),
    "csv": (".zip", N_("CSV dalam satu ZIP (*.zip)"), N_("Data sebagai CSV")),
    "json": (".json", N_("Data JSON (*.json)"), N_("Data sebagai JSON")),
}


def suggested_name(about: Record, what: str, audience: Audience, ending: str) -> str:
    """A file name that says what it is and for whom, safe on every system."""
    place = about.text("city") or about.text("title") or "pelatihan"
    words = (what, place, about.text("start_date")[:4], _(AUDIENCE_LABELS[audience]))
    joined = " ".join(word for word in words if word)
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", joined).strip(" .")[:100] + ending


def pdf_leaving(about: Record, report: MadeReport) -> Leaving:
    """The very pages that are shown, on their way out."""
    options = report.options
    return Leaving(
        form=options.kind.value,
        label=f"{_(KIND_LABELS[options.kind])} (PDF)",
        audience=options.audience,
        name=suggested_name(about, options.kind.value, options.audience, ".pdf"),
        name_filter=_("Dokumen PDF (*.pdf)"),
        make=lambda _progress: report.content,
        choices=described(options),
        is_renewed=True,
    )


def data_leaving(context: Context, code: str, options: ReportOptions) -> Leaving:
    """The data of the open file, or its report for Word, for the readers that are chosen."""
    workshop = context.workshop
    ending, name_filter, label = FORMATS[code]
    what = _("laporan") if code == "docx" else _("data")
    return Leaving(
        form=code,
        label=_(label),
        audience=options.audience,
        name=suggested_name(workshop.record(WORKSHOP_ID), what, options.audience, ending),
        name_filter=_(name_filter),
        make=_word_report(workshop.path, workshop.key, options)
        if code == "docx"
        else _data(workshop.path, workshop.key, code, options.audience),
        choices=described(options),
    )


def _data(path: Path, key: "Key | None", code: str, audience: Audience) -> Callable[[Progress], bytes]:
    def make(_progress: Progress) -> bytes:
        from kotaham_desktop.application.export_commands import export_content  # noqa: PLC0415 - late
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late

        output = Path(f"data{FORMATS[code][0]}")
        with Workshop.open(path, read_only=True, key=key) as source:
            return export_content(source, audience=audience, format=code, output=output)[0]

    return make


def _word_report(path: Path, key: "Key | None", options: ReportOptions) -> Callable[[Progress], bytes]:
    parts = options.parts if options.kind is ReportKind.LAPORAN else None
    wanted = replace(options, kind=ReportKind.LAPORAN, parts=parts)

    def make(progress: Progress) -> bytes:
        from kotaham_desktop.application.report_commands import build_word_report  # noqa: PLC0415 - late
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late
        from kotaham_desktop.reports.progress import ReportCancelled  # noqa: PLC0415 - late

        with Workshop.open(path, read_only=True, key=key) as source:
            try:
                return build_word_report(source, wanted, progress=progress, cancelled=lambda: progress.is_cancelled)
            except ReportCancelled:
                raise WorkCancelledError from None

    return make


class ExportPanel(QWidget):
    """Buttons for the report in Word and the data; ``release_wanted`` carries what must be looked at before it goes."""

    release_wanted = Signal(object)

    def __init__(
        self, context: Context, choices: ReportChoices, sending: Sending, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._choices = choices
        self._sending = sending
        self.written = sending.written
        row = FlowLayout(self, spacing=6)
        row.setContentsMargins(0, 6, 0, 0)
        self.buttons: dict[str, Button] = {}
        for code, (_ending, _filter, label) in FORMATS.items():
            button = Button(code.upper(), hint=_(label), on_click=partial(self._choose, code))
            button.setAccessibleName(_("Ekspor {format}").format(format=code.upper()))
            self.buttons[code] = button
            row.addWidget(button)

    def _choose(self, code: str) -> None:
        leaving = data_leaving(self._context, code, self._choices.options())
        if leaving.audience is not Audience.TEAM:
            self.release_wanted.emit(leaving)
            return
        folder = self._context.workshop.path.parent
        path = choose_file_to_write(self, _("Ekspor data"), folder / leaving.name, leaving.name_filter)
        if path is not None:
            self._sending.send_to_team(leaving, path)

    def export(self, code: str, path: Path) -> None:
        """Write a copy for the team; anybody else's is looked at first."""
        leaving = data_leaving(self._context, code, self._choices.options())
        if leaving.audience is Audience.TEAM:
            self._sending.send_to_team(leaving, path)
        else:
            self.release_wanted.emit(leaving)
