"""The end of a whole training on this laptop: all of it destroyed, with a certificate written before and after."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.erasure import Certificate
from kotaham_desktop.i18n import N_, _, current_language, ngettext
from ui.attempt import attempt
from ui.background import Progress
from ui.context import Context
from ui.persetujuan.certificates import choose_certificate
from ui.persetujuan.erasing_panel import places_of
from ui.persetujuan.erasure_words import to_do_sentences
from ui.widgets.buttons import Button
from ui.widgets.frames import Card
from ui.widgets.labels import Label
from ui.widgets.text_fields import LineEdit

if TYPE_CHECKING:
    from kotaham_desktop.application.erasing import Places

END_CONFIRMATION = N_("MUSNAHKAN SEMUA")
"""What is typed before a whole training is destroyed."""


class EndingCard(Card):
    """Closed until somebody opens it; ends with the file closed and gone."""

    def __init__(self, context: Context) -> None:
        super().__init__(spacing=8)
        self._context = context
        self.body.addWidget(Label(_("Musnahkan seluruh pelatihan ini"), "heading"))
        self.body.addWidget(
            Label(
                _(
                    "Berkas pelatihan, kunci nama, dan cadangannya di laptop ini serta tempat kedua yang terpasang "
                    "hilang untuk selamanya. Salinan di laptop lain tetap ada. Berita acara ditulis lebih dulu."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.reveal = Button(_("Musnahkan seluruh pelatihan…"), icon_name="trash-2", on_click=self._reveal)
        self.body.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignLeft)
        self._fields = QWidget()
        self._column = QVBoxLayout(self._fields)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.run = Button(_("Musnahkan seluruh pelatihan"), "danger", icon_name="trash-2", on_click=self._choose)
        self.reason = self._line(_("Alasan (wajib)"), _("Alasan"))
        self.asked_by = self._line(_("Diminta oleh (wajib)"), _("Diminta oleh"))
        self.asked_by.setText(context.workshop.author)
        self.typed = self._line(
            _("Ketik {word} untuk memastikan").format(word=_(END_CONFIRMATION)), _("Kata untuk memastikan")
        )
        self._column.addWidget(self.run, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._fields)
        self._fields.hide()
        for line in (self.reason, self.asked_by, self.typed):
            line.textChanged.connect(self._show_ready)
        self._show_ready()
        self.setEnabled(not context.workshop.read_only)

    def _reveal(self) -> None:
        self.reveal.hide()
        self._fields.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, label: str, name: str) -> LineEdit:
        self._column.addWidget(Label(label, "label", wrap=True))
        line = LineEdit(name=name)
        self._column.addWidget(line)
        return line

    def _show_ready(self) -> None:
        filled = bool(self.reason.text().strip()) and bool(self.asked_by.text().strip())
        self.run.setEnabled(filled and self.typed.text().strip() == _(END_CONFIRMATION))

    def _choose(self) -> None:
        from kotaham_desktop.application.destroying import plan_destruction  # noqa: PLC0415 - late: start-up

        workshop, places = self._context.workshop, places_of(self._context)
        reason, asked_by = self.reason.text(), self.asked_by.text()
        plan = attempt(self._context, lambda: plan_destruction(workshop, places, reason=reason, asked_by=asked_by))
        if plan is None:
            return
        path = choose_certificate(self, plan)
        if path is not None:
            end_training(self._context, plan, places, path)


def end_training(context: Context, plan: Certificate, places: "Places", certificate: Path) -> None:
    """Write the certificate with all still to do, close the file, destroy everything, write the certificate again."""
    if not attempt(context, lambda: _certified(plan, current_language(), certificate)):
        return
    path = context.workshop.path
    if context.session.close():
        context.background.run(_work(path, plan, places, certificate), _teller(context), context.notices.show_error)


def _work(path: Path, plan: Certificate, places: "Places", certificate: Path) -> Callable[[Progress], Certificate]:
    spoken = current_language()

    def work(progress: Progress) -> Certificate:
        from kotaham_desktop.application.destroying import destroy  # noqa: PLC0415 - late: start-up

        progress(0)
        done = destroy(path, plan, places)
        _certified(done, spoken, certificate)
        return done

    return work


def _certified(content: Certificate, spoken: str, path: Path) -> bool:
    from kotaham_desktop.application.erasing import certificate_pdf  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late: start-up

    write_whole(path, certificate_pdf(content, spoken))
    return True


def _teller(context: Context) -> Callable[[Certificate], None]:
    def tell(done: Certificate) -> None:
        n = len(done.files)
        said = ngettext("{n} berkas dimusnahkan.", "{n} berkas dimusnahkan.", n).format(n=n)
        context.notices.show_notice(" ".join((said, *to_do_sentences(done.to_do))))

    return tell
