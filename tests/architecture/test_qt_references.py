"""PySide6 6.12.0 on Python 3.11 loses a reference to ``None`` at every signal, event and paint, and aborts in the end.

Short tests pass with it, so this one counts.
"""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="from Python 3.12 on None is never freed")
ROUNDS = 1_000
NOISE = 100


class Emitter(QObject):
    fired = Signal(int)


def drift(action):
    """How many references to ``None`` a thousand rounds of the action take or leave."""
    action()
    before = sys.getrefcount(None)
    for _round in range(ROUNDS):
        action()
    return abs(sys.getrefcount(None) - before)


def test_emitting_a_signal_leaves_none_alone(qapp):
    emitter = Emitter()
    seen = []
    emitter.fired.connect(seen.append)
    assert drift(lambda: emitter.fired.emit(1)) < NOISE


def test_processing_events_leaves_none_alone(qapp):
    assert drift(QApplication.processEvents) < NOISE


def test_saving_and_restoring_a_painter_leaves_none_alone(qapp):
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    try:
        assert drift(lambda: (painter.save(), painter.restore())) < NOISE
    finally:
        painter.end()
