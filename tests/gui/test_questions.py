"""The few questions that cannot wait."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui.messages import Answer, Question


@pytest.fixture
def question(qtbot):
    asked = Question(
        None,
        "Sebagian tulisan belum tersimpan",
        "Tulisan itu masih ada di layar.",
        (Answer("stay", "Kembali menulis", "primary"), Answer("close", "Tutup tanpa menyimpan", "danger")),
    )
    qtbot.addWidget(asked)
    asked.show()
    asked.activateWindow()
    return asked


def test_enter_gives_the_safe_answer(question, qtbot):
    focused = question.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Kembali menulis"
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert question.answer == "stay"


def test_esc_gives_the_safe_answer(question, qtbot):
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.answer == "stay"


def test_another_answer_is_given_by_its_button(question, qtbot):
    qtbot.mouseClick(question.findChild(QPushButton, "close"), Qt.MouseButton.LeftButton)
    assert question.answer == "close"
    assert not question.isVisible()
