"""Setelan: who writes at this laptop, language, look, text size, the passphrase of the open file, and the licences."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kotaham_desktop import __version__
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.incoming_text import clean_line
from kotaham_desktop.i18n import LANGUAGES, _
from ui.context import Context
from ui.screen import Screen
from ui.setelan.audit_card import AuditCard
from ui.setelan.licences import LicenceList
from ui.setelan.security import SecurityCard
from ui.setelan.security_kit import RecoveryCard
from ui.settings import TEXT_SIZES
from ui.theme import ThemeChoice
from ui.widgets.frames import Card, ScrollPage, SectionHeading
from ui.widgets.labels import Label
from ui.widgets.segmented import SegmentedControl
from ui.widgets.text_fields import LineEdit


class SetelanScreen(Screen):
    """Every choice holds at once; there is nothing to confirm."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        page = self._page = ScrollPage(widest=760)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        page.body.addWidget(self._person())
        page.body.addWidget(self._look())
        self.security = SecurityCard(context)
        page.body.addWidget(self.security)
        self.recovery = RecoveryCard(context)
        page.body.addWidget(self.recovery)
        self.audit = AuditCard(context)
        page.body.addWidget(self.audit)
        page.body.addWidget(self._about())
        page.body.addStretch(1)

    def _person(self) -> QWidget:
        card = Card(spacing=10)
        card.body.addWidget(SectionHeading(_("Notulis di laptop ini")))
        self.author = LineEdit(_("Misalnya: Ratna, kelompok 2"), name=_("Nama notulis"))
        self.author.setMaxLength(120)
        self.author.setText(self.context.settings.now.author)
        self.author.editingFinished.connect(self._author_written)
        card.body.addWidget(self.author)
        card.body.addWidget(
            Label(
                _("Nama ini menyertai setiap catatan, sehingga setelah digabungkan terlihat siapa menulis apa."),
                "caption",
                wrap=True,
            )
        )
        return card

    def _look(self) -> QWidget:
        now = self.context.settings.now
        card = Card(spacing=12)
        card.body.addWidget(SectionHeading(_("Tampilan dan bahasa")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        self.language = SegmentedControl(list(LANGUAGES.items()), name=_("Bahasa"))
        self.language.set_value(now.language)
        self.language.changed.connect(self._language_chosen)
        self.theme = SegmentedControl(
            [
                (ThemeChoice.LIGHT.value, _("Terang")),
                (ThemeChoice.DARK.value, _("Gelap")),
                (ThemeChoice.SYSTEM.value, _("Ikut laptop")),
            ],
            name=_("Tampilan"),
        )
        self.theme.set_value(now.theme.value)
        self.theme.changed.connect(self._theme_chosen)
        self.text_size = SegmentedControl([(str(size), f"{size}%") for size in TEXT_SIZES], name=_("Ukuran teks"))
        self.text_size.set_value(str(now.text_size))
        self.text_size.changed.connect(self._text_size_chosen)
        for row, (label, control) in enumerate(
            ((_("Bahasa"), self.language), (_("Tampilan"), self.theme), (_("Ukuran teks"), self.text_size))
        ):
            grid.addWidget(Label(label, "label"), 2 * row, 0)
            grid.addWidget(control, 2 * row + 1, 0)
        card.body.addLayout(grid)
        return card

    def _about(self) -> QWidget:
        card = Card(spacing=10)
        card.body.addWidget(SectionHeading(_("Tentang program")))
        card.body.addWidget(Label(_("Kota HAM Desktop, versi {version}").format(version=__version__), "strong"))
        card.body.addWidget(
            Label(
                _(
                    "Perangkat lunak bebas berlisensi GNU GPL versi 3 atau yang lebih baru: siapa pun boleh memakai, "
                    "mempelajari, mengubah, dan membagikannya. Program ini tidak menghubungi internet; semua catatan "
                    "tetap di laptop dan di berkas yang Anda pilih."
                ),
                "secondary",
                wrap=True,
            )
        )
        card.body.addWidget(LicenceList())
        return card

    def show_part(self, name: str) -> None:
        card = self.recovery if name == "kit" else self.security
        card.show_state()
        if name == "kit":
            self.recovery.take_focus()
        self._page.ensureWidgetVisible(card)

    def on_shown(self) -> None:
        self.theme.set_value(self.context.settings.now.theme.value)

    @Slot()
    def _author_written(self) -> None:
        author = clean_line(self.author.text(), limit=120).text.strip()
        if author == self.context.settings.now.author:
            return
        self.context.settings.change(author=author)
        try:
            renamed = self.context.session.reopen()
        except ExpectedError as error:
            self.context.notices.show_error(error)
            return
        if not renamed:
            self.context.notices.show_error(ExpectedError("typing_not_saved"))

    @Slot(str)
    def _language_chosen(self, language: str) -> None:
        self.context.settings.change(language=language)
        self.context.navigation.rebuild()

    @Slot(str)
    def _theme_chosen(self, theme: str) -> None:
        self.context.settings.change(theme=ThemeChoice(theme))
        self.context.navigation.apply_look()

    @Slot(str)
    def _text_size_chosen(self, size: str) -> None:
        self.context.settings.change(text_size=int(size))
        self.context.navigation.rebuild()
