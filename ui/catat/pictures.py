"""Photos on their way in: what was dropped, pasted or chosen, and its cleaned form, made beside the window."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.exchange.images import CleanImage, clean_image, clean_image_file

Picture = Path | QImage
"""A file, or the content of the clipboard."""

PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif"})


def pictures_in(source: QMimeData) -> list[Picture]:
    """The photos of a paste or a drop; text that brings a picture of itself along counts as text."""
    files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    if files and all(file.suffix.lower() in PICTURE_ENDINGS for file in files):
        return list(files)
    if source.hasImage() and not source.hasText():
        image = source.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return [image]
    return []


def cleaned(picture: Picture) -> CleanImage:
    """The photo fit to keep; takes a moment and may run on any thread. Raises ``ExpectedError``."""
    if isinstance(picture, Path):
        return clean_image_file(picture)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs know only bytes for the format
        raise ExpectedError("image_damaged")
    return clean_image(bytes(content.data()))
