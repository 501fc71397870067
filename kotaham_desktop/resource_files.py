"""Where the data that ships with the program lies: in the checkout, in the wheel, in a frozen program."""

import sys
from functools import cache
from pathlib import Path


@cache
def resource_root() -> Path:
    """The folder that holds ``catalogue``, ``methods``, ``templates`` and so on; raises ``FileNotFoundError``."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [here / "_resources", here.parent / "resources"]
    if frozen:
        candidates.insert(0, Path(frozen) / "kotaham_desktop" / "_resources")
    for candidate in candidates:
        if (candidate / "methods").is_dir():
            return candidate
    raise FileNotFoundError(f"no resources beside {here}")
