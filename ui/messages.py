"""Every modal question and every sentence about an error; our dialogs name their buttons, as Qt has no Indonesian."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLayout, QToolButton, QVBoxLayout, QWidget

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _
from ui.theme import icon
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

_FILE_DIALOG_ICONS = MappingProxyType(
    {
        "backButton": "arrow-left",
        "forwardButton": "arrow-right",
        "toParentButton": "arrow-up",
        "newFolderButton": "folder-open",
        "listModeButton": "layout-grid",
        "detailModeButton": "list",
    }
)
"""Qt's own file dialog, used where the desktop has none, draws black arrows also on a dark ground."""
FILE_ENDING = ".kotaham"


def show_error(bar: MessageBar, error: ExpectedError) -> None:
    """Say in a message bar what happened, what is safe and what to do next."""
    bar.show_error(error)


@dataclass(frozen=True, slots=True)
class Answer:
    """One button of a question."""

    code: str
    text: str
    kind: ButtonKind = "secondary"


class Question(QDialog):
    """A question that cannot wait. The first answer is the safe one: it has the focus, and Esc gives it."""

    def __init__(self, parent: QWidget | None, heading: str, detail: str, answers: tuple[Answer, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setModal(True)
        self.answer = answers[0].code
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 20)
        row.setSpacing(16)
        row.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        row.addWidget(IconView("circle-help", "warning", 28), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        row.addLayout(column, 1)
        column.addWidget(Label(heading, "heading", wrap=True))
        text = Label(detail, "body", wrap=True)
        text.setMinimumWidth(360)
        column.addWidget(text)
        column.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for answer in reversed(answers):
            button = Button(answer.text, answer.kind, on_click=partial(self._choose, answer.code))
            button.setObjectName(answer.code)
            buttons.addWidget(button)
        column.addLayout(buttons)
        button.setFocus()

    def _choose(self, code: str) -> None:
        self.answer = code
        self.accept()


def ask(parent: QWidget | None, heading: str, detail: str, *answers: Answer) -> str:
    """Ask and wait; the code of the chosen answer, the first one when the question is closed."""
    question = Question(parent, heading, detail, answers)
    question.exec()
    answer = question.answer
    question.deleteLater()
    return answer


def ask_close_unsaved(parent: QWidget | None) -> str:
    """What to do with words that could not be written: ``stay``, ``retry`` or ``close``."""
    return ask(
        parent,
        _("Sebagian tulisan belum tersimpan"),
        _("Tulisan itu masih ada di layar. Periksa apakah flashdisk terpasang dan masih ada ruang, lalu coba lagi."),
        Answer("stay", _("Kembali menulis"), "primary"),
        Answer("retry", _("Coba simpan lagi")),
        Answer("close", _("Tutup tanpa menyimpan"), "danger"),
    )


def choose_workshop_to_open(parent: QWidget, folder: Path, title: str = "") -> Path | None:
    """Let the user pick an existing workshop file."""
    dialog = _file_dialog(parent, title or _("Buka berkas pelatihan"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Berkas pelatihan (*.kotaham)"), _("Semua berkas (*)")])
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Buka"))
    return _chosen(dialog)


def choose_workshop_to_create(parent: QWidget, suggestion: Path, title: str = "") -> Path | None:
    """Let the user pick a name for a new workshop file; the ending is added."""
    # A training is never replaced: a name that is taken is refused in the window, so nobody is asked here.
    name_filter = _("Berkas pelatihan (*.kotaham)")
    return _chosen(_dialog_to_write(parent, title or _("Simpan pelatihan baru"), suggestion, name_filter))


def documents_folder() -> Path:
    """Where people look for what a program has made for them."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def choose_folder(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Let the user pick a folder that is there."""
    dialog = _file_dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setFilter(QDir.Filter.AllDirs | QDir.Filter.NoDotAndDotDot | QDir.Filter.Drives)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("Folder"))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Pilih folder ini"))
    return _chosen(dialog)


def choose_file_to_write(parent: QWidget, title: str, suggestion: Path, name_filter: str) -> Path | None:
    """Let the user pick where to write a document; the ending is added, an existing file is asked about."""
    while True:
        path = _chosen(_dialog_to_write(parent, title, suggestion, name_filter))
        if path is None or not path.exists() or _may_replace(parent, path):
            return path
        suggestion = path


def choose_files_to_read(parent: QWidget, title: str, folder: Path, name_filter: str) -> tuple[Path, ...]:
    """Let the user pick one or several files of a kind, such as photos or a table."""
    dialog = _file_dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([name_filter, _("Semua berkas (*)")])
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Pilih"))
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = tuple(Path(name) for name in dialog.selectedFiles()) if accepted else ()
    dialog.deleteLater()
    return chosen


def _dialog_to_write(parent: QWidget, title: str, suggestion: Path, name_filter: str) -> QFileDialog:
    dialog = _file_dialog(parent, title, suggestion.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([name_filter])
    dialog.setDefaultSuffix(suggestion.suffix.lstrip("."))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Simpan"))
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(suggestion.name)
    return dialog


def _may_replace(parent: QWidget, path: Path) -> bool:
    answer = ask(
        parent,
        _("Sudah ada berkas bernama “{name}”").format(name=path.name),
        _("Bila diganti, isi berkas yang lama hilang."),
        Answer("other", _("Pilih nama lain"), "primary"),
        Answer("replace", _("Ganti berkas itu"), "danger"),
    )
    return answer == "replace"


def _file_dialog(parent: QWidget, title: str, folder: Path) -> QFileDialog:
    """The desktop's own dialog, which speaks the user's language; where there is none, Qt's with our labels."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Lihat di"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, _("Nama berkas"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Jenis berkas"))
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, _("Batal"))
    for name, icon_name in _FILE_DIALOG_ICONS.items():
        button = dialog.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(icon(icon_name))
    dialog.setFilter(QDir.Filter.AllDirs | QDir.Filter.Files | QDir.Filter.NoDotAndDotDot)
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    names = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(names[0]) if accepted and names else None
