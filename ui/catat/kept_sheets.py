"""Sheets whose words are not on the disk yet: they stay, out of sight, and the window goes on trying."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot

from ui.catat.sheet import Sheet


class KeptSheets(QObject):
    """``saved`` follows each sheet that could be written after all and went."""

    saved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets: dict[str, Sheet] = {}

    def __iter__(self) -> Iterator[Sheet]:
        return iter(list(self._sheets.values()))

    def put_away(self, sheet: Sheet) -> None:
        """Write what is left and let the sheet go, or keep it until that works."""
        if sheet.finish():
            sheet.deleteLater()
            return
        self._sheets[sheet.writing.record_id] = sheet
        sheet.writing.saved.connect(self._is_saved)

    def take(self, record_id: str) -> Sheet | None:
        """The kept sheet of a record, to be shown again."""
        sheet = self._sheets.pop(record_id, None)
        if sheet is not None:
            sheet.writing.saved.disconnect(self._is_saved)
        return sheet

    @Slot(str)
    def _is_saved(self, record_id: str) -> None:
        sheet = self._sheets.pop(record_id, None)
        if sheet is not None:
            sheet.finish()
            sheet.deleteLater()
            self.saved.emit()
