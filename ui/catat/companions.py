"""What accompanies a record: its norm references and its photos, or its history."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.exchange.images import CleanImage
from kotaham_desktop.i18n import _
from ui.catat.norm_references import NormReferences
from ui.catat.photos import Photos
from ui.catat.pictures import Picture
from ui.catat.writing import RecordWriting
from ui.context import Context
from ui.widgets.frames import Line

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change


class Companions(QWidget):
    """Norms and photos of one record at a time; adding one begins a record that has not begun."""

    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._workshop = context.workshop
        self._writing: RecordWriting | None = None
        self._waiting: list[tuple[RecordWriting, CleanImage]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.norms = NormReferences(context)
        self.photos = Photos(context)
        column.addWidget(self.norms)
        column.addWidget(Line())
        column.addWidget(self.photos)
        self.norms.wanted.connect(self._add_norm)
        self.norms.removal_wanted.connect(partial(self._remove, _("Rujukan dilepas.")))
        self.norms.failed.connect(self.failed)
        self.photos.given.connect(self.take_pictures)
        self.photos.removal_wanted.connect(partial(self._remove, _("Foto dihapus.")))
        self.photos.failed.connect(self.failed)

    def show_writing(self, writing: RecordWriting) -> None:
        """Accompany this record from now on."""
        self._writing = writing
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored."""
        writing = self._writing
        record_id = writing.record_id if writing is not None and writing.exists else ""
        self.norms.show_record(record_id)
        self.photos.show_record(record_id)

    def hear(self, change: "Change") -> None:
        """Show what a change brought."""
        if change.types & {"norm_reference", "attachment"}:
            self.refresh()

    def take_pictures(self, pictures: Sequence[Picture]) -> None:
        """Take photos into the record that is open now, also when another one is open by the time they are clean."""
        if self._writing is not None and not self._workshop.read_only:
            self.photos.take(pictures, partial(self._keep_photo, self._writing))

    def try_waiting(self) -> None:
        """Attach photos whose record could not be written before."""
        waiting, self._waiting = self._waiting, []
        for writing, image in waiting:
            self._keep_photo(writing, image)

    def let_go(self) -> None:
        """No longer count among the editors of the window."""
        self.norms.let_go()
        self.photos.let_go()

    def _keep_photo(self, writing: RecordWriting, image: CleanImage) -> None:
        if not writing.ensure_exists():
            self._waiting.append((writing, image))
            return
        try:
            self._workshop.attach(writing.record_id, image.data, image.media_type)
        except ExpectedError as error:
            self.failed.emit(error)

    def _add_norm(self, code: str) -> None:
        writing = self._writing
        if writing is None or not writing.ensure_exists():
            return
        try:
            self._workshop.create_record("norm_reference", {"record": writing.record_id, "norm": code})
        except ExpectedError as error:
            self.failed.emit(error)
            return
        self.norms.line.setFocus()

    def _remove(self, said: str, record_id: str) -> None:
        try:
            self._workshop.delete_record(record_id)
        except ExpectedError as error:
            self.failed.emit(error)
            return
        self._context.notices.show_notice(said, undo=partial(self._workshop.restore_record, record_id))
