"""Runs every proof and prints what was tried, how often, and what was lost.

python -m tests.proof               everything, for hours
python -m tests.proof --ci          as in every run of the tests, for minutes
python -m tests.proof --write-readme   and put the table into README.md
python -m tests.proof --only … --add   a long run in parts: the figures of the earlier parts stay
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from kotaham_desktop.clock import system_clock
from tests.proof import table

ROOT = Path(__file__).parents[2]
PROOFS = ("tests/proof", "tests/property")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__.splitlines()[0])
    parser.add_argument("--ci", action="store_true", help="as in every run of the tests")
    parser.add_argument("--write-readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--figures", type=Path, default=ROOT / "keluaran" / "angka.jsonl", help="where the figures go")
    parser.add_argument("--add", action="store_true", help="to the figures that are there from earlier parts")
    parser.add_argument("--processes", default="2", help="how many run side by side")
    parser.add_argument("--only", nargs="*", default=PROOFS, help="which proofs")
    chosen = parser.parse_args()
    chosen.figures.parent.mkdir(parents=True, exist_ok=True)
    if not chosen.add:
        chosen.figures.unlink(missing_ok=True)
    environment = {**os.environ, "KOTAHAM_FIGURES": str(chosen.figures)}
    options = ["--dist", "loadfile"]
    if not chosen.ci:
        environment["KOTAHAM_PROOF"] = "long"
        options += ["--timeout", "0", "--hypothesis-profile", "long"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", chosen.processes, *options, *chosen.only],
        cwd=ROOT, env=environment, check=False,
    )  # fmt: skip
    made = table.table(table.figures_in(chosen.figures), f"{system_clock():%d-%m-%Y}", is_long=not chosen.ci)
    sys.stdout.write(f"\n{made}\n")
    if chosen.write_readme and ran.returncode == 0:
        readme = ROOT / "README.md"
        readme.write_text(table.written_into(readme.read_text(encoding="utf-8"), made), encoding="utf-8")
    return ran.returncode


if __name__ == "__main__":
    raise SystemExit(main())
