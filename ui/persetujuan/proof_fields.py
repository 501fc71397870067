"""What shows later that somebody agreed: the text they heard and the proof, both kept as fingerprints only."""

import hashlib
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kotaham_desktop.application.plain_pages import INFORMATION, page_text
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.plain_pages import told
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.context import Context
from ui.messages import choose_files_to_read
from ui.persetujuan.wording import short_hash
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import Label
from ui.widgets.text_fields import ComboBox

_BUILT_IN = ("id", "en")
_OWN = "own"
_LONGEST_TEXT = 2_000_000


class InformationField(QWidget):
    """Which text was read to the person: ours in one of its languages, or a file of one's own."""

    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(_("Penjelasan yang dibacakan"), "label"))
        self.box = ComboBox(name=_("Penjelasan yang dibacakan"))
        self.box.addItem(_("– belum dibacakan –"), "")
        self.box.addItem(_("Penjelasan program, bahasa Indonesia"), "id")
        self.box.addItem(_("Penjelasan program, bahasa Inggris"), "en")
        self.box.addItem(_("Teks lembaga sendiri…"), _OWN)
        column.addWidget(self.box)
        self._hint = Label("", "caption", wrap=True)
        column.addWidget(self._hint)
        self._own_text = ""
        self.box.activated.connect(self._chosen)
        self._show()

    def text(self) -> str:
        """The very text that was read, empty where none was."""
        code = str(self.box.currentData() or "")
        if code == _OWN:
            return self._own_text
        return told(page_text(INFORMATION, code)) if code in _BUILT_IN else ""

    @property
    def state(self) -> tuple[str, str]:
        """Which text is chosen and, of one's own, what it says."""
        return str(self.box.currentData() or ""), self._own_text

    def show_state(self, code: str, own_text: str) -> None:
        """Choose a text again."""
        self._own_text = own_text
        self.box.setCurrentIndex(max(self.box.findData(code), 0))
        self._show()

    def reset(self) -> None:
        """Begin anew: nothing was read."""
        self._own_text = ""
        self.box.setCurrentIndex(0)
        self._show()

    def take_file(self, path: Path) -> None:
        """Take the text of a file as what was read."""
        try:
            text = path.read_text("utf-8-sig") if path.stat().st_size <= _LONGEST_TEXT else ""
        except (OSError, UnicodeDecodeError):
            text = ""
        if not text.strip():
            self._refuse(ExpectedError("information_unreadable", name=path.name))
            return
        self._own_text = text
        self.box.setCurrentIndex(self.box.findData(_OWN))
        self._show(path.name)

    def _refuse(self, error: ExpectedError) -> None:
        self.box.setCurrentIndex(0)
        self._show()
        self.failed.emit(error)

    def _chosen(self, _place: int) -> None:
        if self.box.currentData() == _OWN:
            found = choose_files_to_read(self, _("Teks yang dibacakan"), Path.home(), _("Teks (*.txt *.md)"))
            if found:
                self.take_file(found[0])
                return
            self.box.setCurrentIndex(0)
        self._show()

    def _show(self, name: str = "") -> None:
        from kotaham_desktop.application.consent_commands import info_version  # noqa: PLC0415 - late: the engine

        text = self.text()
        if not text:
            self._hint.setText(_("Teksnya ada di bagian Penjelasan. Yang disimpan hanya sidiknya."))
            return
        words = _("Sidik teks {hash}").format(hash=short_hash(info_version(text)))
        self._hint.setText(" · ".join(filter(None, (name, words))))


class EvidenceField(QWidget):
    """A file that proves the consent, such as a scan; its fingerprint is kept, the file itself stays where it is."""

    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sha256 = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(_("Bukti"), "label"))
        row = QHBoxLayout()
        row.setSpacing(6)
        self.button = Button(_("Pilih berkas bukti"), icon_name="paperclip", on_click=self._choose)
        self._away = IconButton("x", _("Tanpa berkas bukti"), on_click=self.reset)
        row.addWidget(self.button)
        row.addWidget(self._away)
        row.addStretch(1)
        column.addLayout(row)
        self._hint = Label("", "caption", wrap=True)
        column.addWidget(self._hint)
        self.reset()

    @property
    def sha256(self) -> str:
        """The fingerprint of the chosen file, empty where none is."""
        return self._sha256

    def show_fingerprint(self, sha256: str) -> None:
        """Show a proof that was chosen before."""
        self.reset()
        if sha256:
            self._sha256 = sha256
            self._away.show()
            self._hint.setText(_("Sidik bukti {hash}").format(hash=short_hash(sha256)))

    def reset(self) -> None:
        """Begin anew: no proof."""
        self._sha256 = ""
        self._away.hide()
        self._hint.setText(_("Misalnya pindaian tanda tangan atau rekaman. Berkasnya tidak disalin; simpan baik-baik."))

    def take_file(self, path: Path) -> None:
        """Take the fingerprint of a file, beside the window: a recording may be large."""

        def work(progress: Progress) -> str:
            progress(0)
            try:
                with path.open("rb") as stream:
                    return hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError:
                raise ExpectedError("evidence_unreadable", name=path.name) from None

        def done(found: str) -> None:
            self._sha256 = found
            self._away.show()
            words = _("Sidik bukti {hash}").format(hash=short_hash(found))
            self._hint.setText(f"{path.name} · {words}")

        task = self._context.background.run(work, done, self.failed.emit)
        self.destroyed.connect(task.cancel)

    def _choose(self) -> None:
        found = choose_files_to_read(self, _("Berkas bukti"), Path.home(), _("Gambar, PDF, atau rekaman (*)"))
        if found:
            self.take_file(found[0])
