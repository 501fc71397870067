"""Keeping the certificate of an erasure: a PDF with ids, counts and fingerprints, never content."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from kotaham_desktop.domain.erasure import Certificate
from kotaham_desktop.i18n import _, current_language
from ui.attempt import attempt
from ui.background import Progress
from ui.context import Context
from ui.messages import choose_file_to_write


def choose_certificate(parent: QWidget, certificate: Certificate) -> Path | None:
    """Let the user pick where the certificate goes."""
    words = _("Berita acara {what} {day}").format(what=certificate.subject or _("pemusnahan"), day=certificate.at[:10])
    suggestion = Path.home() / (" ".join(words.split()) + ".pdf")
    return choose_file_to_write(parent, _("Simpan berita acara"), suggestion, _("Dokumen PDF (*.pdf)"))


def write_certificate(context: Context, certificate: Certificate, path: Path) -> None:
    """Write the certificate, beside the window."""
    spoken = current_language()

    def work(progress: Progress) -> bytes:
        from kotaham_desktop.application.erasing import certificate_pdf  # noqa: PLC0415 - late: start-up

        progress(0)
        return certificate_pdf(certificate, spoken)

    def done(content: bytes) -> None:
        from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late: start-up

        def write() -> bool:
            write_whole(path, content)
            return True

        if attempt(context, write):
            context.notices.show_notice(_("Ditulis: {path}").format(path=path))

    context.background.run(work, done, context.notices.show_error)
