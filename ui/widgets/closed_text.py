"""Text that is only ever text: nothing that somebody wrote or pasted makes it open a file or ask a server."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextEdit


class ClosedTextEdit(QTextEdit):
    """A text edit that takes plain text and knows no pictures but those that the program itself hands to it.

    Qt would fetch whatever a document names, also from a server of the local network, which tells that server who
    reads it.
    """

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        return None
