"""A photo on which one marks what shall be made unrecognisable, with the mouse or with the keyboard alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kotaham_desktop.domain.picture_areas import Area, fitted
from kotaham_desktop.i18n import _
from ui.theme import px, tokens
from ui.widgets.area_list import AreaList

_STEP, _SMALL_STEP = 0.02, 0.004
_HANDLE = 9
_LEAST_DRAWN = 0.008
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class BlurView(QWidget):
    """``changed`` when areas were added, moved or removed; ``told`` carries what a screen reader also says.

    Enter adds an area, arrows move it, with Shift they size it, with Ctrl in small steps; Delete removes it, Page Up
    and Page Down choose another.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = AreaList()
        self._fixed: tuple[Area, ...] = ()
        self._picture = QPixmap()
        self._sentence = _("Memuat foto…")
        self._editable = True
        self._pressed: QPointF | None = None
        self._held: Area | None = None
        self._sizes = False
        self._drawn: Area | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Foto dengan kotak samaran"))

    # What is shown

    def show_picture(self, image: QImage, *, editable: bool = True) -> None:
        """Show a photo to mark areas on, or one only to look at; an empty one shows that it cannot be read."""
        self._picture = QPixmap.fromImage(image)
        self._sentence = _("Foto tidak terbaca.") if image.isNull() else ""
        self._editable = editable and not image.isNull()
        self.setCursor(Qt.CursorShape.CrossCursor if self._editable else Qt.CursorShape.ArrowCursor)
        self.update()

    def show_fixed(self, areas: tuple[Area, ...]) -> None:
        """Outline what is blurred already."""
        self._fixed = areas
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether there is a photo to see."""
        return not self._picture.isNull()

    @property
    def areas(self) -> tuple[Area, ...]:
        """What was marked."""
        return self.list.areas

    # What is done to it

    def add(self) -> None:
        """Mark one more area, in the middle."""
        self.list.add()
        self._tell_change(_("Kotak ditambahkan."))

    def remove(self) -> None:
        """Take the chosen area away."""
        if self.list.current is not None:
            self.list.remove()
            self._tell_change(_("Kotak dihapus."))

    def undo(self) -> None:
        """Take back the last step."""
        if self.list.undo():
            self._tell_change(_("Langkah terakhir diurungkan."))

    def describe(self) -> str:
        """Where the chosen area lies, in words."""
        area, count = self.list.current, len(self.list.areas)
        if area is None:
            return _("Belum ada kotak yang dipilih.") if count else _("Belum ada kotak. Tekan Enter untuk menambah.")
        return _(
            "Kotak {number} dari {count}: {left} % dari kiri, {top} % dari atas, lebar {width} %, tinggi {height} %."
        ).format(
            number=self.list.chosen + 1,
            count=count,
            left=round(area.x * 100),
            top=round(area.y * 100),
            width=round(area.width * 100),
            height=round(area.height * 100),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers()
        if not self._editable:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not keys & Qt.KeyboardModifier.ControlModifier:
            self.add()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove()
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self.list.step(1 if key == Qt.Key.Key_PageDown else -1)
            self._tell()
        elif key in _ARROWS and self.list.current is not None:
            self._arrow(Qt.Key(key), keys)
        else:
            super().keyPressEvent(event)

    def _arrow(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
        step = _SMALL_STEP if keys & Qt.KeyboardModifier.ControlModifier else _STEP
        right, down = (direction * step for direction in _ARROWS[key])
        before = self.list.current
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.list.grow(right, down)
        else:
            self.list.move(right, down)
        self._tell_change("" if self.list.current != before else _("Sudah di tepi."))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._editable or event.button() is not Qt.MouseButton.LeftButton:
            return
        place = event.position()
        self._pressed = self._fraction(place)
        self._sizes, self._held, self._drawn = False, None, None
        current = self.list.current
        if current is not None and self._is_on_handle(place, current):
            self._sizes, self._held = True, current
            return
        for number in reversed(range(len(self.list.areas))):
            if self._box(self.list.areas[number]).contains(place):
                self.list.choose(number)
                self._held = self.list.areas[number]
                self._tell()
                return
        self.list.choose(-1)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        self._drawn = self._dragged(self._fraction(event.position()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        drawn = self._dragged(self._fraction(event.position()))
        is_new, self._pressed, self._drawn = self._held is None, None, None
        if not is_new:
            before = self.list.current
            self.list.replace(drawn)
            if self.list.current != before:
                self._tell_change("")
        elif drawn is not None and min(drawn.width, drawn.height) >= _LEAST_DRAWN:
            self.list.add(drawn)
            self._tell_change(_("Kotak ditambahkan."))
        self.update()

    def _dragged(self, now: QPointF) -> Area | None:
        """What the drag makes: a new area, or the held one at another place or of another size."""
        start, held = self._pressed or now, self._held
        moved = now - start
        if held is None:
            corner = QPointF(min(start.x(), now.x()), min(start.y(), now.y()))
            return fitted(corner.x(), corner.y(), abs(moved.x()), abs(moved.y()))
        if self._sizes:
            width, height = held.width + moved.x(), held.height + moved.y()
            return fitted(held.x, held.y, max(_LEAST_DRAWN, width), max(_LEAST_DRAWN, height))
        x, y = min(max(0.0, held.x + moved.x()), 1 - held.width), min(max(0.0, held.y + moved.y()), 1 - held.height)
        return fitted(x, y, held.width, held.height)

    def _tell_change(self, sentence: str) -> None:
        self._tell(sentence)
        self.changed.emit()

    def _tell(self, sentence: str = "") -> None:
        words = f"{sentence} {self.describe()}".strip()
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.told.emit(words)
        self.update()

    # Where things are

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(80))

    def picture_box(self) -> QRectF:
        """Where in the widget the photo lies."""
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._picture.isNull():
            return room
        size = self._picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = room.center() - QPointF(size.width() / 2, size.height() / 2)
        return QRectF(corner.x(), corner.y(), size.width(), size.height())

    def _fraction(self, place: QPointF) -> QPointF:
        box = self.picture_box()
        x, y = (place.x() - box.x()) / max(1.0, box.width()), (place.y() - box.y()) / max(1.0, box.height())
        return QPointF(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))

    def _box(self, area: Area) -> QRectF:
        box = self.picture_box()
        return QRectF(
            box.x() + area.x * box.width(),
            box.y() + area.y * box.height(),
            area.width * box.width(),
            area.height * box.height(),
        )

    def _is_on_handle(self, place: QPointF, area: Area) -> bool:
        return (self._box(area).bottomRight() - place).manhattanLength() <= px(_HANDLE) * 2

    # Drawing

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        look = tokens()
        box = self.picture_box()
        if self._picture.isNull():
            painter.setPen(QColor(look.text_2))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._sentence)
            return
        painter.drawPixmap(box, self._picture, QRectF(self._picture.rect()))
        if self._editable:
            for area in self._fixed:
                self._draw(painter, area, QColor("#FFFFFF"), filled=False)
            self._draw_areas(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRect(box.adjusted(-1, -1, 1, 1))

    def _draw_areas(self, painter: QPainter) -> None:
        look, held = tokens(), self._held is not None and self._drawn is not None
        for number, area in enumerate(self.list.areas):
            is_chosen = number == self.list.chosen
            shown = self._drawn if is_chosen and held and self._drawn is not None else area
            self._draw(painter, shown, QColor(look.focus if is_chosen else "#FFFFFF"), filled=True)
            if is_chosen:
                corner, side = self._box(shown).bottomRight(), px(_HANDLE)
                painter.fillRect(QRectF(corner.x() - side / 2, corner.y() - side / 2, side, side), QColor(look.focus))
        if not held and self._drawn is not None:
            self._draw(painter, self._drawn, QColor(look.focus), filled=True)

    def _draw(self, painter: QPainter, area: Area, ink: QColor, *, filled: bool) -> None:
        """Dark under light lines, so that an area is seen on any photo."""
        box = self._box(area)
        if filled:
            painter.fillRect(box, QColor(0, 0, 0, 150))
            painter.fillRect(box, QBrush(QColor(255, 255, 255, 90), Qt.BrushStyle.BDiagPattern))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 4))
        painter.drawRect(box)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.SolidLine if filled else Qt.PenStyle.DashLine))
        painter.drawRect(box)
