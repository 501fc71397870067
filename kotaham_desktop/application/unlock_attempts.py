"""Wrong passphrases slow the next try down, file by file, for the window and the headless program alike.

What is counted lies in a small file of this user, never in the workshop file, which a wrong passphrase must not touch.
It names no file: only a hash of the salt that all copies of an encrypted file begin with. Lost or damaged, it counts
from nothing again; it slows a guesser down at this laptop, and the slow derivation of the key does so everywhere.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from typing import NamedTuple

import platformdirs

from kotaham_desktop.clock import Clock, milliseconds, system_clock
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.keys import may_be_encrypted, salt_of

FREE_TRIES = 3
FIRST_DELAY = 2
LONGEST_DELAY = 60
_FORGOTTEN_AFTER = 30 * 24 * 3600 * 1000
"""Milliseconds after which old tries count no more."""
_MOST_FILES = 200
_MOST_TRIES = 1_000_000
_WRONG_CODES = frozenset({"passphrase_wrong", "kit_wrong_file"})


def delay_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries: none after the first two, then twice as long each time, to a limit."""
    if wrong < FREE_TRIES:
        return 0
    return min(LONGEST_DELAY, FIRST_DELAY << min(wrong - FREE_TRIES, 10))


class _Tries(NamedTuple):
    wrong: int
    at: int


class AttemptMemory:
    """How often each file was tried in vain, also by a program that ran before or runs beside this one."""

    def __init__(self, file: Path | None = None, clock: Clock = system_clock) -> None:
        self._file = file if file is not None else state_file()
        self._clock = clock
        self._here: dict[str, _Tries] = {}

    def was_wrong(self, path: Path) -> int:
        """Count a wrong passphrase; returns how many there were in a row."""
        name, now = _name_of(path), milliseconds(self._clock())
        known = self._known()
        tries = _Tries(min(known.get(name, _Tries(0, 0)).wrong + 1, _MOST_TRIES), now)
        self._here[name] = tries
        self._write({**known, name: tries})
        return tries.wrong

    def was_right(self, path: Path) -> None:
        """Begin anew."""
        name = _name_of(path)
        known = self._known()
        self._here.pop(name, None)
        if known.pop(name, None) is not None:
            self._write(known)

    def seconds_left(self, path: Path) -> int:
        """How long the next try has to wait; 0 when it may come now."""
        tries = self._known().get(_name_of(path))
        if tries is None:
            return 0
        delay = delay_after(tries.wrong) * 1000
        # A clock that was set back must not make anybody wait for days.
        left = min(tries.at + delay - milliseconds(self._clock()), delay)
        return max(0, ceil(left / 1000))

    def _known(self) -> dict[str, _Tries]:
        """What the file says, and what it does not say any more but happened since this program began."""
        known = _read(self._file)
        for name, tries in self._here.items():
            if name not in known or known[name].wrong < tries.wrong:
                known[name] = tries
        earliest = milliseconds(self._clock()) - _FORGOTTEN_AFTER
        return {name: tries for name, tries in known.items() if tries.at > earliest}

    def _write(self, known: dict[str, _Tries]) -> None:
        newest = sorted(known.items(), key=lambda one: one[1].at, reverse=True)[:_MOST_FILES]
        beside = self._file.with_name(f".{secrets.token_hex(4)}.{self._file.name}")
        # Where nothing can be written the count holds until the program ends.
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({name: list(tries) for name, tries in newest}), encoding="utf-8")
            beside.replace(self._file)


def state_file() -> Path:
    """Where this user's wrong tries are counted."""
    return Path(platformdirs.user_state_dir("kotaham-desktop", appauthor=False)) / "percobaan.json"


@contextmanager
def counted(path: Path, memory: AttemptMemory) -> Iterator[None]:
    """One try to open a file: raises ``ExpectedError("passphrase_must_wait")`` before its time, and counts its outcome.

    The try itself runs inside the block and raises ``passphrase_wrong`` or ``kit_wrong_file`` when it was in vain.
    """
    seconds = memory.seconds_left(path)
    if seconds:
        raise ExpectedError("passphrase_must_wait", seconds=seconds)
    try:
        yield
    except ExpectedError as error:
        if error.code in _WRONG_CODES:
            memory.was_wrong(path)
        raise
    memory.was_right(path)


def _name_of(path: Path) -> str:
    with suppress(OSError):
        if may_be_encrypted(path):
            return hashlib.sha256(b"kotaham " + salt_of(path)).hexdigest()[:32]
    return hashlib.sha256(b"kotaham path " + str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _read(file: Path) -> dict[str, _Tries]:
    """What the file says; whatever makes no sense in it is as if it were not there."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    known: dict[str, _Tries] = {}
    if isinstance(found, dict):
        for name, tries in list(found.items())[:_MOST_FILES]:
            match tries:
                case [int(wrong), int(at)] if 0 < wrong <= _MOST_TRIES and at > 0:
                    known[name] = _Tries(int(wrong), int(at))
                case _:
                    continue
    return known
