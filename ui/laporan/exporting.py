"""Writing documents out of the program: named for the training and its readers, whole or not at all."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.i18n import N_, _
from ui.background import Progress
from ui.context import Context
from ui.laporan.choices import ReportChoices
from ui.messages import choose_file_to_write
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout

FORMATS = {
    "xlsx": (".xlsx", N_("Lembar kerja (*.xlsx)")),
    "csv": (".zip", N_("CSV dalam satu ZIP (*.zip)")),
    "json": (".json", N_("Data JSON (*.json)")),
}


def suggested_name(about: Record, what: str, audience: Audience, ending: str) -> str:
    """A file name that says what it is and for whom, safe on every system."""
    place = about.text("city") or about.text("title") or "pelatihan"
    words = (what, place, about.text("start_date")[:4], _(AUDIENCE_LABELS[audience]))
    joined = " ".join(word for word in words if word)
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", joined).strip(" .")[:100] + ending


class ExportPanel(QWidget):
    """Buttons for the data itself; ``written`` carries the path once a document is on the disk."""

    written = Signal(str)

    def __init__(self, context: Context, choices: ReportChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._choices = choices
        row = FlowLayout(self, spacing=6)
        row.setContentsMargins(0, 6, 0, 0)
        self.buttons: dict[str, Button] = {}
        for code in FORMATS:
            button = Button(
                code.upper(),
                hint=_("Ekspor data untuk pembaca yang dipilih sebagai {format}").format(format=code.upper()),
                on_click=partial(self._choose, code),
            )
            button.setAccessibleName(_("Ekspor {format}").format(format=code.upper()))
            self.buttons[code] = button
            row.addWidget(button)

    def _choose(self, code: str) -> None:
        workshop = self._context.workshop
        ending, name_filter = FORMATS[code]
        audience = self._choices.options().audience
        name = suggested_name(workshop.record(WORKSHOP_ID), _("data"), audience, ending)
        path = choose_file_to_write(self, _("Ekspor data"), workshop.path.parent / name, _(name_filter))
        if path is not None:
            self.export(code, path)

    def export(self, code: str, path: Path) -> None:
        """Export the data for the chosen readers to a file."""
        if not self._context.unsaved.save_all():
            return
        workshop, audience = self._context.workshop, self._choices.options().audience
        own, key = workshop.path, workshop.key

        def work(_progress: Progress) -> None:
            from kotaham_desktop.application.export_commands import export_workshop  # noqa: PLC0415 - late
            from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late

            with Workshop.open(own, read_only=True, key=key) as source:
                export_workshop(source, audience=audience, format=code, output=path)

        self._run(path, work)

    def write(self, path: Path, content: Callable[[Progress], bytes]) -> None:
        """Write bytes to a file, whole or not at all."""

        def work(progress: Progress) -> None:
            from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late

            write_whole(path, content(progress))

        self._run(path, work)

    def _run(self, path: Path, work: Callable[[Progress], None]) -> None:
        self._context.background.run(work, lambda _done: self._tell(path), self._context.notices.show_error)

    def _tell(self, path: Path) -> None:
        self._context.notices.show_notice(_("Tersimpan: {name}").format(name=path.name))
        self.written.emit(str(path))
