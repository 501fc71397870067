"""Erasing one person: what goes is shown first; the code is typed; what could not be reached is told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QProgressBar, QVBoxLayout, QWidget

from kotaham_desktop.clock import Clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.subject_codes import subject_code
from kotaham_desktop.i18n import _
from ui.attempt import attempt
from ui.background import Progress, Task
from ui.context import Context
from ui.persetujuan.erasure_words import departed_sentences, plan_sentences
from ui.persetujuan.names import OpenNames
from ui.persetujuan.sentences import Sentences
from ui.persetujuan.wording import record_title
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.text_fields import ComboBox, LineEdit

if TYPE_CHECKING:
    from kotaham_desktop.application.erasing import Places
    from kotaham_desktop.domain.erasure import ErasurePlan
    from kotaham_desktop.storage.keys import Key


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to be erased, under which further names, with which records about several people."""

    code: str
    person_id: str
    names: tuple[str, ...]
    shared: tuple[str, ...]
    name_key_passphrase: str


class ErasingPanel(ScrollPage):
    """``erased`` carries the result, ``left`` that nothing was erased."""

    erased = Signal(object)
    left = Signal()

    def __init__(self, context: Context, names: OpenNames) -> None:
        super().__init__(margins=16, spacing=12)
        self._context = context
        self._names = names
        self._code = ""
        self._task: Task[ErasurePlan] | None = None
        self.plan: ErasurePlan | None = None
        self._shared: dict[str, QCheckBox] = {}
        self.heading = Label("", "title", wrap=True)
        self.body.addWidget(self.heading)
        self.warning = MessageBar()
        self.body.addWidget(self.warning)
        self.body.addWidget(Label(_("Orangnya dalam daftar peserta, bila ada"), "label"))
        self.person = ComboBox(name=_("Orangnya dalam daftar peserta"))
        self.body.addWidget(self.person)
        self.body.addWidget(Label(_("Nama dan panggilannya dalam tulisan, dipisah koma"), "label"))
        self.names = LineEdit(name=_("Nama dan panggilannya dalam tulisan"))
        self.body.addWidget(self.names)
        self.person.activated.connect(self._look)
        self.names.editingFinished.connect(self._look)
        self.body.addWidget(self._plan_card())
        self._build_confirmation()
        self.body.addStretch(1)

    def _plan_card(self) -> QWidget:
        card = Card(spacing=8)
        card.body.addWidget(Label(_("Yang akan hilang"), "heading"))
        self.goes = Sentences()
        card.body.addWidget(self.goes)
        self._shared_heading = Label(
            _("Tentang beberapa orang: tetap ada dengan nama disamarkan, kecuali ditandai untuk ikut hilang."),
            "secondary",
            wrap=True,
        )
        card.body.addWidget(self._shared_heading)
        self._shared_place = QVBoxLayout()
        self._shared_place.setSpacing(0)
        card.body.addLayout(self._shared_place)
        self._departed_heading = Label(_("Sudah keluar dan tidak dapat ditarik kembali"), "heading", wrap=True)
        card.body.addWidget(self._departed_heading)
        self.departed = Sentences()
        card.body.addWidget(self.departed)
        self._key_hint = Label(
            _("Kunci nama masih tertutup: nama orang ini tetap di sana sampai Anda membukanya dan mengulangi."),
            "error",
            wrap=True,
        )
        card.body.addWidget(self._key_hint)
        return card

    def _build_confirmation(self) -> None:
        self.body.addWidget(Label(_("Alasan (wajib)"), "label"))
        self.reason = LineEdit(_("Misalnya: diminta orangnya"), name=_("Alasan"))
        self.body.addWidget(self.reason)
        self.body.addWidget(Label(_("Diminta oleh (wajib)"), "label"))
        self.asked_by = LineEdit(name=_("Diminta oleh"))
        self.body.addWidget(self.asked_by)
        self._typed_label = Label("", "label", wrap=True)
        self.body.addWidget(self._typed_label)
        self.typed = LineEdit("P-", name=_("Kode orang, diketik ulang"))
        self.body.addWidget(self.typed)
        for line in (self.reason, self.asked_by, self.typed):
            line.textChanged.connect(self._show_ready)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Penghapusan berlangsung"))
        self.body.addWidget(self.progress)
        self.progress.hide()
        row = FlowLayout()
        self.confirm = Button(_("Hapus untuk selamanya"), "danger", icon_name="trash-2", on_click=self._erase)
        row.addWidget(self.confirm)
        row.addWidget(Button(_("Batal"), "quiet", hint=_("Batal (Esc)"), on_click=self.left.emit))
        self.body.addLayout(row)

    def ask(self, code: str, name: str = "") -> None:
        """Show what would go if a person were erased."""
        self._code = code
        self.heading.setText(_("Hapus {who} dari semua").format(who=f"{code}  {name}".strip()))
        self.warning.show_message(
            "warning",
            _("Penghapusan tidak dapat diurungkan."),
            _("Yang hilang: berkas ini, riwayatnya, pencarian, dan cadangan di laptop ini serta tempat kedua yang"
              " terpasang. Laptop lain yang bergabung kemudian ikut menghapusnya."),
        )  # fmt: skip
        self.person.clear()
        self.person.addItem(_("– tidak ada –"), "")
        for record in self._context.workshop.records("person"):
            self.person.addItem(record.text("name"), record.id)
        self.person.setCurrentIndex(max(self.person.findText(name) if name else 0, 0))
        self.names.setText(name)
        self.reason.clear()
        self.asked_by.setText(code)
        self.typed.clear()
        self._typed_label.setText(_("Ketik {code} untuk memastikan").format(code=code))
        self._show_shared(())
        self.verticalScrollBar().setValue(0)
        self._look()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def shared_box(self, record_id: str) -> QCheckBox:
        """The tick of a record about several people; raises ``KeyError``."""
        return self._shared[record_id]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    # Planning

    def _look(self, *_picked: object) -> None:
        """Plan anew, beside the window: texts and their history are searched for the names."""
        if self._task is not None:
            self._task.cancel()
        self.plan = None
        self._show_ready()
        self.goes.show_lines([_("Mencari…")])
        self.departed.show_lines(())
        self._departed_heading.hide()
        self._key_hint.hide()
        if not self._context.unsaved.save_all():
            self.goes.show_lines([_("Ada tulisan yang belum tersimpan; penghapusan menunggu sampai tersimpan.")])
            return
        workshop = self._context.workshop
        self._task = self._context.background.run(
            planned(workshop.path, workshop.key, self._context.clock, self._asked()), self._planned, self._failed
        )
        self.destroyed.connect(self._task.cancel)

    def _asked(self) -> Asked:
        return Asked(
            self._code,
            str(self.person.currentData() or ""),
            tuple(filter(None, (name.strip() for name in self.names.text().split(",")))),
            tuple(record_id for record_id, box in self._shared.items() if box.isChecked()),
            self._names.passphrase,
        )

    def _planned(self, plan: "ErasurePlan") -> None:
        record = self._context.workshop.record
        self.plan, self._task = plan, None
        self.goes.show_lines(plan_sentences(plan, record))
        departed = departed_sentences(plan)
        self.departed.show_lines(departed)
        self._departed_heading.setVisible(bool(departed))
        self._show_shared(plan.shared)
        self._key_hint.setVisible(plan.has_name_key and not self._names.is_open)
        self._show_ready()

    def _show_shared(self, shared: tuple[str, ...]) -> None:
        """Records that were ticked to go whole stay in sight, so that the tick can be taken back."""
        ticked = {record_id for record_id, box in self._shared.items() if box.isChecked()} if self.plan else set()
        shown = tuple(dict.fromkeys((*self._shared, *shared))) if self.plan else shared
        for box in self._shared.values():
            self._shared_place.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._shared = {}
        for record_id in shown:
            title = record_title(self._context.workshop.record(record_id))
            box = QCheckBox(title.replace("&", "&&"))
            box.setChecked(record_id in ticked)
            box.toggled.connect(self._look)
            self._shared[record_id] = box
            self._shared_place.addWidget(box)
        self._shared_heading.setVisible(bool(shown))

    def _failed(self, error: ExpectedError) -> None:
        self._task = None
        self.goes.show_lines([])
        self.warning.show_error(error)

    # Erasing

    def _show_ready(self) -> None:
        plan = self.plan
        ready = (
            plan is not None
            and (not plan.is_empty or plan.has_name_key)
            and bool(self.reason.text().strip())
            and bool(self.asked_by.text().strip())
            and subject_code(self.typed.text()) == self._code
        )
        self.confirm.setEnabled(ready)

    def _erase(self) -> None:
        from kotaham_desktop.application.erasing import erase  # noqa: PLC0415 - late: start-up

        plan = self.plan
        if plan is None or not self._context.unsaved.save_all():
            return
        reason, asked_by = self.reason.text(), self.asked_by.text()
        self.confirm.setEnabled(False)
        self.progress.show()
        self.repaint()
        result = attempt(
            self._context,
            lambda: erase(
                self._context.workshop,
                plan,
                reason=reason,
                asked_by=asked_by,
                places=places_of(self._context),
                name_key_passphrase=self._names.passphrase,
                progress=self._show_progress,
            ),
        )
        self.progress.hide()
        if result is not None:
            self.erased.emit(result)
        else:
            self._look()

    def _show_progress(self, share: float) -> None:
        # The document belongs to this thread and nothing else may touch it now: painted at once, without other events.
        self.progress.setValue(round(share * 100))
        self.progress.repaint()


def places_of(context: Context) -> "Places":
    """Where the backups of this laptop lie, and the second place that the user chose."""
    from kotaham_desktop.application.erasing import Places  # noqa: PLC0415 - late: start-up

    return Places(context.backing_up.find_root(), context.backing_up.chosen_place)


def planned(path: Path, key: "Key | None", clock: Clock, asked: Asked) -> Callable[[Progress], "ErasurePlan"]:
    """The work of planning from what is on the disk; it reads through a connection of its own."""

    def work(progress: Progress) -> "ErasurePlan":
        from kotaham_desktop.application.erasing import plan_erasure  # noqa: PLC0415 - late: start-up
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: start-up

        progress(0)
        with Workshop.open(path, read_only=True, key=key, clock=clock) as workshop:
            return plan_erasure(
                workshop,
                asked.code,
                record_ids=[asked.person_id] if asked.person_id else [],
                names=asked.names,
                also_shared=asked.shared,
                name_key_passphrase=asked.name_key_passphrase,
                progress=progress,
            )

    return work
