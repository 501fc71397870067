"""Files whose key this laptop remembers, because somebody asked for it; nobody else's store of secrets is opened."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError
from ui.settings import SettingsStore

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key


class RememberedFiles:
    """The keys in the laptop's store of secrets; the settings only tell for which files there is one."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings
        self._asked_for: set[Path] = set()

    @property
    def is_available(self) -> bool:
        """Whether this laptop has a store that we may trust; the first question takes a moment."""
        from kotaham_desktop.application.remembered_keys import RememberedKeys  # noqa: PLC0415 - late: rarely wanted

        return RememberedKeys().is_available

    def key_for(self, path: Path) -> "Key | None":
        """The key of a file that somebody had remembered here; none once the screen was locked on it."""
        from kotaham_desktop.application.remembered_keys import RememberedKeys, name_of  # noqa: PLC0415 - late
        from kotaham_desktop.storage.keys import salt_of  # noqa: PLC0415 - late: start-up

        with suppress(OSError):
            if path.resolve() not in self._asked_for and name_of(salt_of(path)) in self._settings.now.remembered_keys:
                return RememberedKeys().key_for(path)
        return None

    def holds(self, key: "Key | None") -> bool:
        """Whether somebody had this key remembered here."""
        from kotaham_desktop.application.remembered_keys import name_of  # noqa: PLC0415 - late: rarely wanted

        return key is not None and name_of(key.salt) in self._settings.now.remembered_keys

    def remember(self, key: "Key") -> None:
        """Keep a key; raises ``ExpectedError("keyring_refused")``."""
        from kotaham_desktop.application.remembered_keys import RememberedKeys, name_of  # noqa: PLC0415 - late

        RememberedKeys().remember(key)
        name = name_of(key.salt)
        others = tuple(one for one in self._settings.now.remembered_keys if one != name)
        if not self._settings.change(remembered_keys=(name, *others)):
            RememberedKeys().forget(key.salt)
            raise ExpectedError("keyring_refused")

    def forget(self, key: "Key") -> None:
        """Take a key out again."""
        from kotaham_desktop.application.remembered_keys import RememberedKeys, name_of  # noqa: PLC0415 - late

        RememberedKeys().forget(key.salt)
        name = name_of(key.salt)
        self._settings.change(remembered_keys=tuple(one for one in self._settings.now.remembered_keys if one != name))

    def ask_again(self, path: Path) -> None:
        """The screen was locked on this file: until its passphrase is typed, its key is not taken from the store."""
        self._asked_for.add(path.resolve())

    def was_asked(self, path: Path) -> None:
        """The passphrase was typed."""
        self._asked_for.discard(path.resolve())
