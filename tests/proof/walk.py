"""Asking the walk server: every walk of one test session goes to one warm process."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.proof import figures
from tests.proof.faults import Fault
from tests.proof.scale import times

ROOT = Path(__file__).parents[2]
BATTERY = {Fault.KILL: "A2", Fault.TORN: "A3"}
INTERRUPTED = {"merge": "C8", "copy to a stick": "A8"}
"""Operations whose interruptions are a battery of their own."""
IN_CI = 22
"""Points of one operation under one fault; all of them in the long run."""


@dataclass(frozen=True)
class Walked:
    """What came of one walk: how many points a fault met, and everything that was not as it must be."""

    points: int
    failures: list[str]


class WalkServer:
    """The warm process, started at the first need."""

    def __init__(self, program: str = "tests.proof.walk_server") -> None:
        self._program = program
        self._process: subprocess.Popen[str] | None = None

    def ask(self, **asked: object) -> Any:
        """One question, one answer."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._program],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the walk server ended; its complaint stands above")
        return json.loads(answer)

    def walk(self, operation: str, fault: Fault, *, locked: bool) -> Walked:
        """Walk one operation under one fault and keep the figures."""
        shift = list(Fault).index(fault) / len(Fault)
        most = times(IN_CI, 0)
        answer = self.ask(operation=operation, fault=fault.value, locked=locked, most=most, shift=shift)
        failures = [described(one) for one in answer["failures"]]
        kind = "locked" if locked else "plain"
        battery = INTERRUPTED.get(operation) or BATTERY.get(fault, "A4")
        figures.record(battery, f"{operation}, {kind}: {fault}", answer["points"], len(failures))
        return Walked(answer["points"], failures)

    def cut_power(self, operation: str, seeds: range, *, locked: bool) -> Walked:
        """Cut the power once for each seed and keep the figures."""
        answer = self.ask(operation=operation, locked=locked, seeds=list(seeds))
        failures = [described(one) for one in answer["failures"]]
        kind = "locked" if locked else "plain"
        figures.record("A5", f"{operation}, {kind}: power cut", answer["points"], len(failures))
        return Walked(answer["points"], failures)

    def die_again(self, operation: str, seeds: range, *, locked: bool) -> Walked:
        """Die in the operation and again in what recovers it, once for each seed, and keep the figures."""
        answer = self.ask(operation=operation, locked=locked, seeds=list(seeds), again=True)
        failures = [described(one) for one in answer["failures"]]
        figures.record("A6", f"{operation}, {'locked' if locked else 'plain'}", answer["points"], len(failures))
        return Walked(answer["points"], failures)

    def close(self) -> None:
        """Let the process end."""
        if self._process is not None:
            self._process.stdin.close()
            self._process.wait(timeout=60)
            self._process.stdout.close()


def described(failure: dict[str, Any]) -> str:
    """One failed point as a person reads it."""
    told = failure["told"]
    return (
        f"at {failure['at']} ({failure['met'] or 'killed'}): {'; '.join(filter(None, failure['problems']))}"
        f" [saved {told['acknowledged']}, refused {told['refused']}]"
    )
