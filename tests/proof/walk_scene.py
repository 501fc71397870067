"""What an operation is walked in: a folder with files, what it says while it runs, and how its outcome is looked at."""

import hashlib
import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import workshop_file
from kotaham_desktop.storage.keys import Key

CANARY = "sumur asin di kampung nelayan"
"""Words that stand in every scene's file; where it is locked they must not stand anywhere in clear."""
FILE = "pelatihan.kotaham"
SCRATCH, BEFORE, HOME = "sementara", "sebelumnya", "rumah"
PASSPHRASE, NEW_PASSPHRASE = "tiga nelayan pulang", "dua perahu di dermaga"
MORNING = datetime(2022, 8, 23, 10, 42, tzinfo=timezone(timedelta(hours=7)))


@dataclass
class Told:
    """What the operation said before it ended or was killed."""

    acknowledged: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    bug: str = ""
    fired: bool = False
    count: int = 0
    met: str = ""
    trace: list[str] = field(default_factory=list)
    ended: bool = False

    @classmethod
    def read(cls, lines: bytes) -> "Told":
        """From the lines that came through the pipe; a last one that was cut off was never said."""
        told = cls()
        for line in lines.split(b"\n")[:-1]:
            said = json.loads(line)
            match said.pop("said"):
                case "saved":
                    told.acknowledged.append(said["what"])
                case "refused":
                    told.refused.append((said["what"], said["code"]))
                case "fact":
                    told.facts[said["name"]] = said["value"]
                case "bug":
                    told.bug = said["trace"]
                case "end":
                    told.ended = True
                    told.fired, told.count = said["fired"], said["count"]
                    told.met, told.trace = said["met"], said["trace"]
        return told


@dataclass
class Scene:
    """A folder in which the operation happens; ``passphrase`` locks its files, plain ones have none."""

    folder: Path
    passphrase: str
    out: int = -1

    @property
    def file(self) -> Path:
        return self.folder / FILE

    @property
    def is_locked(self) -> bool:
        return self.passphrase != ""

    @property
    def key(self) -> Key | None:
        """What opens the scene's own file."""
        return workshop_file.key_for(self.file, self.passphrase)

    def open(self, path: Path | None = None) -> Workshop:
        return Workshop.open(path or self.file, author="Rina", passphrase=self.passphrase)

    def say(self, said: str, **facts: object) -> None:
        """One line to whoever watches; it has left this process when this returns."""
        os.write(self.out, json.dumps({"said": said, **facts}).encode() + b"\n")

    def saved(self, what: str) -> None:
        """What a person would see as saved from now on."""
        self.say("saved", what=what)

    def attempt(self, what: str, action: Callable[[], object]) -> bool:
        """Do something that the disk may refuse in an expected way; returns whether it was done."""
        try:
            action()
        except ExpectedError as error:
            self.say("refused", what=what, code=error.code)
            return False
        self.saved(what)
        return True

    @contextmanager
    def own_scratch(self) -> Iterator[None]:
        """Temporary files lie inside the folder, so that they meet the faults and show what they leave."""
        tempfile.tempdir = str(self.folder / SCRATCH)
        try:
            yield
        finally:
            tempfile.tempdir = None


class Operation:
    """Something that people do to files: prepared once, done at every point under another fault, looked at after."""

    name = ""
    kinds: tuple[bool, ...] = (False, True)
    """Whether it is walked on plain and on locked files."""
    only = ""
    """The place below the folder that the faults strike, where it is not all of it."""
    costs = 1
    """How many times the time of the others one point takes; so many fewer are walked in CI."""

    def prepare(self, scene: Scene) -> None:
        """Make the files that it begins with."""
        raise NotImplementedError

    def act(self, scene: Scene) -> None:
        """Do it, and say what is saved."""
        raise NotImplementedError

    def after(self, scene: Scene) -> None:
        """Go on in the living process once the disk works again: what was refused must now succeed."""

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        """Everything that is not as it must be, looked at in a new process on a sound disk."""
        raise NotImplementedError


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sound(workshop: Workshop) -> Iterator[str]:
    """What the program's own check finds wrong."""
    report = workshop.check()
    if not report.is_sound:
        yield f"{workshop.path.name}: {[(one.code, one.subject) for one in report.problems[:3]]}"


def opened(scene: Scene, path: Path) -> Workshop:
    """A file of the scene, whichever of its passphrases it has; raises ``ExpectedError`` where none opens it."""
    try:
        return Workshop.open(path, author="Ani", passphrase=scene.passphrase or NEW_PASSPHRASE)
    except ExpectedError as error:
        if error.code != "passphrase_wrong":
            raise
        return Workshop.open(path, author="Ani", passphrase=NEW_PASSPHRASE)


def whole_files(scene: Scene, *, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Every file under a final name must open and be sound; hidden and temporary ones are nobody's."""
    for path in sorted(scene.folder.rglob("*.kotaham")):
        relative = str(path.relative_to(scene.folder))
        if path.name.startswith(".") or relative.startswith((SCRATCH, BEFORE, HOME)) or relative in without:
            continue
        try:
            with opened(scene, path) as workshop:
                yield from sound(workshop)
        except ExpectedError as error:
            yield f"{relative} does not open: {error}"


def leftovers(scene: Scene) -> Iterator[str]:
    """What lies beside the file after it was opened and closed once more; nothing may.

    But for a log that was set aside as another file's: that it held nothing which was saved, the content tells.
    """
    for path in sorted(scene.folder.glob(f"*{FILE}*")):
        if path.name != FILE and "-wal.asing-" not in path.name:
            yield f"left beside the file: {path.name}"


def clear_words(scene: Scene, words: str = CANARY) -> Iterator[str]:
    """Locked words that stand in clear anywhere below the folder."""
    for path in sorted(scene.folder.rglob("*")):
        if path.is_file() and BEFORE not in path.parts and words.encode() in path.read_bytes():
            yield f"in clear: {path.name}"


def in_child(work: Callable[[], None]) -> None:
    """Do something in a process of its own that dies without closing anything."""
    child = os.fork()
    if child == 0:
        work()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
