"""The pages of a report under one another, drawn beside the window as they come into view."""

from collections import OrderedDict
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kotaham_desktop.i18n import _
from ui.background import Background
from ui.laporan.making import DrawnPage, MadeReport, PageDrawer
from ui.theme import tokens

MARGIN = 20
GAP = 16
MOST_KEPT = 24
LARGEST_FIT = 1.2
"""Pixels a point at 100 %: on a wide window the page stays a page rather than a poster."""
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)


class PagesView(QAbstractScrollArea):
    """Shows a report; ``page_changed`` carries the number of the page in the middle of the view, from 1."""

    page_changed = Signal(int, int)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: MadeReport | None = None
        self._drawer = PageDrawer(background)
        self.destroyed.connect(self._drawer.close)
        self._drawn: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._zoom = 1.0
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pratinjau laporan"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(40)

    def show_report(self, report: MadeReport | None) -> None:
        """Show another report; a renewed one keeps the place."""
        place = self.verticalScrollBar().value()
        self._report = report
        self._drawer.show(report.content if report else None)
        self._drawn.clear()
        self._asked.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._scrolled()
        self.viewport().update()

    @property
    def page_count(self) -> int:
        """How many pages the shown report has."""
        return len(self._report.pages) if self._report else 0

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 1; 0 without a report."""
        return self._page

    def is_drawn(self, number: int) -> bool:
        """Whether the page of that number, from 1, is drawn in its size rather than white paper."""
        return 0 < number <= self.page_count and self._key(number - 1) in self._drawn

    @property
    def zoom(self) -> float:
        """How large the pages are; 1 fits them into the view."""
        return self._zoom

    def zoom_by(self, steps: int) -> None:
        """Show the pages larger or smaller."""
        nearest = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self._zoom))
        self._zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + steps))]
        self._keep_place()

    def go_to_page(self, number: int) -> None:
        """Bring a page to the top."""
        if self.page_count:
            index = max(0, min(self.page_count - 1, number - 1))
            self.verticalScrollBar().setValue(round(self._tops()[index] - GAP / 2))

    # Geometry, in pixels of the window

    def _scale(self) -> float:
        if not self._report:
            return 1.0
        room = max(120, self.viewport().width() - 2 * MARGIN)
        upright = min(width for width, _height in self._report.pages)
        return min(room / upright, LARGEST_FIT) * self._zoom

    def _sizes(self) -> list[tuple[float, float]]:
        if not self._report:
            return []
        scale = self._scale()
        room = max(120, self.viewport().width() - 2 * MARGIN)
        # A page that lies across is fitted into the same room, so that nobody has to scroll sideways.
        found = []
        for width, height in self._report.pages:
            fit = min(scale, room / width) if self._zoom <= 1.0 else scale
            found.append((width * fit, height * fit))
        return found

    def _tops(self) -> list[float]:
        return [MARGIN + top for top in accumulate((height + GAP for _w, height in self._sizes()), initial=0.0)]

    def _rects(self) -> list[QRectF]:
        middle = max(self.viewport().width(), max((w for w, _h in self._sizes()), default=0) + 2 * MARGIN) / 2
        return [
            QRectF(middle - width / 2, top, width, height)
            for (width, height), top in zip(self._sizes(), self._tops(), strict=False)
        ]

    def _lay_out(self) -> None:
        sizes = self._sizes()
        total = self._tops()[-1] + MARGIN - GAP if sizes else 0
        widest = max((width for width, _height in sizes), default=0) + 2 * MARGIN
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setRange(0, max(0, round(total - self.viewport().height())))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.horizontalScrollBar().setRange(0, max(0, round(widest - self.viewport().width())))

    def _keep_place(self) -> None:
        share = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._asked.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()))
        self.viewport().update()

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self.viewport())
        look = tokens()
        painter.fillRect(self.viewport().rect(), QColor(look.background))
        offset = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        view = QRectF(offset, self.viewport().size().toSizeF())
        for index, place in enumerate(self._rects()):
            if not place.intersects(view):
                continue
            spot = place.translated(-offset)
            painter.fillRect(spot, QColor("#FFFFFF"))
            pixels = self._pixmap(index, place.width())
            if pixels is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(spot, pixels, QRectF(pixels.rect()))
            painter.setPen(QPen(QColor(look.line_strong), 1))
            painter.drawRect(spot)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _key(self, index: int) -> tuple[int, int]:
        """The page and the width in which it is drawn, in pixels of the screen."""
        return index, round(self._rects()[index].width() * self.devicePixelRatioF())

    def _pixmap(self, index: int, width: float) -> QPixmap | None:
        wanted = round(width * self.devicePixelRatioF())
        key = (index, wanted)
        if key in self._drawn:
            self._drawn.move_to_end(key)
            return self._drawn[key]
        if key not in self._asked and self._report is not None:
            self._asked.add(key)
            self._drawer.ask(index, wanted / self._report.pages[index][0], lambda page: self._keep(key, page))
        # Until the sharp one is there, one of another size is better than white paper.
        return next((pixels for (page, _width), pixels in self._drawn.items() if page == index), None)

    def _keep(self, key: tuple[int, int], page: DrawnPage) -> None:
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        self._drawn[key] = QPixmap.fromImage(image)
        self._asked.discard(key)
        while len(self._drawn) > MOST_KEPT:
            self._drawn.popitem(last=False)
        self.viewport().update()

    # Keys and scrolling

    def _scrolled(self, _value: int = 0) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        page = sum(1 for top in self._tops()[:-1] if top <= middle) if self._report else 0
        if page != self._page:
            self._page = page
            words = _("Pratinjau laporan, halaman {page} dari {count}").format(page=page, count=self.page_count)
            self.setAccessibleName(words)
        self.page_changed.emit(self._page, self.page_count)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        moves = {
            Qt.Key.Key_Home: -bar.value(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Space: -bar.pageStep() if back else bar.pageStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
        }
        key = Qt.Key(event.key())
        if key in moves:
            bar.setValue(bar.value() + moves[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = bar.singleStep()
            across.setValue(across.value() + (step if key == Qt.Key.Key_Right else -step))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_by(1 if turned > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_place()

    def sizeHint(self) -> QSize:
        return QSize(620, 600)
