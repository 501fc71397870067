"""A date that is typed in the usual ways or picked from a calendar, and may be empty."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _, current_language
from ui.theme import icon, tokens
from ui.widgets.buttons import IconButton
from ui.widgets.text_fields import LineEdit

_FORMATS = ("dd/MM/yyyy", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy")


class DateField(QWidget):
    """Keeps ``YYYY-MM-DD``; shows the date as people in the chosen language write it."""

    changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._locale = QLocale("id_ID" if current_language() == "id" else "en_GB")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.line = LineEdit(_("hh/bb/tttt"), name=name)
        row.addWidget(self.line, 1)
        self._button = IconButton("calendar-days", _("Pilih dari kalender"), on_click=self._open_calendar)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.changed)
        self.line.editingFinished.connect(self._tidy)

    @property
    def is_clear(self) -> bool:
        """Whether what is written is a date, or nothing."""
        return not self.line.text().strip() or self._date() is not None

    def value(self) -> str:
        """The date as ``YYYY-MM-DD``, empty where there is none."""
        day = self._date()
        return day.isoformat() if day is not None else ""

    def show_value(self, value: str) -> None:
        """Show a date without telling; anything that is no date is shown as it is."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.line.setText(value)
            return
        self.line.setText(self._shown(day))

    def _shown(self, day: date) -> str:
        return self._locale.toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")

    def _date(self) -> date | None:
        written = " ".join(self.line.text().split())
        for locale in (self._locale, QLocale("id_ID"), QLocale("en_GB")):
            for form in _FORMATS:
                day = locale.toDate(written, form)
                if day.isValid() and day.year() >= 1900:
                    return date(day.year(), day.month(), day.day())
        return None

    @Slot()
    def _tidy(self) -> None:
        day = self._date()
        if day is not None:
            self.line.setText(self._shown(day))

    def _open_calendar(self) -> None:
        popup = _Calendar(self._locale, self)
        day = self._date()
        if day is not None:
            popup.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        popup.calendar.clicked.connect(self._picked)
        popup.calendar.activated.connect(self._picked)
        popup.calendar.clicked.connect(popup.close)
        popup.calendar.activated.connect(popup.close)
        popup.move(self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))
        popup.show()
        popup.calendar.setFocus()

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        self.line.setText(self._shown(date(day.year(), day.month(), day.day())))
        self.changed.emit()


class _Calendar(QFrame):
    def __init__(self, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("frame", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(locale)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        holiday = QTextCharFormat()
        holiday.setForeground(QColor(tokens().danger))
        workday = QTextCharFormat()
        workday.setForeground(QColor(tokens().text))
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, holiday)
        self.calendar.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, workday)
        for name, icon_name in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            arrow = self.calendar.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icon(icon_name))
        column.addWidget(self.calendar)
