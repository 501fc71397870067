"""The names behind the codes, for as long as the name key is open: its own passphrase, and closed again by itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.context import Context

if TYPE_CHECKING:
    from kotaham_desktop.storage.name_key import NamedPerson

CLOSES_AFTER = 300_000
"""Milliseconds after the last use: long enough to look somebody up, short enough for a laptop left alone."""


class OpenNames(QObject):
    """Names by code while the key is open. It closes when the file closes or the window is locked, and after a while.

    ``changed`` follows opening, closing and each change; the passphrase is kept only while it is open.
    """

    changed = Signal()

    def __init__(self, context: Context, *, closes_after: int = CLOSES_AFTER, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = context.workshop
        self._people: dict[str, NamedPerson] = {}
        self._passphrase = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(closes_after)
        self._timer.timeout.connect(self.close)
        context.session.closed.connect(self.close)

    @property
    def is_open(self) -> bool:
        """Whether names can be read now."""
        return bool(self._passphrase)

    @property
    def exists(self) -> bool:
        """Whether there is a name key on this laptop."""
        from kotaham_desktop.application.name_key import has_name_key  # noqa: PLC0415 - late: the engine

        return has_name_key(self._workshop)

    @property
    def passphrase(self) -> str:
        """What opens the key again, empty while it is closed."""
        return self._passphrase

    def name(self, code: str) -> str:
        """The name behind a code, empty while the key is closed or does not know it."""
        person = self._people.get(code)
        return person.name if person is not None else ""

    def contact(self, code: str) -> str:
        """How to reach somebody, empty while the key is closed or does not know it."""
        person = self._people.get(code)
        return person.contact if person is not None else ""

    def create(self, passphrase: str) -> None:
        """Begin a name key and open it; raises ``ExpectedError``."""
        from kotaham_desktop.application.name_key import create_name_key  # noqa: PLC0415 - late: the engine

        create_name_key(self._workshop, passphrase)
        self.open(passphrase)

    def open(self, passphrase: str) -> None:
        """Read the names; raises ``ExpectedError`` on a wrong passphrase, and the key stays closed."""
        from kotaham_desktop.application.name_key import names  # noqa: PLC0415 - late: the engine

        self._people = names(self._workshop, passphrase)
        self._passphrase = passphrase
        self._timer.start()
        self.changed.emit()

    def keep(self, code: str, name: str, contact: str) -> None:
        """Keep who a code stands for; raises ``ExpectedError``."""
        from kotaham_desktop.application.name_key import name_person  # noqa: PLC0415 - late: the engine

        name_person(self._workshop, self._passphrase, code, name, contact=contact)
        self.open(self._passphrase)

    def forget(self, code: str) -> None:
        """Take somebody out of the name key; raises ``ExpectedError``."""
        from kotaham_desktop.application.name_key import forget_person  # noqa: PLC0415 - late: the engine

        forget_person(self._workshop, self._passphrase, code)
        self.open(self._passphrase)

    def used(self) -> None:
        """Somebody is working with the names: begin to count anew until they close."""
        if self.is_open:
            self._timer.start()

    @Slot()
    def close(self) -> None:
        """Forget every name and the passphrase."""
        self._timer.stop()
        if self.is_open:
            self._people, self._passphrase = {}, ""
            self.changed.emit()
