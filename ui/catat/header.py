"""The head of the sheet: where we are, what is being written, how far it may travel."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kotaham_desktop.domain.levels import Level
from kotaham_desktop.i18n import _
from ui.catat.chip_button import ChipButton
from ui.catat.kinds import KINDS, NOTE_KINDS, SHORT_NOTE_KINDS, STORIES, note_kind_label
from ui.catat.level_chip import consent_menu, level_menu
from ui.catat.pausing import PAUSE_KEY
from ui.catat.place import Place, groups, sessions
from ui.catat.place_popup import PlaceChip
from ui.catat.referral_card import CARD_KEY
from ui.context import Context
from ui.theme import BlockColour
from ui.widgets.buttons import IconButton, with_shortcut
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidingLabel, Label
from ui.widgets.segmented import SegmentedControl
from ui.widgets.tips import plain_tip

_WIDEST, _WIDEST_IN_LOW = 300, 216
"""Of the chip that names the session."""


class Header(QWidget):
    """Shows and asks; what follows from an answer is the screen's."""

    place_picked = Signal(object)
    type_picked = Signal(str)
    kind_picked = Signal(str)
    level_picked = Signal(str)
    consent_picked = Signal(str)
    list_wanted = Signal()
    new_wanted = Signal()
    photo_wanted = Signal()
    history_wanted = Signal()
    keys_wanted = Signal()
    pause_wanted = Signal()
    card_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._chips())
        self.title = ElidingLabel("", "title")
        column.addWidget(self.title)
        column.addLayout(self._tools())
        column.addWidget(self._kinds())
        self._warning = Label("", "caption", wrap=True)
        self._warning.hide()
        column.addWidget(self._warning)
        self.promise = Label(_("Yang diceritakan di sini tetap di sini."), "label", wrap=True)
        self.promise.hide()
        column.addWidget(self.promise)

    def _chips(self) -> QWidget:
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        workshop = self._context.workshop
        self.list_button = IconButton("panel-left", _("Daftar tulisan (F6)"), on_click=self.list_wanted.emit)
        self.session = PlaceChip(
            _("Sesi"), _("Semua sesi"), BlockColour.TEAL, "clock", lambda: sessions(workshop), shortcut="F2"
        )
        self.group = PlaceChip(
            _("Kelompok"), _("Pleno"), BlockColour.INDIGO, "users", lambda: groups(workshop), shortcut="F3"
        )
        self.level = level_menu(shortcut="Alt+L")
        self.consent = consent_menu(shortcut="Alt+P")
        self.pause = ChipButton(_("Pencatatan"), opens=False)
        self.pause.show_as(
            _("Hentikan pencatatan ({key})").format(key=PAUSE_KEY),
            BlockColour.ROSE,
            "pause",
            _("Yang diceritakan sesudahnya tidak dicatat sampai dilanjutkan"),
        )
        self.pause.clicked.connect(self.pause_wanted)
        self.pause.setEnabled(not workshop.read_only)
        for part in (self.list_button, self.session, self.group, self.level, self.consent, self.pause):
            flow.addWidget(part)
        self.session.picked.connect(self._picked)
        self.group.picked.connect(self._picked)
        self.level.picked.connect(self.level_picked)
        self.consent.picked.connect(self.consent_picked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        return chips

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.types = SegmentedControl([(kind.type, _(kind.label)) for kind in KINDS], name=_("Yang ditulis"))
        for kind in KINDS:
            button = self.types.button(kind.type)
            button.setToolTip(plain_tip(with_shortcut(_(kind.label), kind.shortcut)))
            self._key(kind.shortcut, button.click)
        self.types.changed.connect(self.type_picked)
        row.addWidget(self.types, 1)
        self.new = IconButton("file-plus", _("Lembar baru (Ctrl+N)"), on_click=self.new_wanted.emit)
        photo = IconButton("image-plus", _("Tambah foto (Ctrl+Shift+F)"), on_click=self.photo_wanted.emit)
        self.history = IconButton("history", _("Riwayat catatan ini (F4)"), on_click=self.history_wanted.emit)
        self.history.setCheckable(True)
        self._key("Ctrl+N", self.new_wanted.emit)
        self._key("F4", self.history_wanted.emit)
        self._key("F1", self.keys_wanted.emit)
        self._key(CARD_KEY, self.card_wanted.emit)
        card = IconButton(
            "heart-handshake",
            _("Bila seseorang tertekan: kartu rujukan ({key})").format(key=CARD_KEY),
            on_click=self.card_wanted.emit,
        )
        self.last = keys = IconButton("keyboard", _("Tombol papan ketik (F1)"), on_click=self.keys_wanted.emit)
        for button in (self.new, photo, self.history, card, keys):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._photo = photo
        return row

    def _kinds(self) -> QWidget:
        self.kinds = SegmentedControl(
            [(code, _(word)) for code, word in SHORT_NOTE_KINDS.items()],
            name=_("Jenis catatan"),
            colours={code: colour for code, (_icon, colour, _sign) in NOTE_KINDS.items()},
            icons={code: icon_name for code, (icon_name, _colour, _sign) in NOTE_KINDS.items()},
        )
        for code, (_icon, _colour, sign) in NOTE_KINDS.items():
            hint = _("{kind} (Alt+K)").format(kind=note_kind_label(code))
            quick = _("di baris cepat: awali dengan {sign}").format(sign=sign)
            self.kinds.button(code).setToolTip(plain_tip(f"{hint}; {quick}" if sign else hint))
        self.kinds.changed.connect(self.kind_picked)
        self._key("Alt+K", self._next_kind)
        return self.kinds

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        """A key that acts at once; a button's own shortcut presses it a tenth of a second later."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    # Showing

    @property
    def place(self) -> Place:
        """Where we are."""
        return Place(self.session.code, self.group.code)

    def show_place(self, place: Place) -> None:
        """Show where we are; a session or group that is gone shows as none."""
        session = self.session.show_code(place.session)
        self.group.show_code(place.group)
        self.title.setText(session.label if session else _("Semua sesi"))
        if session is not None and not self.title.isHidden():
            self.session.show_as(session.detail, BlockColour.TEAL, "clock", session.label)

    def set_low(self, low: bool) -> None:
        """Leave out the title where the window is low; the chip of the session then names it."""
        self.session.set_widest(_WIDEST_IN_LOW if low else _WIDEST)
        if self.title.isHidden() != low:
            self.title.setHidden(low)
            self.show_place(self.place)

    def show_type(self, type_name: str, kind: str) -> None:
        """Show what is being written."""
        self.types.set_value(type_name)
        self.kinds.setVisible(type_name == "note")
        self.kinds.set_value(kind)
        self.consent.setVisible(type_name in STORIES)

    def show_exposure(self, type_name: str, level: str, consent: str) -> None:
        """Show level and consent, and say what a missing consent means for an open level."""
        self.level.show_code(level)
        self.consent.show_code(consent)
        open_level = level in {Level.PARTICIPANTS.code, Level.PUBLIC.code}
        shared = consent in {"anonymous", "named"}
        warned = type_name in STORIES and open_level and not shared
        self._warning.setText(
            _("Tanpa persetujuan untuk dibagikan, cerita ini tetap tidak masuk laporan untuk peserta dan publik.")
        )
        self._warning.setVisible(warned)
        self.promise.setVisible(type_name in STORIES and not open_level)

    def set_writable(self, writable: bool, *, resting: bool) -> None:
        """Whether level and consent can be changed, and, unless recording rests, what is written down."""
        for part in (self.level, self.consent):
            part.setEnabled(writable)
        for each in (self.kinds, self.new, self._photo):
            each.setEnabled(writable and not resting)
        self.pause.setVisible(not resting)

    def _picked(self, _code: str) -> None:
        place = self.place
        self.show_place(place)
        self.place_picked.emit(place)

    def _next_kind(self) -> None:
        if self.kinds.isVisible() and self.kinds.isEnabled():
            codes = list(NOTE_KINDS)
            at = codes.index(self.kinds.value()) if self.kinds.value() in codes else -1
            code = codes[(at + 1) % len(codes)]
            self.kinds.set_value(code)
            self.kind_picked.emit(code)
