"""Catat: pick session and group once, then write."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _
from ui.catat.captured import CapturedRows
from ui.catat.kept_sheets import KeptSheets
from ui.catat.kinds import CAPTURED, STORIES
from ui.catat.layout import CatatLayout
from ui.catat.pausing import Pausing
from ui.catat.place import LastPlaces, Place, begun_in
from ui.catat.sheet import ExerciseSheet, NoteSheet, Sheet, new_sheet
from ui.context import Context
from ui.messages import show_error
from ui.screen import Screen
from ui.unsaved import TypingState
from ui.widgets.level_reason import takes_reason

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from kotaham_desktop.domain.record import Value

_LOOK_AGAIN = 1500
"""Milliseconds after a failure until the screen looks whether the disk has taken everything meanwhile."""
_SETTLES_AFTER = 500
"""Milliseconds without unsaved typing before the foot of the sheet says so."""


class CatatScreen(Screen):
    """One sheet is open at a time; what could not be written stays in its sheet until it is."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._workshop = context.workshop
        self._places = LastPlaces(context.settings.path.with_name("tempat-terakhir.json"))
        self._captured = CapturedRows(self._workshop)
        self._kept = KeptSheets(self)
        self._kept.saved.connect(self._show_place)
        self._held: dict[str, Value] = {}
        self._gone_id = ""
        self._told_unsaved = False
        self.sheet: Sheet | None = None
        self.parts = CatatLayout(context, self)
        self.header, self.list, self.quick = self.parts.header, self.parts.list, self.parts.quick
        self.companions, self.history, self.messages = self.parts.companions, self.parts.history, self.parts.messages
        self.pausing = Pausing(context, self.parts.banner, self)
        self._connect()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_AGAIN)
        self._looking.timeout.connect(self._look_again)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLES_AFTER)
        self._settling.timeout.connect(self._show_settled)
        self.header.show_place(self._places.of(self._workshop.workshop_id))
        self._show_place()
        self.open_new("note")
        self.pausing.look()

    def _connect(self) -> None:
        header = self.header
        header.place_picked.connect(self._place_picked)
        header.type_picked.connect(self._type_picked)
        header.kind_picked.connect(self._kind_picked)
        header.level_picked.connect(partial(self._pick, "level"))
        header.consent_picked.connect(partial(self._pick, "consent"))
        header.list_wanted.connect(self._toggle_list)
        header.new_wanted.connect(self._new_of_this_type)
        header.photo_wanted.connect(self.companions.photos.choose)
        header.history_wanted.connect(self._toggle_history)
        header.keys_wanted.connect(self.parts.keys.toggle)
        header.pause_wanted.connect(self.pausing.toggle)
        header.card_wanted.connect(self.parts.card.toggle)
        self.parts.card.pause_wanted.connect(self.pausing.pause)
        self.pausing.rests.connect(self._rests)
        self.history.closed.connect(self._toggle_history)
        self.list.opened.connect(self.open_record)
        self.list.deletion_wanted.connect(self._delete)
        self.parts.new_button.clicked.connect(self._new_of_this_type)
        self.companions.failed.connect(self._tell)
        focus_list = QShortcut(QKeySequence("F6"), self)
        focus_list.activated.connect(self._toggle_list)
        focus_quick = QShortcut(QKeySequence("Ctrl+K"), self)
        focus_quick.activated.connect(self._focus_quick)
        self.context.bridge.changed.connect(self._changed)
        self.context.unsaved.changed.connect(self._show_state)
        self.context.session.closed.connect(self._closing)

    # What the window asks

    def on_shown(self) -> None:
        window = self.window()
        window.removeEventFilter(self)
        window.installEventFilter(self)
        self.header.show_place(self.header.place)
        if self.sheet is not None and not self.parts.has_focus_within():
            self.sheet.focus_first()

    def show_record(self, record_id: str) -> None:
        """Open a record of one of the four kinds, in its session and group."""
        record = self._workshop.record(record_id)
        if record.type not in CAPTURED:
            return
        self.header.show_place(Place(record.text("session"), record.text("group")))
        self._show_place()
        self.open_record(record_id)

    # Sheets

    def open_new(self, type_name: str, kind: str = "note") -> None:
        """Begin a sheet; nothing is written until its first letter."""
        record_type = RECORD_TYPES[type_name]
        self._held = {"level": record_type.default_level.code}
        if type_name == "note":
            self._held["kind"] = kind
        if type_name in STORIES:
            self._held["consent"] = "not_asked"
        sheet = new_sheet(self.context, type_name, given=partial(begun_in, self.header.place, self._held))
        self._show_sheet(sheet)
        self.list.select("")
        if isinstance(sheet, ExerciseSheet) and self.header.place.session:
            sheet.suggest_method(self._workshop.record(self.header.place.session).text("method"))

    @Slot(str)
    def open_record(self, record_id: str) -> None:
        """Open what was written before and put the cursor into it."""
        if self.sheet is not None and self.sheet.writing.record_id == record_id:
            self.parts.show_list(shown=False)
            self.sheet.focus_first()
            return
        kept = self._kept.take(record_id)
        record = self._workshop.record(record_id)
        names = ("level", "kind", "consent")
        self._held = {name: record.values[name] for name in names if name in record.values}
        sheet = kept or new_sheet(
            self.context, record.type, record_id, given=partial(begun_in, self.header.place, self._held)
        )
        self._show_sheet(sheet)
        self.list.select(record_id)
        sheet.focus_first()

    def _show_sheet(self, sheet: Sheet) -> None:
        old = self.sheet
        self.sheet = sheet
        sheet.failed.connect(self._tell)
        sheet.repaired.connect(self._tell_repaired)
        sheet.pictures_given.connect(self.companions.take_pictures)
        sheet.writing.began.connect(self._began)
        sheet.writing.saved.connect(self._saved)
        sheet.writing.gone.connect(self._gone)
        if isinstance(sheet, NoteSheet):
            sheet.show_kind(str(self._held.get("kind", "note")))
            sheet.text.textChanged.connect(self.parts.count_soon)
        focused = self.window().focusWidget()
        was_writing = old is not None and focused is not None and old.isAncestorOf(focused)
        self.parts.show_sheet(sheet)
        if was_writing:
            sheet.focus_first()
        if old is not None:
            old.disconnect(self)
            old.writing.disconnect(self)
            self._kept.put_away(old)
        self.companions.show_writing(sheet.writing)
        self._show_history()
        self._show_held()
        self.parts.show_list(shown=False)
        self._show_settled()

    def _show_held(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self.header.show_type(sheet.type_name, str(self._held.get("kind", "")))
        level, consent = str(self._held.get("level", "")), str(self._held.get("consent", ""))
        self.header.show_exposure(sheet.type_name, level, consent)
        self.header.set_writable(not self._workshop.read_only, resting=self.pausing.is_resting)

    # What the user picks in the heading

    @Slot(object)
    def _place_picked(self, place: Place) -> None:
        self._places.remember(self._workshop.workshop_id, place)
        self._show_place()
        sheet = self.sheet
        if sheet is not None:
            self.open_new(sheet.type_name, str(self._held.get("kind", "note")))
            self.sheet_focus()

    @Slot(str)
    def _type_picked(self, type_name: str) -> None:
        self.open_new(type_name)
        self.sheet_focus()

    @Slot()
    def _new_of_this_type(self) -> None:
        self.open_new(self.sheet.type_name if self.sheet is not None else "note")
        self.sheet_focus()

    def sheet_focus(self) -> None:
        """Put the cursor where writing begins."""
        if self.sheet is not None:
            self.sheet.focus_first()

    @Slot(bool)
    def _rests(self, resting: bool) -> None:
        """While recording rests nothing can be written; what stands here stays."""
        self.parts.show_resting(resting)
        self._show_held()
        if not resting:
            self.messages.hide()
            self.sheet_focus()

    @Slot(str)
    def _kind_picked(self, kind: str) -> None:
        if isinstance(self.sheet, NoteSheet):
            self.sheet.show_kind(kind)
        self._pick("kind", kind)

    def _pick(self, name: str, value: str) -> None:
        # What waits for the disk is held too; what the rules refuse (a level without a reason) is not.
        if self.sheet is None or self.sheet.writing.pick({name: value}) or self._workshop.pending:
            self._held[name] = value
        self._show_held()

    # What happens to records

    @Slot(object)
    def _changed(self, change: "Change") -> None:
        if self.context.session.workshop is not self._workshop:
            return
        if change.types & {"agenda_item", "group"}:
            self.header.show_place(self.header.place)
        rows = self._captured.hear(change, self.context.clock())
        if rows is not None:
            self.parts.show_rows(rows)
        for sheet in (self.sheet, *self._kept):
            if sheet is not None:
                sheet.hear(change)
        sheet = self.sheet
        if sheet is not None and sheet.writing.exists and sheet.writing.record_id in change.record_ids:
            self._take_over(sheet)
        self.companions.hear(change)
        if self._gone_id in change.record_ids and sheet is not None and sheet.writing.is_blank:
            self._come_back()

    def _take_over(self, sheet: Sheet) -> None:
        """What the heading shows of the record that is open."""
        record = self._workshop.record(sheet.writing.record_id)
        self._held.update({name: record.values[name] for name in self._held if name in record.values})
        if isinstance(sheet, NoteSheet):
            sheet.show_kind(record.text("kind"))
        self._show_held()
        self._show_history()

    def _come_back(self) -> None:
        record_id = self._gone_id
        if not self._workshop.record(record_id).deleted:
            self._gone_id = ""
            self.open_record(record_id)

    @Slot(str)
    def _gone(self, record_id: str) -> None:
        sheet = self.sheet
        if sheet is None or sheet.writing.record_id != record_id:
            return
        self._gone_id = record_id
        self.open_new(sheet.type_name, str(self._held.get("kind", "note")))

    @Slot(str)
    def _began(self, record_id: str) -> None:
        self._gone_id = ""
        QTimer.singleShot(0, self, lambda: self.list.select(record_id))

    @Slot(str)
    def _saved(self, _record_id: str) -> None:
        if self._told_unsaved:
            self._told_unsaved = False
            self.messages.hide()
        self.companions.try_waiting()
        self._show_state()
        self._show_history()

    @Slot(str)
    def _delete(self, record_id: str) -> None:
        sheet = self.sheet
        if self._workshop.read_only or (sheet is not None and not sheet.save_typing()):
            return
        try:
            self._workshop.delete_record(record_id)
        except ExpectedError as error:
            self._tell(error)
            return
        self.context.notices.show_notice(_("Tulisan dihapus."), undo=lambda: self._workshop.restore_record(record_id))

    # Showing

    def _show_place(self) -> None:
        place = self.header.place
        self.parts.show_rows(self._captured.show(place, self.context.clock()))
        self.quick.show_place(place)

    def _show_history(self) -> None:
        writing = self.sheet.writing if self.sheet is not None else None
        if not self.history.isHidden() and writing is not None:
            exists = writing.exists and writing.typing_state is not TypingState.FAILED
            self.history.show_record(writing.record_id if exists else "")

    @Slot()
    def _show_state(self) -> None:
        """Bad news at once; that all is saved only when the typing rests, lest the words flicker."""
        sheet = self.sheet
        if sheet is None:
            return
        if sheet.writing.typing_state is TypingState.SAVED and self.parts.is_waiting:
            self._settling.start()
        else:
            self._settling.stop()
            self._show_settled()

    @Slot()
    def _show_settled(self) -> None:
        if self.sheet is not None:
            self.parts.show_state(self.sheet.writing, self._workshop.saved_at)

    @Slot(object)
    def _tell(self, error: ExpectedError) -> None:
        if takes_reason(self.messages, self._workshop, error):
            return
        show_error(self.messages, error)
        self._told_unsaved = self.context.unsaved.state is TypingState.FAILED
        self._show_state()
        self._looking.start()

    @Slot()
    def _tell_repaired(self) -> None:
        self.context.notices.show_notice(_("Tanda yang tidak dapat disimpan diganti dengan tanda tanya berbingkai."))

    @Slot()
    def _look_again(self) -> None:
        """Changes that reach the disk at a later attempt bring no notice of their own."""
        if self._workshop.pending or self.context.unsaved.state is TypingState.FAILED:
            return
        self._looking.stop()
        self._show_place()
        self.companions.try_waiting()
        self.companions.refresh()
        self._show_state()

    @Slot()
    def _toggle_list(self) -> None:
        if self.list.hasFocus():
            self.parts.show_list(shown=False)
            self.sheet_focus()
            return
        self.parts.show_list(shown=True)
        if not self.list.selected_id and self.list.rows:
            self.list.select(self.list.rows[0].id)
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _toggle_history(self) -> None:
        self.parts.show_history(shown=self.history.isHidden())
        self._show_history()

    @Slot()
    def _focus_quick(self) -> None:
        self.quick.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.parts.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and self.context.session.workshop is self._workshop:
            self.quick.send_rest()
        if event.type() == QEvent.Type.WindowDeactivate and isinstance(watched, QWidget) and self.sheet is not None:
            self.sheet.save_typing()
        return super().eventFilter(watched, event)

    @Slot()
    def _closing(self) -> None:
        """The file closes: what could be written is written, and nothing here may speak of it any more."""
        self.quick.send_rest()
        self.quick.let_go()
        self._looking.stop()
        self._settling.stop()
        self.companions.let_go()
        for sheet in (self.sheet, *self._kept):
            if sheet is not None:
                sheet.abandon()
