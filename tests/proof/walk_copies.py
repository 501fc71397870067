"""Walked on copies of whole files: copied, backed up, restored, salvaged, exported."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.export_commands import ExportFormat, export_workshop
from kotaham_desktop.application.salvaging import salvage_workshop
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.storage.keys import Key
from tests.proof.walk_editing import fill
from tests.proof.walk_files import (
    FILES_MADE_AND_LOCKED,
    ROWS,
    TARGET,
    OneStep,
    holds_everything,
    keep_before,
    untouched,
)
from tests.proof.walk_scene import (
    BEFORE,
    MORNING,
    Operation,
    Scene,
    Told,
    clear_words,
    digest,
    opened,
    whole_files,
)


class Copying(OneStep):
    name = step = "copy for a colleague"

    def prepare(self, scene: Scene) -> None:
        fill(scene, ROWS)
        keep_before(scene, scene.file)

    def run(self, scene: Scene) -> None:
        backup_commands.copy_workshop(scene.file, self.target(scene), key=scene.key)

    @staticmethod
    def target(scene: Scene) -> Path:
        """Where the copy goes."""
        return scene.folder / TARGET

    def is_done(self, scene: Scene) -> bool:
        return self.target(scene).exists()

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        yield from untouched(scene, scene.file)
        target = self.target(scene)
        if target.exists():
            with scene.open(target) as workshop:
                yield from holds_everything(workshop)
        elif done:
            yield "the copy is lost"


class Restoring(Copying):
    name = step = "restore"

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        (scene.folder / "cadangan").mkdir()
        backup = backup_commands.back_up(scene.file, scene.folder / "cadangan", key=scene.key).backup
        backup.path.rename(scene.folder / "cadangan" / "cadangan.kotaham")
        keep_before(scene, scene.folder / "cadangan" / "cadangan.kotaham")

    def run(self, scene: Scene) -> None:
        backup_commands.restore(self._backup(scene), scene.folder / TARGET, key=scene.key)

    @staticmethod
    def _backup(scene: Scene) -> Path:
        return scene.folder / "cadangan" / "cadangan.kotaham"

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        yield from untouched(scene, self._backup(scene))
        yield from super().outcome(scene, done=done)


class CopyingToStick(Copying):
    """The stick is pulled: nothing on it can be changed any more, not even what was begun be taken away."""

    name = step = "copy to a stick"
    only = "stik"

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        (scene.folder / self.only).mkdir()

    @staticmethod
    def target(scene: Scene) -> Path:
        return scene.folder / "stik" / TARGET


class BackingUp(OneStep):
    """With a second place, and with so many older backups that some must go."""

    name = step = "backup"
    is_repeated = True
    days = 17

    def prepare(self, scene: Scene) -> None:
        fill(scene, ROWS)
        root, second = self._places(scene)
        second.mkdir()
        backup_commands.choose_second_place(second)
        for day in range(self.days, 0, -1):
            now = MORNING - timedelta(days=day)
            backup_commands.back_up(scene.file, root, key=scene.key, second=second, clock=lambda now=now: now)
        keep_before(scene, scene.file)

    @staticmethod
    def _places(scene: Scene) -> tuple[Path, Path]:
        return scene.folder / "cadangan", scene.folder / "stik"

    def run(self, scene: Scene) -> None:
        root, second = self._places(scene)
        backup_commands.back_up(scene.file, root, key=scene.key, second=second, clock=lambda: MORNING)

    @staticmethod
    def _good(root: Path) -> list[backup_commands.Backup]:
        """The backups whose note says good, each with the bytes that it was found good with."""
        found = []
        for folder in backup_commands.all_folders(root):
            found += [one for one in folder.all() if one.is_good]
        return found

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        yield from untouched(scene, scene.file)
        for root in self._places(scene):
            good = self._good(root)
            for one in good:
                if digest(one.path) != one.sha256:
                    yield f"{root.name}: {one.path.name} is called good and is not what it was"
            if len(good) < 10:
                yield f"{root.name}: too few good backups are left: {len(good)}"
        newest = max(self._good(scene.folder / "cadangan"), key=lambda one: one.taken_at)
        if done and newest.taken_at != MORNING:
            yield "the backup was acknowledged and is lost"
        with opened(scene, newest.path) as workshop:
            yield from holds_everything(workshop)

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        if scene.is_locked:
            yield from clear_words(scene)
        yield from self.outcome(scene, done=self.step in told.acknowledged)
        known = {one.path for root in self._places(scene) for one in self._good(root)}
        yield from whole_files(scene, without=tuple(str(path.relative_to(scene.folder)) for path in known))


class Salvaging(OneStep):
    """Of a file with an unreadable page in its log."""

    costs = 22

    name = step = "salvage"

    def prepare(self, scene: Scene) -> None:
        fill(scene, 120)
        keep_before(scene, scene.file)
        whole = (scene.folder / BEFORE / scene.file.name).read_bytes()
        pages = len(whole) // 4096
        # The newest rows of the log stand at the end, and what only they held cannot be found elsewhere.
        if not any(self._harms(scene, whole, page) for page in range(pages - 1, pages // 2, -1)):
            raise AssertionError("no page whose loss is worth a salvage")
        keep_before(scene, scene.file)

    def _harms(self, scene: Scene, whole: bytes, page: int) -> bool:
        """Make one page unreadable; whether some of the file is lost by that, and some is not."""
        target = scene.folder / BEFORE / TARGET
        scene.file.write_bytes(whole[: page * 4096] + os.urandom(4096) + whole[(page + 1) * 4096 :])
        target.unlink(missing_ok=True)
        try:
            salvaged = salvage_workshop(scene.file, target, key=self._key(scene), author="Rina")
        except ExpectedError:
            return False
        with opened(scene, target) as workshop:
            (scene.folder / BEFORE / "catatan").write_text(str(len(workshop.records("note"))))
        return not salvaged.report.is_whole and salvaged.notes > 0

    @staticmethod
    def _key(scene: Scene) -> Key | None:
        return Key.from_passphrase(scene.passphrase, scene.file.read_bytes()[:16]) if scene.is_locked else None

    def run(self, scene: Scene) -> None:
        salvage_workshop(scene.file, scene.folder / TARGET, key=self._key(scene), author="Rina")

    def is_done(self, scene: Scene) -> bool:
        return (scene.folder / TARGET).exists()

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        yield from untouched(scene, scene.file)
        target = scene.folder / TARGET
        if target.exists():
            with opened(scene, target) as workshop:
                notes = len(workshop.records("note"))
            if notes != int((scene.folder / BEFORE / "catatan").read_text()):
                yield f"only a part was put back: {notes} notes"
        elif done:
            yield "what was salvaged is lost"

    def verify(self, scene: Scene, told: Told) -> Iterator[str]:
        if scene.is_locked:
            yield from clear_words(scene)
        yield from self.outcome(scene, done=self.step in told.acknowledged)
        yield from whole_files(scene, without=(scene.file.name,))


class Exporting(OneStep):
    """Over an earlier document of the same name."""

    name = step = "export"
    is_repeated = True
    earlier = b"dokumen kemarin"

    def prepare(self, scene: Scene) -> None:
        fill(scene, ROWS)
        keep_before(scene, scene.file)
        (scene.folder / "hasil.json").write_bytes(self.earlier)
        self._export(scene, scene.folder / BEFORE / "hasil.json")

    @staticmethod
    def _export(scene: Scene, output: Path) -> None:
        with Workshop.open(scene.file, read_only=True, passphrase=scene.passphrase, clock=lambda: MORNING) as workshop:
            export_workshop(workshop, audience=Audience.PARTICIPANTS, format=ExportFormat.JSON, output=output)

    def run(self, scene: Scene) -> None:
        self._export(scene, scene.folder / "hasil.json")

    def outcome(self, scene: Scene, *, done: bool) -> Iterator[str]:
        yield from untouched(scene, scene.file)
        found = (scene.folder / "hasil.json").read_bytes()
        new = (scene.folder / BEFORE / "hasil.json").read_bytes()
        if found not in ((new,) if done else (new, self.earlier)):
            yield f"the document is half there: {len(found)} of {len(new)} bytes"


WHOLE_FILES: tuple[Operation, ...] = (
    *FILES_MADE_AND_LOCKED,
    Copying(),
    CopyingToStick(),
    Restoring(),
    BackingUp(),
    Salvaging(),
    Exporting(),
)
