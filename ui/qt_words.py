"""Qt's own words (the menu of a text field, its file dialog) in Indonesian, which Qt does not ship."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, QTranslator

from kotaham_desktop.i18n import SOURCE_LANGUAGE, current_language

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "&Undo": "&Urungkan",
        "&Redo": "U&langi",
        "Cu&t": "Po&tong",
        "&Copy": "&Salin",
        "&Paste": "&Tempel",
        "Delete": "Hapus",
        "&Delete": "&Hapus",
        "Select All": "Pilih semua",
        "Copy &Link Location": "Salin &tautan",
        "&Open": "&Buka",
        "Open": "Buka",
        "&Save": "&Simpan",
        "Save": "Simpan",
        "Save As": "Simpan sebagai",
        "&Choose": "&Pilih",
        "Cancel": "Batal",
        "&Cancel": "&Batal",
        "OK": "Oke",
        "&OK": "&Oke",
        "&Yes": "&Ya",
        "&No": "&Tidak",
        "Close": "Tutup",
        "Back": "Mundur",
        "Forward": "Maju",
        "Parent Directory": "Folder di atasnya",
        "Create New Folder": "Buat folder baru",
        "Create a New Folder": "Buat folder baru",
        "New Folder": "Folder baru",
        "&New Folder": "Folder &baru",
        "List View": "Tampilan daftar",
        "Detail View": "Tampilan rinci",
        "Change to list view mode": "Tampilkan sebagai daftar",
        "Change to detail view mode": "Tampilkan rinci",
        "Go back": "Mundur",
        "Go forward": "Maju",
        "Go to the parent directory": "Ke folder di atasnya",
        "Look in:": "Lihat di:",
        "File &name:": "&Nama berkas:",
        "Files of type:": "Jenis berkas:",
        "Directory:": "Folder:",
        "&Rename": "&Ganti nama",
        "Show &hidden files": "Tampilkan berkas &tersembunyi",
        "All Files (*)": "Semua berkas (*)",
        "Name": "Nama",
        "Size": "Ukuran",
        "Type": "Jenis",
        "Kind": "Jenis",
        "Date Modified": "Terakhir diubah",
        "Computer": "Komputer",
        "My Computer": "Komputer",
        "Drive": "Cakram",
        "Folder": "Folder",
        "File": "Berkas",
        "%1 File": "Berkas %1",
        "Clear": "Kosongkan",
    }
)
"""Only what can come to the screen; English is what Qt says without a translation."""


class QtWords(QTranslator):
    """Answers Qt in the language of the window; the programmer's own texts come from gettext and not from here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._indonesian = current_language() == SOURCE_LANGUAGE

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - one word means the same in all dialogs
        source_text: str,
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's signature
        n: int = -1,  # noqa: ARG002 - Qt's signature
    ) -> str:
        # Nothing at all, rather than an empty text, tells Qt to use its own word.
        return _WORDS.get(source_text) if self._indonesian else None  # type: ignore[return-value]
