"""A plain page as a part of the screen: read, copied, or written as PDF to be printed."""

import re
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout

from kotaham_desktop.application.plain_pages import page_text
from kotaham_desktop.domain.plain_pages import parse_page, told
from kotaham_desktop.i18n import LANGUAGES, _, current_language
from ui.attempt import attempt
from ui.background import Progress
from ui.context import Context
from ui.messages import choose_file_to_write
from ui.persetujuan.wording import short_hash
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.plain_page import PlainPageView
from ui.widgets.segmented import SegmentedControl


class PagePart(Card):
    """``printed`` carries the path of the PDF. ``with_answers`` adds the sheet on which a person answers and signs."""

    printed = Signal(str)

    def __init__(self, context: Context, name: str, *, with_answers: bool = False) -> None:
        super().__init__(spacing=10)
        self._context = context
        self._name = name
        self._with_answers = with_answers
        row = FlowLayout()
        self.language = SegmentedControl(list(LANGUAGES.items()), name=_("Bahasa halaman"))
        self.language.set_value(current_language())
        self.language.changed.connect(self._show)
        row.addWidget(self.language)
        self.pdf = Button(_("Simpan PDF untuk dicetak"), icon_name="printer", on_click=self._choose)
        row.addWidget(self.pdf)
        row.addWidget(Button(_("Salin teks"), "quiet", icon_name="copy", on_click=self._copy))
        self.body.addLayout(row)
        self.fingerprint = Label("", "caption", wrap=True)
        self.body.addWidget(self.fingerprint)
        self.fingerprint.setVisible(with_answers)
        middle = QHBoxLayout()
        middle.addStretch(1)
        self.page = PlainPageView(name=_("Halaman untuk dibaca"))
        middle.addWidget(self.page, 100)
        middle.addStretch(1)
        self.body.addLayout(middle, 1)
        self._show()

    def wake(self) -> None:
        """Nothing changes here."""

    def take_focus(self) -> None:
        """Begin to read."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self, path: Path) -> None:
        """Write the page as PDF, beside the window."""
        spoken, blocks, version = self.language.value(), parse_page(self._text), self._version()
        with_answers = self._with_answers

        def work(progress: Progress) -> bytes:
            from kotaham_desktop.reports import plain_page  # noqa: PLC0415 - late: start-up

            progress(0)
            return plain_page.build(blocks, spoken, fingerprint=version, answers=with_answers)

        def done(content: bytes) -> None:
            from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late: start-up

            def write() -> bool:
                write_whole(path, content)
                return True

            if attempt(self._context, write):
                self._context.notices.show_notice(_("Ditulis: {path}").format(path=path))
                self.printed.emit(str(path))

        task = self._context.background.run(work, done, self._context.notices.show_error)
        self.destroyed.connect(task.cancel)

    def _version(self) -> str:
        from kotaham_desktop.application.consent_commands import info_version  # noqa: PLC0415 - late: the engine

        return info_version(told(self._text)) if self._with_answers else ""

    def _show(self, *_picked: object) -> None:
        self._text = page_text(self._name, self.language.value())
        self.page.show_blocks(parse_page(self._text))
        self.fingerprint.setText(
            _(
                "Sidik teks ini {hash}; ia disimpan bersama setiap jawaban, sehingga selalu jelas apa yang dibacakan."
            ).format(hash=short_hash(self._version()))
        )

    def _copy(self) -> None:
        QApplication.clipboard().setText(told(self._text))
        self._context.notices.show_notice(_("Teks disalin."))

    def _choose(self) -> None:
        title = parse_page(self._text)[0].text
        suggestion = Path.home() / (re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title)[:80].strip() + ".pdf")
        path = choose_file_to_write(self, _("Simpan PDF"), suggestion, _("Dokumen PDF (*.pdf)"))
        if path is not None:
            self.write(path)
