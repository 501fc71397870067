"""The words of Qt itself."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from ui.widgets.text_edits import GrowingTextEdit
from ui.widgets.text_fields import LineEdit


def entries(menu):
    return [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]


@pytest.mark.parametrize("field", [LineEdit, GrowingTextEdit])
def test_the_menu_of_a_text_field_speaks_indonesian(program, qtbot, field):
    edit = field(name="Judul")
    qtbot.addWidget(edit)
    menu = edit.createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    found = entries(menu)
    menu.deleteLater()
    assert {"Potong", "Salin", "Tempel", "Pilih semua"} <= set(found)
    assert {"Cut", "Copy", "Paste", "Select All"}.isdisjoint(found)


def test_after_a_change_of_language_qt_speaks_english_again(program):
    program.services.settings.change(language="en")
    program.rebuild()
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Copy"


def test_a_word_that_we_do_not_have_stays_as_qt_says_it(program):
    assert QCoreApplication.translate("QFileDialog", "Recent Places") == "Recent Places"
