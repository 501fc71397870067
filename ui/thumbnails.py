"""Decoding the photos of a workshop for the screen: the one place that does, on any thread.

A merged file may carry anything under the name of a photo, so only what our own cleaning writes is decoded here.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

_KINDS = ((b"\xff\xd8\xff", b"jpeg"), (b"\x89PNG\r\n\x1a\n", b"png"))
_MOST_PIXELS = 50_000_000


def decoded(content: bytes, side: int) -> QImage:
    """The picture, as large as fits into a square of this side; an empty one where it cannot be shown."""
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), None)
    if kind is None:
        return QImage()
    array = QByteArray(content)
    buffer = QBuffer(array)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return QImage()
    reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
