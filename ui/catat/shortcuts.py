"""The keys of this screen: told in one place, shown by F1."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.i18n import N_, _
from ui.theme import BlockColour, px
from ui.widgets.buttons import IconButton
from ui.widgets.chips import Chip
from ui.widgets.frames import ScrollPage
from ui.widgets.labels import Label

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Tempat"),
        (
            ("F2", N_("Pilih sesi")),
            ("F3", N_("Pilih kelompok")),
            ("F6", N_("Ke daftar tulisan, dan kembali ke lembar")),
            ("F4", N_("Riwayat catatan ini")),
            ("F9", N_("Hentikan atau lanjutkan pencatatan")),
            ("F8", N_("Kartu rujukan, bila seseorang tertekan")),
            ("F1", N_("Daftar tombol ini")),
        ),
    ),
    (
        N_("Daftar tulisan"),
        (
            ("↑ ↓", N_("Naik dan turun")),
            ("Enter", N_("Buka untuk ditulis")),
            ("Del", N_("Hapus; dapat diurungkan")),
        ),
    ),
    (
        N_("Baris hasil latihan"),
        (("Enter", N_("Baris berikutnya")), ("Shift+Enter", N_("Ganti baris di dalam teks"))),
    ),
    (
        N_("Menulis"),
        (
            ("Ctrl+N", N_("Lembar baru")),
            ("Ctrl+Shift+1", N_("Catatan")),
            ("Ctrl+Shift+2", N_("Kasus")),
            ("Ctrl+Shift+3", N_("Pengalaman")),
            ("Ctrl+Shift+4", N_("Latihan")),
            ("Ctrl+K", N_("Catatan cepat, Enter menyimpan")),
            ("Alt+K", N_("Jenis catatan berikutnya")),
            ("Alt+L", N_("Tingkat keterbukaan")),
            ("Alt+P", N_("Persetujuan pencerita")),
            ("Ctrl+R", N_("Cari dan tambah rujukan norma")),
            ("Ctrl+V", N_("Tempel teks atau foto")),
            ("Ctrl+Shift+F", N_("Pilih berkas foto")),
            ("Ctrl+Z", N_("Urungkan")),
            ("Ctrl+Y", N_("Ulangi")),
        ),
    ),
)


class ShortcutOverlay(QFrame):
    """Lies over the screen until Esc, F1 or a click puts it away; it grabs nothing and blocks nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.setAccessibleName(_("Tombol papan ketik"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 12, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(_("Tombol papan ketik"), "heading"), 1)
        head.addWidget(IconButton("x", _("Tutup (Esc)"), on_click=self.hide))
        column.addLayout(head)
        page = ScrollPage(margins=0, spacing=4)
        column.addWidget(page, 1)
        row = QHBoxLayout()
        row.setSpacing(28)
        self._halves = (QVBoxLayout(), QVBoxLayout())
        for half in self._halves:
            half.setSpacing(16)
            row.addLayout(half)
        page.body.addLayout(row)
        page.body.addStretch(1)
        self._sections = [_section(_(heading), keys) for heading, keys in KEYS]
        self._lay_out(2)
        self._returns_to: QWidget | None = None
        self._ground = parent
        parent.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show it, or put it away and go back to where one was."""
        if self.isVisible():
            self.hide()
            if self._returns_to is not None:
                self._returns_to.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._returns_to = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.toggle()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._ground.rect()
        width, height = min(px(860), room.width() - 32), min(px(560), room.height() - 32)
        self._lay_out(2 if width >= px(620) else 1)
        self.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def _lay_out(self, columns: int) -> None:
        first, second = self._halves
        for section in self._sections[:-1]:
            first.addWidget(section, 0, Qt.AlignmentFlag.AlignTop)
        # The last one, about writing, is as long as all others together.
        (second if columns == 2 else first).addWidget(self._sections[-1], 0, Qt.AlignmentFlag.AlignTop)


def _section(heading: str, keys: Sequence[tuple[str, str]]) -> QWidget:
    section = QWidget()
    grid = QGridLayout(section)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.addWidget(Label(heading, "label"), 0, 0, 1, 2)
    for row, (key, what) in enumerate(keys, 1):
        native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if "+" in key else key
        grid.addWidget(Chip(native, BlockColour.GREY), row, 0)
        grid.addWidget(Label(_(what), "body", wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    return section
