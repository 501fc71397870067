"""The photos of a record: cleaned beside the window while one goes on writing, then shown with their captions."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.picture_areas import is_blurred
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import ATTACHMENT
from kotaham_desktop.exchange.images import CleanImage
from kotaham_desktop.i18n import _, ngettext
from ui.background import Progress
from ui.catat.level_chip import level_menu, people_menu
from ui.catat.pictures import Picture, cleaned, pictures_in
from ui.catat.writing import RecordWriting
from ui.context import Context
from ui.messages import choose_files_to_read
from ui.theme import px
from ui.thumbnails import decoded
from ui.widgets.buttons import Button, IconButton
from ui.widgets.field_editors import LineEditor
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.photo_window import PhotoWindow

SHORTCUT = "Ctrl+Shift+F"
_SIDE = 512


class Photos(QWidget):
    """``given`` carries photos from the dialog or a drop, ``failed`` why one was not taken or a caption not written."""

    given = Signal(object)
    removal_wanted = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cards: dict[str, _PhotoCard] = {}
        self._under_way = 0
        self.setAcceptDrops(not context.workshop.read_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(_("Foto"), "subheading"))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self._progress = Label("", "caption", wrap=True)
        self._progress.hide()
        column.addWidget(self._progress)
        self.button = Button(_("Tambah foto"), "secondary", icon_name="image-plus", on_click=self.choose)
        self.button.setToolTip(_("Pilih berkas foto. Bisa juga diseret ke sini atau ditempel dengan Ctrl+V."))
        self.button.setEnabled(not context.workshop.read_only)
        column.addWidget(self.button)
        shortcut = QShortcut(QKeySequence(SHORTCUT), self)
        shortcut.activated.connect(self.choose)

    def choose(self) -> None:
        """Let the user pick photos of this laptop."""
        found = choose_files_to_read(
            self, _("Pilih foto"), Path.home(), _("Foto (*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff)")
        )
        if found:
            self.given.emit(list(found))

    def take(self, pictures: Sequence[Picture], keep: Callable[[CleanImage], None]) -> None:
        """Clean photos beside the window and hand each over; what cannot be taken is said, and the rest goes on."""
        for picture in pictures:
            self._under_way += 1

            def work(progress: Progress, picture: Picture = picture) -> CleanImage:  # noqa: ARG001 - one short step
                return cleaned(picture)

            task = self._context.background.run(work, partial(self._done, keep), self._not_taken)
            self.destroyed.connect(task.cancel)
        self._show_progress()

    @property
    def under_way(self) -> int:
        """How many photos are being cleaned now."""
        return self._under_way

    def show_record(self, record_id: str) -> None:
        """Show the photos of a record; none for one that has not begun."""
        workshop = self._context.workshop
        found = workshop.records("attachment", record=record_id) if record_id else []
        kept = {record.id for record in found}
        for photo_id in [known for known in self._cards if known not in kept]:
            self._cards.pop(photo_id).let_go()
        for record in found:
            if record.id in self._cards:
                self._cards[record.id].show_record(record)
                continue
            card = _PhotoCard(self._context, record, partial(self.removal_wanted.emit, record.id))
            card.writing.failed.connect(self.failed)
            self._cards[record.id] = card
            self._list.addWidget(card)

    @property
    def photo_ids(self) -> list[str]:
        """The photos that are shown."""
        return list(self._cards)

    def let_go(self) -> None:
        """No longer count among the editors of the window."""
        for card in self._cards.values():
            card.writing.abandon()

    def card(self, photo_id: str) -> QWidget:
        """The card of a photo; raises ``KeyError``."""
        return self._cards[photo_id]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pictures_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        pictures = pictures_in(event.mimeData())
        if pictures:
            event.acceptProposedAction()
            self.given.emit(pictures)

    def _done(self, keep: Callable[[CleanImage], None], image: CleanImage) -> None:
        self._under_way -= 1
        self._show_progress()
        keep(image)

    def _not_taken(self, error: ExpectedError) -> None:
        self._under_way -= 1
        self._show_progress()
        self.failed.emit(error)

    def _show_progress(self) -> None:
        n = self._under_way
        self._progress.setVisible(n > 0)
        self._progress.setText(ngettext("Menyiapkan {n} foto…", "Menyiapkan {n} foto…", n).format(n=n))


class _PhotoCard(QFrame):
    """One photo with its caption and its level."""

    def __init__(self, context: Context, record: Record, on_remove: Callable[[], object]) -> None:
        super().__init__()
        self._context = context
        self.setProperty("frame", "well")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 8)
        column.setSpacing(6)
        self._photo_id, self._sha256 = record.id, ""
        self.picture = PictureView(self.open_large)
        column.addWidget(self.picture)
        row = QHBoxLayout()
        row.setSpacing(6)
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        self._level = level_menu(_("Keterbukaan foto"))
        self._level.picked.connect(self._pick_level)
        flow.addWidget(self._level)
        self._people = people_menu()
        self._people.picked.connect(self._pick_people)
        flow.addWidget(self._people)
        row.addWidget(chips, 1)
        self.large = IconButton("eye-off", _("Samarkan wajah atau bagian foto"), on_click=self.open_large)
        row.addWidget(self.large, 0, Qt.AlignmentFlag.AlignTop)
        remove = IconButton("trash-2", _("Hapus foto"), on_click=on_remove)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self.writing = RecordWriting(context, "attachment", record_id=record.id, parent=self)
        caption = LineEditor(ATTACHMENT.field("caption"), _("Keterangan gambar"))
        self.caption = caption.line
        column.addWidget(caption)
        column.addLayout(row)
        self.writing.add(caption)
        for part in (self._level, self._people, remove):
            part.setEnabled(not context.workshop.read_only)
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        """Show photo, caption and level as they are stored."""
        self.writing.show(record)
        self._level.show_code(record.level.code)
        self._people.show_code(record.text("shows_people") or "unknown")
        name = record.text("caption") or _("Foto tanpa keterangan")
        if is_blurred(record):
            name = _("{name} (sebagian disamarkan)").format(name=name)
        self.picture.setAccessibleName(name)
        if record.text("sha256") != self._sha256:
            self._sha256 = record.text("sha256")
            self._load(self._sha256)

    def open_large(self) -> None:
        """Show the photo large, to blur faces in it."""
        workshop = self._context.workshop
        PhotoWindow(workshop, self._context.background, self._photo_id, self).open()

    def let_go(self) -> None:
        """Write what is left and go."""
        if not self.writing.finish():
            self.writing.abandon()
        self.setParent(None)
        self.deleteLater()

    def _pick_level(self, code: str) -> None:
        self.writing.pick({"level": code})

    def _pick_people(self, code: str) -> None:
        self.writing.pick({"shows_people": code})

    def _load(self, sha256: str) -> None:
        try:
            content = self._context.workshop.attachment_content(sha256)
        except ExpectedError as error:
            self.picture.show_problem(_("Foto tidak dapat ditampilkan."))
            self.writing.failed.emit(error)
            return

        def work(progress: Progress) -> QImage:  # noqa: ARG001 - one short step
            return decoded(content, _SIDE)

        view = self.picture
        task = self._context.background.run(
            work, view.show_image, lambda _error: view.show_problem(_("Foto tidak terbaca."))
        )
        view.destroyed.connect(task.cancel)


class PictureView(QWidget):
    """A picture as wide as its place; a click on it calls ``on_click``."""

    def __init__(self, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._on_click = on_click
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._pixmap = QPixmap()
        self._problem = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(132))

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        if image.isNull():
            self.show_problem(_("Foto tidak terbaca."))
            return
        self._pixmap = QPixmap.fromImage(image)
        self.update()

    def show_problem(self, sentence: str) -> None:
        """Say why there is no picture."""
        self._problem = sentence
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether the picture is there."""
        return not self._pixmap.isNull()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._on_click()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(132))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap.isNull():
            painter.setPen(self.palette().placeholderText().color())
            words = self._problem or _("Memuat foto…")
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
            return
        density = self.devicePixelRatioF()
        fitted = self._pixmap.scaled(
            self.size() * density, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(density)
        shown = fitted.deviceIndependentSize()
        painter.drawPixmap(
            round((self.width() - shown.width()) / 2), round((self.height() - shown.height()) / 2), fitted
        )
