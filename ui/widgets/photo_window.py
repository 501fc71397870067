"""One photo, large: to look at, and to mark what shall be made unrecognisable in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kotaham_desktop.application import photo_blurring
from kotaham_desktop.application.photo_blurring import Blurred, Unblurred
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.picture_areas import is_blurred
from kotaham_desktop.i18n import _, ngettext
from ui.background import Background, Progress, Task
from ui.theme import px
from ui.thumbnails import decoded
from ui.widgets.blur_view import BlurView
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

_SIDE = 1600


class PhotoWindow(QDialog):
    """Lies over the window until it is put away; ``saved`` when the blurred photo has taken the photo's place."""

    saved = Signal()

    def __init__(self, workshop: "Workshop", background: Background, photo_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._workshop, self._background, self._photo_id = workshop, background, photo_id
        self._source: Unblurred | None = None
        self._made: Blurred | None = None
        self._shown = QImage()
        self._tasks: list[Task[object]] = []
        self._may_leave = False
        self._looks_only = self._shows_original = False
        self.setModal(True)
        self.setWindowTitle(_("Samarkan foto") if not workshop.read_only else _("Foto"))
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self._caption = Label("", "heading", wrap=True)
        column.addWidget(self._caption)
        hint = _(
            "Tarik kotak di atas wajah atau bagian lain. Dengan papan ketik: Enter menambah kotak, panah menggesernya, "
            "Shift+panah mengubah ukurannya, Delete menghapusnya, Page Down memilih kotak berikutnya."
        )
        self._hint = Label(hint, "caption", wrap=True)
        column.addWidget(self._hint)
        self.messages = MessageBar()
        column.addWidget(self.messages)
        self.view = BlurView()
        column.addWidget(self.view, 1)
        self.status = Label("", "secondary", wrap=True)
        column.addWidget(self.status)
        column.addWidget(self._buttons())
        self.view.told.connect(self.status.setText)
        self.view.changed.connect(self._show_state)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo.click)
        self.messages.dismissed.connect(self._hide_original)
        self.messages.dismissed.connect(self._show_hint)
        self.resize(self._fitting_size(parent))
        self._load()

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=8)
        self.add = Button(_("Tambah kotak"), icon_name="plus", on_click=self._add)
        self.remove = Button(_("Hapus kotak"), icon_name="trash-2", on_click=self._remove)
        self.undo = Button(_("Urungkan"), icon_name="undo-2", on_click=self.view.undo)
        self.preview = Button(_("Lihat hasilnya"), icon_name="eye", on_click=self._toggle_preview)
        self.original = Button(_("Foto asli…"), "quiet", icon_name="lock", on_click=self._ask_for_original)
        self.leave = Button(_("Tutup"), on_click=self.reject)
        self.save = Button(_("Simpan yang disamarkan"), "primary", icon_name="check", on_click=self._save)
        for button in (self.add, self.remove, self.undo, self.preview, self.original, self.leave, self.save):
            flow.addWidget(button)
        return row

    @staticmethod
    def _fitting_size(parent: QWidget) -> QSize:
        ground = parent.window().size()
        return QSize(min(ground.width() - px(24), px(1100)), min(ground.height() - px(24), px(900)))

    # Opening and leaving

    def _load(self) -> None:
        """Show what everybody sees of the photo: where it was blurred, the blurred picture."""
        self._made, self._shown = None, QImage()
        self._looks_only = self._shows_original = False
        self.view.list.clear()
        self._name_preview()
        try:
            photo = self._workshop.record(self._photo_id)
            content = self._workshop.attachment_content(photo.text("sha256"))
            self._source = photo_blurring.to_blur(self._workshop, self._photo_id)
        except (ExpectedError, KeyError) as error:
            self._source = None
            self.view.show_picture(QImage())
            self._told(error if isinstance(error, ExpectedError) else ExpectedError("not_a_photo", record=""))
            self._show_state()
            return
        self._caption.setText(photo.text("caption") or _("Foto tanpa keterangan"))
        self.original.setVisible(bool(photo.text("original")) and not self._workshop.read_only)
        self.view.show_fixed(self._source.areas if is_blurred(photo) else ())
        self._run(lambda: decoded(content, _SIDE), self._show_photo)
        self.view.setFocus()
        self._show_state()

    def _show_photo(self, image: QImage) -> None:
        self._shown = image
        self.view.show_picture(image, editable=not self._workshop.read_only)
        self._show_state()

    def reject(self) -> None:
        """Leave; with areas that were not saved, only when asked a second time."""
        if self.view.areas and not self._may_leave and self.isVisible():
            self._may_leave = True
            self._say(
                "warning",
                _("Kotak yang ditandai belum disimpan."),
                _("Fotonya masih tampil seperti semula."),
                (_("Simpan yang disamarkan"), self._save),
                (_("Buang kotaknya"), self.reject),
            )
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            super().closeEvent(event)
        else:
            # The window is being locked or closed: nobody can be asked.
            self.done(QDialog.DialogCode.Rejected)

    def done(self, result: int) -> None:
        for task in self._tasks:
            task.cancel()
        super().done(result)

    # Marking

    def _add(self) -> None:
        self.view.add()
        self.view.setFocus()

    def _remove(self) -> None:
        self.view.remove()
        self.view.setFocus()

    def _show_state(self) -> None:
        can_mark = self._source is not None and not self._workshop.read_only and not self._shown.isNull()
        self._may_leave = False
        marking = can_mark and not self._looks_only
        for button, is_on in (
            (self.add, marking),
            (self.remove, marking and self.view.list.current is not None),
            (self.undo, marking and self.view.list.can_undo),
            (self.preview, can_mark and bool(self.view.areas) and not self._shows_original),
            (self.save, can_mark and bool(self.view.areas) and not self._shows_original),
        ):
            button.setVisible(not self._workshop.read_only)
            button.setEnabled(is_on and not self.is_working)
        self._show_hint()
        if not self.status.text() and can_mark:
            n = len(self._source.areas) if self._source is not None else 0
            told = ngettext("{n} bagian sudah disamarkan.", "{n} bagian sudah disamarkan.", n).format(n=n)
            self.status.setText(f"{told} {self.view.describe()}" if n else self.view.describe())

    def _show_hint(self) -> None:
        """How it is done, unless there is something to say: a large text and both leave no room for the photo."""
        self._hint.setVisible(not self._workshop.read_only and self.messages.isHidden())

    def _say(self, tone: Tone, heading: str, detail: str, *actions: tuple[str, Callable[[], object]]) -> None:
        self._hint.hide()
        self.messages.show_message(tone, heading, detail, *actions)

    # Blurring, beside the window

    @property
    def is_working(self) -> bool:
        """Whether a photo is being read or blurred now."""
        return bool(self._tasks)

    def _run(self, work: Callable[[], object], on_done: Callable[..., object]) -> None:
        def step(progress: Progress) -> object:  # noqa: ARG001 - one short step
            return work()

        def done(result: object) -> None:
            self._tasks.remove(task)
            on_done(result)

        def failed(error: ExpectedError) -> None:
            self._tasks.remove(task)
            self._told(error)
            self._show_state()

        task: Task[object] = self._background.run(step, done, failed)
        self._tasks.append(task)

    def _make(self, then: Callable[[Blurred], object]) -> None:
        """Blur what is marked, unless that very result is there already, and go on with it."""
        source, areas = self._source, self.view.areas
        if source is None or self.is_working:
            return
        wanted = tuple(sorted({*source.areas, *areas}))
        if self._made is not None and self._made.areas == wanted:
            then(self._made)
            return
        self.status.setText(_("Menyamarkan foto…"))

        def made(result: Blurred) -> None:
            self._made = result
            self.status.setText("")
            then(result)
            self._show_state()

        self._run(lambda: source.blurred(areas), made)
        self._show_state()

    def _toggle_preview(self) -> None:
        if self._looks_only:
            self._show_as_preview(self._shown, is_preview=False)
            self.view.setFocus()
        else:
            self._make(self._decode_preview)

    def _decode_preview(self, made: Blurred) -> None:
        self._run(lambda: decoded(made.image.data, _SIDE), lambda image: self._show_as_preview(image, is_preview=True))

    def _show_as_preview(self, image: QImage, *, is_preview: bool) -> None:
        self._looks_only = is_preview
        self._name_preview()
        self.view.show_picture(image, editable=not is_preview)
        self.status.setText(_("Beginilah foto itu nanti terlihat.") if is_preview else self.view.describe())
        self._show_state()

    def _name_preview(self) -> None:
        text = _("Kembali menandai") if self._looks_only else _("Lihat hasilnya")
        self.preview.setText(text)
        self.preview.setAccessibleName(text)

    def _save(self) -> None:
        self._make(self._keep)

    def _keep(self, made: Blurred) -> None:
        try:
            photo_blurring.keep_blurred(self._workshop, self._photo_id, made)
        except ExpectedError as error:
            if error.code == "photo_changed_meanwhile":
                self._load()
            self._told(error)
            return
        self.saved.emit()
        self.done(QDialog.DialogCode.Accepted)

    # The sealed original

    def _ask_for_original(self) -> None:
        self._say(
            "warning",
            _("Foto aslinya disegel."),
            _("Tulis mengapa foto itu perlu dilihat. Alasan itu tersimpan dalam riwayat."),
        )
        self.messages.ask(_("Alasan melihat foto asli"), _("Lihat foto asli"), self._show_original)

    def _show_original(self, reason: str) -> None:
        try:
            content = photo_blurring.show_original(self._workshop, self._photo_id, reason)
        except ExpectedError as error:
            self._told(error)
            return
        self._looks_only = self._shows_original = True
        self._run(lambda: decoded(content, _SIDE), self._show_sealed)
        self._show_state()
        self._say(
            "info",
            _("Ini foto aslinya; ia tidak keluar dari berkas ini."),
            "",
            (_("Sembunyikan lagi"), self._hide_original),
            (_("Pakai lagi foto asli"), lambda: self._bring_back(reason)),
        )

    def _show_sealed(self, image: QImage) -> None:
        if self._shows_original:
            self.view.show_picture(image, editable=False)
            self._show_state()

    def _hide_original(self) -> None:
        if self._shows_original:
            self._load()

    def _bring_back(self, reason: str) -> None:
        try:
            photo_blurring.unblur(self._workshop, self._photo_id, reason)
        except ExpectedError as error:
            self._told(error)
            return
        self.saved.emit()
        self._load()

    def _told(self, error: ExpectedError) -> None:
        self._hint.hide()
        self.messages.show_error(error)
