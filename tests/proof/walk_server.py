"""A warm process that does one operation after another under faults, each in a child of its own.

    python -m tests.proof.walk_server

One request per line on its input, one answer per line on its output. A child costs a few milliseconds where a new
Python would cost half a second, and a kill takes the child alone.
"""

import gc
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage import keys
from tests.proof import faults_files, faults_sqlite
from tests.proof.faults import Disk, Fault
from tests.proof.faults_power import PowerCut
from tests.proof.walk_careless import CARELESS
from tests.proof.walk_operations import OPERATIONS
from tests.proof.walk_scene import PASSPHRASE, SCRATCH, Operation, Scene, Told

NEVER = 1 << 30
COSTLY, MOST_OF_COSTLY = 20, 300
"""An operation of seconds is walked in its thousands of points for days; the long run takes so many of them."""
DEATHS = (Fault.KILL, Fault.TORN, Fault.POWER)
RECOVERY_STEPS = 45
"""As many changes as opening a file that a killed program left, and closing it, makes on the disk."""
LONGEST = 60
"""Seconds that one child may take: one that hangs is a bug, and it says where."""
MEMORY = Path("/dev/shm")  # noqa: S108 - a disk whose syncs cost nothing: what a power cut takes is a model of our own


@dataclass
class Walk:
    """What came of walking one operation under one fault."""

    points: int = 0
    steps: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)
    refusals: dict[str, int] = field(default_factory=dict)


def in_child(work: Callable[[int], None]) -> bytes:
    """Run work in a forked child that may be killed; returns what it wrote into the pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.alarm(LONGEST)
        code = 1
        try:
            work(writing)
            code = 0
        except BaseException:  # noqa: BLE001 - everything that a child can say is said through the pipe
            with suppress(OSError):
                os.write(writing, json.dumps({"said": "bug", "trace": traceback.format_exc()[-3000:]}).encode() + b"\n")
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
        said += json.dumps({"said": "bug", "trace": f"signal {os.WTERMSIG(status)}"}).encode() + b"\n"
    return said


class Walker:
    """Walks one operation, on plain or on locked files."""

    def __init__(self, operation: Operation, *, locked: bool, room: Path) -> None:
        self.operation = operation
        self._room = room
        self._template = room / "template"
        shutil.rmtree(self._template, ignore_errors=True)
        self._passphrase = PASSPHRASE if locked else ""
        scene = self._scene(self._template)
        (scene.folder / SCRATCH).mkdir(parents=True)
        said = Told.read(in_child(lambda out: self._prepare(scene, out)))
        if said.bug:
            raise RuntimeError(said.bug)

    def _prepare(self, scene: Scene, out: int) -> None:
        scene.out = out
        os.environ["HOME"] = str(scene.folder / "rumah")
        with scene.own_scratch():
            self.operation.prepare(scene)

    def _scene(self, folder: Path, out: int = -1) -> Scene:
        return Scene(folder, self._passphrase, out)

    def cut_power(self, seeds: list[int]) -> Walk:
        """A power cut somewhere in the operation or right after it, for each seed another one."""
        total = self._act(Fault.NONE, NEVER)[1].count
        found = Walk(steps=total)
        for seed in seeds[: max(2, len(seeds) // self.operation.costs)]:
            chance = random.Random(seed)
            self._point(found, Fault.POWER, chance.choice((chance.randint(1, total), NEVER)), seed)
        return found

    def die_again(self, seeds: list[int]) -> Walk:
        """The program dies in the operation, and again, up to three times, while the next one opens what was left."""
        total = self._act(Fault.NONE, NEVER)[1].count
        found = Walk(steps=total)
        for seed in seeds:
            chance = random.Random(seed)
            folder, told = self._act(chance.choice(DEATHS), chance.randint(1, total), seed)
            for _ in range(chance.randint(1, 3)):
                fault, at = chance.choice(DEATHS), chance.randint(1, RECOVERY_STEPS)
                self._opened_by_the_next(folder, fault, at, chance.randrange(1 << 30))
            found.points += 1
            self._judge(found, folder, told, 0, seed)
        return found

    def _opened_by_the_next(self, folder: Path, fault: Fault, at: int, seed: int) -> None:
        scene = self._scene(folder)

        def live(_: int) -> None:
            os.environ["HOME"] = str(folder / "rumah")
            with scene.own_scratch():
                disk = self._disk(folder, fault, at, seed)
                keep = faults_sqlite.FaultySqlite(disk)
                faults_files.install(disk)
                scene.open().close()
                os._exit(0 if keep else 1)

        in_child(live)

    @staticmethod
    def _disk(folder: Path, fault: Fault, at: int, seed: int) -> Disk:
        return PowerCut(folder, fault, at, seed=seed) if fault is Fault.POWER else Disk(folder, fault, at)

    def walk(self, fault: Fault, most: int, shift: float) -> Walk:
        """Every point of one fault, or ``most`` of them evenly spread, the last one among them."""
        if most or self.operation.costs >= COSTLY:
            most = max(1, (most or MOST_OF_COSTLY * self.operation.costs) // self.operation.costs)
        total = self._act(Fault.NONE if not (fault.is_full or fault is Fault.TORN) else fault, NEVER)[1].count
        found = Walk(steps=total)
        for at in chosen(total, most, shift):
            self._point(found, fault, at)
        at, untouched = total, 0
        while not most and untouched < 2:  # the operation may take a few steps more than the first time
            at += 1
            untouched += not self._point(found, fault, at)
        return found

    def _point(self, found: Walk, fault: Fault, at: int, seed: int = 0) -> bool:
        folder, told = self._act(fault, at, seed)
        is_met = told.fired or not told.ended
        found.points += is_met
        if not told.ended and not told.bug and not fault.is_deadly:
            told.bug = "the process died"
        self._judge(found, folder, told, at, seed)
        return is_met

    def _judge(self, found: Walk, folder: Path, told: Told, at: int, seed: int, *, setting_aside: bool = False) -> None:
        problems = [*([told.bug] if told.bug else []), *self._verify(folder, told)]
        if setting_aside:
            problems = [one for one in problems if "-wal.asing-" not in one]
        for what, code in told.refused:
            found.refusals[f"{what}: {code}"] = found.refusals.get(f"{what}: {code}", 0) + 1
        if problems:
            found.failures.append({"at": at, "seed": seed, "met": told.met, "problems": problems, "told": asdict(told)})
        shutil.rmtree(folder, ignore_errors=True)

    def _act(self, fault: Fault, at: int, seed: int = 0) -> tuple[Path, Told]:
        folder = self._room / "point"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._template, folder, copy_function=shutil.copyfile)
        return folder, Told.read(in_child(lambda out: self._live(self._scene(folder, out), fault, at, seed)))

    def _live(self, scene: Scene, fault: Fault, at: int, seed: int) -> None:
        os.environ["HOME"] = str(scene.folder / "rumah")
        with scene.own_scratch():
            disk = self._disk(scene.folder, fault, at, seed)
            if self.operation.only:
                disk.only = str(scene.folder / self.operation.only)
            keep = faults_sqlite.FaultySqlite(disk)
            faults_files.install(disk)
            try:
                self.operation.act(scene)
            except ExpectedError as error:
                scene.say("refused", what="operation", code=error.code)
            if fault is Fault.POWER:
                disk.stop()
            disk.heal()
            steps = disk.count
            self.operation.after(scene)
            scene.say("end", fired=disk.fired, count=steps, met=disk.met, trace=disk.trace[:steps])
            os._exit(0 if keep else 1)

    def _verify(self, folder: Path, told: Told) -> list[str]:
        def look(out: int) -> None:
            scene = self._scene(folder, out)
            os.environ["HOME"] = str(folder / "rumah")
            with scene.own_scratch():
                for problem in self.operation.verify(scene, told):
                    scene.say("fact", name=problem, value="")

        seen = Told.read(in_child(look))
        return [*seen.facts, *([seen.bug] if seen.bug else [])]


def chosen(total: int, most: int, shift: float) -> list[int]:
    """The numbers of the points: all of them, or ``most`` evenly spread and the last; ``shift`` moves them on a bit."""
    if not most or total <= most:
        return list(range(1, total + 1))
    stride = total / most
    return sorted({min(total, int(stride * (number + shift)) + 1) for number in range(most)} | {total})


def warm_up() -> None:
    """Load now what the program loads late, so that no child has to."""
    import asyncio  # noqa: F401 - imported before the forks

    import pycrdt  # noqa: F401 - imported before the forks
    import sqlite_utils  # noqa: F401 - imported before the forks

    from kotaham_desktop.application import editing, merging  # noqa: F401 - imported before the forks
    from kotaham_desktop.storage import checking  # noqa: F401 - imported before the forks


def main() -> None:
    warm_up()
    keys.ROUNDS = 1  # what makes guessing slow is not what is walked here
    gc.freeze()
    walkers: dict[tuple[str, bool], Walker] = {}
    with tempfile.TemporaryDirectory(prefix="kotaham-proof-", dir=MEMORY if MEMORY.is_dir() else None) as room:
        for line in sys.stdin:
            asked = json.loads(line)
            operation = next(one for one in (*OPERATIONS, *CARELESS) if one.name == asked["operation"])
            place = (operation.name, asked["locked"])
            began = time.process_time() + sum(os.times()[2:4])
            try:
                if place not in walkers:
                    own_room = Path(room) / f"{operation.name}-{asked['locked']}"
                    walkers[place] = Walker(operation, locked=asked["locked"], room=own_room)
                walker = walkers[place]
                if asked.get("again"):
                    found = walker.die_again(asked["seeds"])
                elif "seeds" in asked:
                    found = walker.cut_power(asked["seeds"])
                else:
                    found = walker.walk(Fault(asked["fault"]), asked["most"], asked["shift"])
            except Exception:  # noqa: BLE001 - told to whoever asked; the next question is answered all the same
                found = Walk(
                    failures=[{"at": 0, "met": "", "problems": [traceback.format_exc()], "told": asdict(Told())}]
                )
            spent = time.process_time() + sum(os.times()[2:4]) - began
            sys.stdout.write(json.dumps({**asdict(found), "seconds": round(spent, 2)}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
