"""What the batteries tried and what was lost, written where ``KOTAHAM_FIGURES`` names a file; the README's table."""

import json
import os
from pathlib import Path


def record(battery: str, what: str, tried: int, lost: int) -> None:
    """Add one line of figures: the battery's number (A1 ... F6), what was tried, how often, how many times it failed.

    Without ``KOTAHAM_FIGURES`` nothing is written. One short line per call, so that two test processes can append.
    """
    target = os.environ.get("KOTAHAM_FIGURES")
    if not target:
        return
    with Path(target).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"battery": battery, "what": what, "tried": tried, "lost": lost}) + "\n")
