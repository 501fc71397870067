"""What a file knows of its recovery kit: its number and dates, never anything that opens the file.

The salt that the kit was made for is kept beside them: a new passphrase brings a new salt, and so makes the kit void
without anybody having to remember it.
"""

from dataclasses import dataclass

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.workshop_file import WorkshopFile, meta

_KIT, _MADE, _TESTED, _SALT = "recovery_kit", "recovery_made_at", "recovery_tested_at", "recovery_salt"


@dataclass(frozen=True, slots=True)
class KitState:
    """The last kit of a file; times in milliseconds since 1970 UTC, 0 for never. ``fits``: its key is the file's."""

    kit: str
    made_at: int
    tested_at: int
    fits: bool


def kit_state(file: WorkshopFile) -> KitState | None:
    """The last kit, None where there has been none; raises ``ExpectedError``."""
    with told_as_expected(file.path):
        kit, made, tested, salt = (meta(file.connection, key) for key in (_KIT, _MADE, _TESTED, _SALT))
    if not kit:
        return None
    return KitState(kit, _moment(made), _moment(tested), file.key is not None and salt == file.key.salt.hex())


def keep_kit_made(file: WorkshopFile, kit: str, at: int) -> None:
    """A new kit takes the place of the one before, not tested yet; raises ``ExpectedError``."""
    _keep(file, kit, made=at, tested=0)


def keep_kit_tested(file: WorkshopFile, kit: str, at: int) -> None:
    """Two shares of this kit were tried and fit; raises ``ExpectedError``.

    Also for a kit of this key that the file does not know, such as one made on a colleague's copy.
    """
    known = kit_state(file)
    made = known.made_at if known is not None and known.kit == kit else at
    _keep(file, kit, made=made, tested=at)


def _keep(file: WorkshopFile, kit: str, *, made: int, tested: int) -> None:
    if file.read_only:
        raise ExpectedError("opened_read_only", name=file.path.name)
    salt = file.key.salt.hex() if file.key is not None else ""
    with told_as_expected(file.path):
        file.assert_in_place()
        # One statement, so that a kill leaves all four facts or none.
        file.connection.execute(
            "INSERT OR REPLACE INTO meta VALUES (?, ?), (?, ?), (?, ?), (?, ?)",
            (_KIT, kit, _MADE, str(made), _TESTED, str(tested), _SALT, salt),
        )


def _moment(written: str) -> int:
    return int(written) if written.isdecimal() else 0
