"""Icons drawn from one SVG in any colour, at any size and any screen density."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kotaham_desktop.resource_files import resource_root
from ui.theme.tokens import tokens


@cache
def _drawing(name: str) -> str:
    return (resource_root() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


class _DrawnIcon(QIconEngine):
    """Paints the drawing in a colour of the look worn at that moment, so that a new look needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        now = tokens()
        role = self._role
        if mode == QIcon.Mode.Disabled:
            role = "text_3"
        elif role == "rail_text" and state == QIcon.State.On:
            role = "rail_text_selected"
        colour = role if role.startswith("#") else getattr(now, role)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.55)
        side = min(rect.width(), rect.height())
        target = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, float(side), float(side)
        )
        _renderer(self._name, colour).render(painter, target)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        if picture.isNull():
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _DrawnIcon(self._name, self._role)


def icon(name: str, role: str = "text_2") -> QIcon:
    """The icon of that file name in a colour named by the tokens, or in one given as ``#RRGGBB``."""
    return QIcon(_DrawnIcon(name, role))


def icon_pixmap(name: str, role: str, size: int, density: float) -> QPixmap:
    """The icon as a picture of ``size`` logical pixels, for a label or a delegate."""
    picture = QPixmap(round(size * density), round(size * density))
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    colour = role if role.startswith("#") else getattr(tokens(), role)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
