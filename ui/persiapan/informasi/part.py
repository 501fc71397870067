"""The training's own record in four sections; each section is a form of its own on the same record."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kotaham_desktop.domain.records import WORKSHOP, WORKSHOP_ID
from kotaham_desktop.i18n import N_, _
from ui.context import Context
from ui.persiapan.part import Part
from ui.widgets.frames import Card, ScrollPage
from ui.widgets.labels import Label
from ui.widgets.record_form import RecordForm

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        N_("Pelatihan"),
        N_("Judul ini muncul di sampul laporan dan di bagian atas jendela."),
        ("title", "theme", "organisers", "host", "snps", "funding", "languages"),
    ),
    (
        N_("Waktu dan tempat"),
        N_("Tanggal mulai memberi nama hari pada agenda."),
        ("start_date", "end_date", "venue", "city"),
    ),
    (
        N_("Latar dan tujuan"),
        N_("Menjadi bab pertama laporan; bagian yang kosong tidak dicetak."),
        ("background", "legal_basis", "aims", "scope", "expected_results", "approach"),
    ),
    (
        N_("Penutup laporan"),
        N_("Diisi setelah pelatihan."),
        ("obstacles", "conclusions", "recommendations"),
    ),
    (
        N_("Pengesahan"),
        N_("Siapa yang menandatangani laporan, dan di mana."),
        ("signatory_place", "signatory_position", "signatory_name", "signatory_nip"),
    ),
    (
        N_("Lama penyimpanan"),
        N_("Kosongkan untuk memakai lama penyimpanan yang lazim bagi tiap tingkat."),
        (
            "keep_sealed_days",
            "keep_team_days",
            "keep_participants_days",
            "keep_public_days",
            "keep_until",
            "legal_hold",
        ),
    ),
)


class InformasiPart(Part):
    """Saves while one types; there is nothing to confirm."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage(margins=0, spacing=16, widest=980)
        column.addWidget(page)
        self.forms: list[RecordForm] = []
        for title, hint, fields in SECTIONS:
            card = Card(margins=20, spacing=4)
            card.body.addWidget(Label(_(title), "heading"))
            card.body.addWidget(Label(_(hint), "caption", wrap=True))
            card.body.addSpacing(8)
            form = RecordForm(context, WORKSHOP, fields)
            form.bind(WORKSHOP_ID)
            card.body.addWidget(form)
            self.forms.append(form)
            page.body.addWidget(card)
        page.body.addStretch(1)

    def editor(self, field: str) -> QWidget:
        """The editor of a field; raises ``KeyError``."""
        for form, (_title, _hint, fields) in zip(self.forms, SECTIONS, strict=True):
            if field in fields:
                return form.editor(field)
        raise KeyError(field)
