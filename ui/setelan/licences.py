"""What the program is made of and under which licences, read from the texts that ship with it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from kotaham_desktop.i18n import _
from kotaham_desktop.resource_files import resource_root
from ui.theme import px
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

_PARTS = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("pycrdt, Yjs", "MIT"),
    ("sqlite-utils", "Apache-2.0"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause, Zlib"),
    ("ReportLab", "BSD-3-Clause"),
    ("HarfBuzz, uharfbuzz", "MIT, Apache-2.0"),
    ("PDFium, pypdfium2", "BSD-3-Clause, Apache-2.0"),
    ("Pillow", "MIT-CMU"),
    ("openpyxl", "MIT"),
    ("defusedxml", "PSF-2.0"),
    ("filelock, platformdirs, keyring, shamir-mnemonic", "MIT"),
    ("Plus Jakarta Sans, Source Serif 4, Noto", "OFL-1.1"),
    ("Lucide", "ISC, MIT"),
)


class LicenceList(QWidget):
    """The parts in one line each; the full texts of fonts and icons on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        lines = "\n".join(f"{name}: {licence}" for name, licence in _PARTS)
        column.addWidget(Label(lines, "caption", wrap=True))
        self._button = Button(_("Baca teks lisensi huruf dan ikon"), "quiet", icon_name="book-open")
        self._button.clicked.connect(self._toggle)
        column.addWidget(self._button)
        self._texts = QPlainTextEdit()
        self._texts.setProperty("field", "true")
        self._texts.setReadOnly(True)
        self._texts.setTabChangesFocus(True)
        self._texts.setAccessibleName(_("Teks lisensi"))
        self._texts.setMinimumHeight(px(260))
        self._texts.hide()
        column.addWidget(self._texts)

    @Slot()
    def _toggle(self) -> None:
        if not self._texts.toPlainText():
            files = sorted((resource_root() / "fonts").glob("OFL-*.txt"))
            files.append(resource_root() / "icons" / "LICENSE-lucide.txt")
            self._texts.setPlainText("\n\n".join(file.read_text(encoding="utf-8") for file in files))
        self._texts.setVisible(self._texts.isHidden())
