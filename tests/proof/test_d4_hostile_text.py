"""D4: words that look like markup, a picture or an address, in every field of every screen: shown as they stand."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, QPoint, Qt, QUrl
from PySide6.QtGui import QHelpEvent, QImage, QTextDocument
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTextEdit, QWidget

from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.records import RECORD_TYPES
from tests.proof.figures import record
from ui.screen_list import SCREENS

PARTS = {"sintesis": ("cari", "perbedaan", "rtl"), "persiapan": ("informasi", "agenda", "peserta", "kelompok")}


def hostile_words(canary: Path) -> list[str]:
    return [
        f'<img src="{canary.as_uri()}">Siti',
        f'<b>tebal</b> <img src="{canary}">',
        '<img src="//host/share/x.png"> Yusuf',
        r'<img src="\\host\share\x.png">',
        '<a href="file:///etc/passwd">klik</a>',
        '<table background="http://127.0.0.1:9/x.png"><tr><td>',
        f"<style>body{{background-image:url({canary.as_uri()})}}</style>",
        "<script>alert(1)</script> & <!-- hilang? --> <korban>",
        f"![x]({canary.as_uri()}) [y](file:///etc/passwd)",
        "\u202eterbalik \u2066<i>",
    ]


@pytest.fixture
def opened(program, tmp_path):
    """The program with an empty training open."""
    program.services.session.create(tmp_path / "Pelatihan.kotaham")
    return program


@pytest.fixture
def workshop(opened):
    """The open training of ``opened``."""
    return opened.services.session.workshop


@pytest.fixture
def canary(tmp_path):
    """A picture that nobody may open, and that tells when somebody does."""
    path = tmp_path / "kenari.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(path))
    return path


@pytest.fixture
def hostile(opened, workshop, canary):
    """The training with such words wherever a person can write; how many words there are."""
    words, count = hostile_words(canary), 0

    def value(field):
        nonlocal count
        if field.kind in {FieldKind.SHORT_TEXT, FieldKind.LONG_TEXT} and field.name not in {"sha256", "original"}:
            count += 1
            return words[count % len(words)]
        return None

    def values(type_name):
        found = {field.name: value(field) for field in RECORD_TYPES[type_name].fields}
        return {name: each for name, each in found.items() if each}

    workshop.set_fields("workshop", values("workshop"))
    groups = [workshop.create_record("group", values("group")) for _ in range(2)]
    session = workshop.create_record("agenda_item", {**values("agenda_item"), "day": 1, "minutes": 30})
    for _ in range(6):
        workshop.create_record("person", {**values("person"), "group": groups[0]})
    place = {"session": session, "group": groups[0]}
    noted = [workshop.create_record(name, {**values(name), **place}) for name in ("note", "case_study", "experience")]
    exercise = workshop.create_record("exercise", {**values("exercise"), **place, "method": "dot_vote"})
    workshop.create_record(
        "exercise_row", {"exercise": exercise, "values": dict.fromkeys(("option", "note"), words[0])}
    )
    workshop.create_records([("action", {**values("action"), "group": groups[1]}) for _ in range(3)])
    workshop.create_record("norm_reference", {**values("norm_reference"), "record": noted[0]})
    workshop.attach(noted[0], canary.read_bytes(), "image/png", caption=words[0])
    os.utime(canary, (1, canary.stat().st_mtime))
    return count, noted


def was_opened(path: Path) -> bool:
    """Whether somebody read the file since its last reading was set to long ago; some disks do not keep that."""
    return path.stat().st_atime > 1


def tooltips(widget: QWidget) -> list[str]:
    found = [each.toolTip() for each in [widget, *widget.findChildren(QWidget)]]
    for view in widget.findChildren(QAbstractItemView):
        found += _tips_of(view.model(), QModelIndex()) if view.model() is not None else []
    return [tip for tip in found if tip]


def _tips_of(model: QAbstractItemModel, parent: QModelIndex) -> list[str]:
    rows = min(model.rowCount(parent), 30)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    return [
        str(model.index(row, column, parent).data(Qt.ItemDataRole.ToolTipRole) or "")
        for row in range(rows)
        for column in range(columns)
    ]


def read_as_plain(tip: str) -> str:
    """What Qt would show of a tooltip."""
    if not RichText.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    assert "￼" not in document.toPlainText(), tip
    return document.toPlainText()


def assert_harmless(window: QWidget) -> int:
    labels, edits = window.findChildren(QLabel), window.findChildren(QTextEdit)
    assert [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText] == []
    for edit in edits:
        assert edit.isReadOnly() or not edit.acceptRichText()
        kind = QTextDocument.ResourceType.ImageResource.value
        assert edit.loadResource(kind, QUrl("file:////host/share/x.png")) is None
        assert edit.document().resource(kind, QUrl("//host/share/x.png")) is None
    for tip in tooltips(window):
        read_as_plain(tip)
        assert "<img" not in tip
        assert "<script" not in tip
    return len(labels) + len(edits)


def test_every_screen_shows_hostile_words_as_words_and_opens_nothing(opened, hostile, canary, qtbot):
    count, noted = hostile
    seen = 0
    for entry in SCREENS:
        for part in PARTS.get(entry.name, ("",)):
            opened.window.go_to(entry.name, part=part)
            qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=60_000)
            opened.window.grab()
            seen += assert_harmless(opened.window)
    for noted_id in noted:
        for screen in ("catat", "sintesis"):
            opened.window.go_to(screen, record_id=noted_id)
            qtbot.waitUntil(lambda: not opened.services.background.is_busy, timeout=60_000)
            opened.window.grab()
            seen += assert_harmless(opened.window)
    assert not was_opened(canary)
    record("D4", "isian berbahaya di semua layar, label dan penyunting diperiksa", count + seen, 0)


def test_a_name_on_a_button_is_a_name_in_its_tooltip(opened, hostile, qtbot):
    """The button that takes a person off a session bears the person's name."""
    from ui.widgets.buttons import IconButton

    button = IconButton("x", 'Lepas <img src="//host/share/x.png"> Siti', parent=opened.window)
    assert read_as_plain(button.toolTip()) == 'Lepas <img src="//host/share/x.png"> Siti'
    QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), button.mapToGlobal(QPoint(1, 1))))
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.inherits("QTipLabel")]
    for tip in shown:
        assert "￼" not in tip.text()
        tip.hide()
