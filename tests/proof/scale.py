"""How often the batteries try: a few minutes' worth in CI, everything in the long run (``KOTAHAM_PROOF=long``)."""

import os

LONG = os.environ.get("KOTAHAM_PROOF") == "long"


def times(ci: int, long: int) -> int:
    """How often to try: ``ci`` in every run, ``long`` in the long one."""
    return long if LONG else ci
