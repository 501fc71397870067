import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(opened):
    opened.window.go_to("persiapan")
    return opened.window.front_screen


@pytest.fixture
def informasi(screen):
    return screen.part("informasi")


def line(editor):
    return editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)


def test_what_is_typed_is_saved_without_a_button(screen, informasi, workshop, qtbot) -> None:
    venue = line(informasi.editor("venue"))
    venue.setFocus()
    qtbot.keyClicks(venue, "Balai Kota")
    qtbot.waitUntil(lambda: workshop.record("workshop").text("venue") == "Balai Kota")
    assert venue.hasFocus()


def test_an_snp_is_found_by_a_few_letters(informasi, workshop, qtbot) -> None:
    norms = line(informasi.editor("snps"))
    norms.setFocus()
    qtbot.keyClicks(norms, "tanah")
    qtbot.keyClick(norms, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(workshop.record("workshop").ids("snps")))


def test_a_change_elsewhere_shows_and_leaves_what_is_typed(informasi, workshop, qtbot) -> None:
    host = line(informasi.editor("host"))
    host.setFocus()
    qtbot.keyClicks(host, "Pemkot")
    workshop.set_fields("workshop", {"venue": "Gedung Moch. Ichsan"})
    assert line(informasi.editor("venue")).text() == "Gedung Moch. Ichsan"
    assert host.text() == "Pemkot"
    assert host.hasFocus()


def test_all_fields_of_the_training_can_be_written(informasi, workshop) -> None:
    for field in workshop.record("workshop").values:
        assert informasi.editor(field).isEnabled()


def test_alt_and_a_number_change_the_part(screen, informasi, qtbot) -> None:
    for number, name in enumerate(("informasi", "agenda", "peserta", "kelompok"), start=1):
        qtbot.keyClick(screen, getattr(Qt.Key, f"Key_{number}"), ALT)
        assert screen.choice.value() == name
        assert screen.part(name).isVisible()


def test_another_language_keeps_what_was_typed_and_the_new_window_follows_changes(
    opened, screen, workshop, qtbot
) -> None:
    city = line(screen.part("informasi").editor("city"))
    city.setFocus()
    qtbot.keyClicks(city, " Timur")
    opened.services.settings.change(language="en")
    opened.rebuild()
    new_screen = opened.window.front_screen
    assert new_screen is not screen
    assert line(new_screen.part("informasi").editor("city")).text() == workshop.record("workshop").text("city")
    assert "Timur" in workshop.record("workshop").text("city")
    new_screen.show_part("peserta")
    workshop.create_record("person", {"name": "Tamu"})
    assert new_screen.part("peserta").table.rows[-1].cells[0] == "Tamu"


def test_a_training_that_is_only_read_can_be_looked_at_everywhere(opened, workshop, qtbot) -> None:
    path = workshop.path
    opened.services.session.close()
    opened.services.session.open(path, read_only=True)
    opened.window.go_to("persiapan")
    screen = opened.window.front_screen
    for part in ("agenda", "peserta", "kelompok"):
        screen.show_part(part)
    people = screen.part("peserta")
    screen.show_part("peserta")
    people.table.make_current(people.table.rows[0].id)
    people.table.setFocus()
    qtbot.keyClick(people.table, Qt.Key.Key_Delete)
    qtbot.keyClick(people.table, Qt.Key.Key_Return)
    assert len(people.table.rows) == 3
    assert not people.add_button.isEnabled()
    assert opened.window.message == ""


def test_a_record_is_brought_into_view_in_its_part(opened, screen, workshop) -> None:
    person = workshop.records("person")[1]
    opened.window.go_to("persiapan", record_id=person.id)
    assert screen.choice.value() == "peserta"
    assert screen.part("peserta").pane.record_id == person.id
    session = workshop.records("agenda_item")[0]
    opened.window.go_to("persiapan", record_id=session.id)
    assert screen.part("agenda").pane.record_id == session.id
