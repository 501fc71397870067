"""The sheet with everything held about one person: what it will hold is told before it is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from kotaham_desktop.clock import Clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.person_sheet import RELATION_LABELS, PersonSheet, Relation
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import LANGUAGES, _, current_language, language, ngettext
from ui.attempt import attempt
from ui.background import Progress, Task
from ui.context import Context
from ui.messages import choose_file_to_write
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text_fields import ComboBox, LineEdit

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose sheet: by code, by their entry in the list of participants, by a name to look for in what was written."""

    code: str
    person_id: str
    name: str
    language: str


class SheetPanel(ScrollPage):
    """``written`` carries the path once the sheet is on the disk and noted, ``left`` that nothing was written."""

    written = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(margins=16, spacing=12)
        self._context = context
        self._code = ""
        self._task: Task[PersonSheet] | None = None
        self.sheet: PersonSheet | None = None
        self.heading = Label("", "title", wrap=True)
        self.body.addWidget(self.heading)
        self.warning = MessageBar()
        self.body.addWidget(self.warning)
        self.body.addWidget(Label(_("Orangnya dalam daftar peserta, bila ada"), "label"))
        self.person = ComboBox(name=_("Orangnya dalam daftar peserta"))
        self.body.addWidget(self.person)
        self.body.addWidget(Label(_("Nama yang dicari dalam tulisan, bila perlu"), "label"))
        self.name = LineEdit(name=_("Nama yang dicari dalam tulisan"))
        self.body.addWidget(self.name)
        self.person.activated.connect(self._look)
        self.name.editingFinished.connect(self._look)
        card = Card(spacing=4)
        card.body.addWidget(Label(_("Isi lembar"), "heading"))
        self.content = Label("", "body", wrap=True)
        card.body.addWidget(self.content)
        self.body.addWidget(card)
        self.language = SegmentedControl(list(LANGUAGES.items()), name=_("Bahasa lembar"))
        self.language.set_value(current_language())
        self.language.changed.connect(self._look)
        self.body.addWidget(self.language)
        row = FlowLayout()
        self.pdf = Button(_("Simpan PDF"), "primary", icon_name="file-down", on_click=lambda: self._choose(".pdf"))
        self.json = Button(_("Simpan JSON"), icon_name="file-down", on_click=lambda: self._choose(".json"))
        row.addWidget(self.pdf)
        row.addWidget(self.json)
        row.addWidget(Button(_("Batal"), "quiet", hint=_("Batal (Esc)"), on_click=self.left.emit))
        self.body.addLayout(row)
        self.body.addStretch(1)

    def ask(self, code: str, name: str = "") -> None:
        """Gather the sheet of a person; ``name`` comes from the name key while it is open."""
        self._code = code
        self.heading.setText(_("Lembar data {who}").format(who=f"{code}  {name}".strip()))
        self.warning.show_message(
            "warning",
            _("Lembar ini hanya untuk orang yang bersangkutan."),
            _("Pastikan yang menerima benar orangnya atau wakilnya yang sah. Isinya termasuk yang tersegel dan yang"
              " sudah dihapus dari daftar. Penyerahannya dicatat sebagai sesuatu yang keluar."),
        )  # fmt: skip
        self.person.clear()
        self.person.addItem(_("– tidak ada –"), "")
        for record in self._context.workshop.records("person"):
            self.person.addItem(record.text("name"), record.id)
        place = self.person.findText(name) if name else 0
        self.person.setCurrentIndex(max(place, 0))
        self.name.setText(name)
        self.verticalScrollBar().setValue(0)
        self._look()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def write(self, path: Path) -> None:
        """Write the sheet; its ending says in which form."""
        if self.sheet is None:
            return
        sheet, spoken, is_pdf = self.sheet, self.language.value(), path.suffix.lower() == ".pdf"

        def work(progress: Progress) -> bytes:
            progress(0)
            if is_pdf:
                from kotaham_desktop.reports import person_sheet as pages  # noqa: PLC0415 - late: start-up

                return pages.build(sheet, spoken)
            from kotaham_desktop.application.person_sheet import sheet_as_json  # noqa: PLC0415 - late: start-up

            return sheet_as_json(sheet)

        self._set_ready(False)
        task = self._context.background.run(work, lambda content: self._hand_out(sheet, content, path), self._failed)
        self.destroyed.connect(task.cancel)

    def _hand_out(self, sheet: PersonSheet, content: bytes, path: Path) -> None:
        from kotaham_desktop.application.person_sheet import hand_out_sheet  # noqa: PLC0415 - late: start-up

        self._set_ready(True)

        def hand_out() -> bool:
            hand_out_sheet(self._context.workshop, sheet, content, path)
            return True

        if attempt(self._context, hand_out):
            self.written.emit(str(path))

    def _look(self, *_picked: object) -> None:
        """Gather anew, beside the window."""
        workshop = self._context.workshop
        if self._task is not None:
            self._task.cancel()
        self.sheet = None
        self._set_ready(False)
        self.content.setText(_("Mengumpulkan…"))
        wanted = Wanted(
            self._code, str(self.person.currentData() or ""), self.name.text().strip(), self.language.value()
        )
        if not self._context.unsaved.save_all():
            self.content.setText(_("Ada tulisan yang belum tersimpan; lembar dibuat setelah tersimpan."))
            return
        self._task = self._context.background.run(
            gather_sheet(workshop.path, workshop.key, self._context.clock, wanted), self._gathered, self._failed
        )
        self.destroyed.connect(self._task.cancel)

    def _gathered(self, sheet: PersonSheet) -> None:
        self.sheet, self._task = sheet, None
        self.content.setText("\n".join(summary(sheet)))
        self._set_ready(True)

    def _failed(self, error: ExpectedError) -> None:
        self._task = None
        self.content.setText("")
        self.warning.show_error(error)

    def _set_ready(self, ready: bool) -> None:
        self.pdf.setEnabled(ready)
        self.json.setEnabled(ready)

    def _choose(self, ending: str) -> None:
        words = f"{_('Lembar data')} {self._code}"
        suggestion = Path.home() / (re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", words) + ending)
        filters = {".pdf": _("Dokumen PDF (*.pdf)"), ".json": _("Data JSON (*.json)")}
        path = choose_file_to_write(self, _("Simpan lembar data"), suggestion, filters[ending])
        if path is not None:
            self.write(path)


def gather_sheet(path: Path, key: "Key | None", clock: Clock, wanted: Wanted) -> Callable[[Progress], PersonSheet]:
    """The work of gathering a sheet from what is on the disk; it reads through a connection of its own."""

    def work(progress: Progress) -> PersonSheet:
        from kotaham_desktop.application.person_sheet import person_sheet  # noqa: PLC0415 - late: start-up
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: start-up

        progress(0)
        with language(wanted.language), Workshop.open(path, read_only=True, key=key, clock=clock) as workshop:
            return person_sheet(workshop, person_id=wanted.person_id, subject=wanted.code, name=wanted.name)

    return work


def summary(sheet: PersonSheet) -> list[str]:
    """What a sheet will hold, counted."""
    if sheet.is_empty:
        return [_("Tidak ada data tentang orang ini dalam berkas pelatihan.")]
    lines = []
    for relation in Relation:
        held = [each for each in sheet.holdings if each.relation is relation]
        if held:
            kinds = dict.fromkeys(_(RECORD_TYPES[each.type].label) for each in held)
            lines.append(f"{_(RELATION_LABELS[relation])}: {len(held)} ({', '.join(kinds)})")
    pictures = sum(bool(each.picture) for each in sheet.holdings)
    deleted = sum(each.deleted for each in sheet.holdings)
    answers, departures, changes = len(sheet.consents), len(sheet.departures), len(sheet.changes)
    counted = (
        (ngettext("{n} gambar", "{n} gambar", pictures), pictures),
        (ngettext("{n} sudah dihapus dari daftar", "{n} sudah dihapus dari daftar", deleted), deleted),
        (ngettext("{n} jawaban dalam buku persetujuan", "{n} jawaban dalam buku persetujuan", answers), answers),
        (ngettext("{n} kali pernah keluar", "{n} kali pernah keluar", departures), departures),
        (ngettext("{n} perubahan dengan siapa dan kapan", "{n} perubahan dengan siapa dan kapan", changes), changes),
    )
    lines += [pattern.format(n=n) for pattern, n in counted if n]
    lines.append(_("Nama orang lain disamarkan."))
    return lines
