"""What a template leaves open is found before it stands in a report."""

from kotaham_desktop.application.templates import apply_template
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.placeholders import unfilled_places
from kotaham_desktop.domain.record import Record


def test_words_in_brackets_are_found_once_in_the_order_of_reading():
    texts = {"title": "Pelatihan [nama kota]", "aims": "Agar [nama kota] lebih adil.\n[Tujuan khusus]", "minutes": 60}
    assert unfilled_places([Record("workshop", "workshop", texts)]) == ("[nama kota]", "[Tujuan khusus]")


def test_a_filled_text_and_an_empty_bracket_are_not_places():
    assert unfilled_places([Record("a", "note", {"text": "Pasal 5 [ ] dan daftar [1] (lihat lampiran)"})]) == ()


def test_the_template_itself_has_places_to_fill(tmp_path):
    with Workshop.create(tmp_path / "baru.kotaham", author="Rina") as workshop:
        apply_template(workshop, "pelatihan-kota-ham-3-hari")
        assert unfilled_places([workshop.record("workshop")])
