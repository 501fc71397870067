"""A7 and A8 on real disks of their own: one of three megabytes that is full, one that turns read-only."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.figures import record
from tests.proof.scale import times

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("narrow_disk_program.py")
PASSPHRASE = "tiga nelayan pulang"
OWN_DISK = ("unshare", "--user", "--map-root-user", "--mount")


def may_have_a_disk_of_its_own() -> bool:
    """Whether this system lets a program mount a small disk that nobody else sees."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    tried = [*OWN_DISK, "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /tmp && mount -o remount,ro /tmp"]
    return subprocess.run(tried, check=False, capture_output=True).returncode == 0


pytestmark = [
    pytest.mark.skipif(not may_have_a_disk_of_its_own(), reason="this system gives no program a disk of its own"),
    pytest.mark.timeout(times(120, 3600)),
]


def on_a_disk_of_its_own(folder: Path, what: str, passphrase: str, seed: int) -> dict[str, object]:
    folder.mkdir()
    program = shlex.join([sys.executable, str(PROGRAM), what, str(folder), passphrase, str(seed)])
    command = f"mount -t tmpfs -o size=3m tmpfs {shlex.quote(str(folder))} && exec {program}"
    ran = subprocess.run(
        [*OWN_DISK, "sh", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "locked"])
@pytest.mark.parametrize("seed", range(times(3, 25)))
def test_what_is_typed_on_a_full_disk_is_there_once_there_is_room(tmp_path, passphrase, seed):
    told = on_a_disk_of_its_own(tmp_path / "cakram", "full", passphrase, seed)
    is_right = told["lost"] == [] and told["sound"] and told["again"] and told["whole"] == []
    record("A7", "notes until the disk is full", 1, int(not is_right))
    assert is_right, told
    assert (told["code"], told["copied"], told["exported"]) == ("disk_full", "copy_no_room", "export_failed")
    assert told["waiting"] == 1
    assert told["found"] == 5 - 1  # the one that waits is not on the disk


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE], ids=["plain", "locked"])
@pytest.mark.parametrize("seed", range(times(3, 20)))
def test_a_file_on_a_read_only_disk_is_read_and_copied_and_never_changed(tmp_path, passphrase, seed):
    told = on_a_disk_of_its_own(tmp_path / "cakram", "read-only", passphrase, seed)
    is_right = told["lost"] == [] and not told["changed"]
    record("A8", "a disk that is read-only", 1, int(not is_right))
    assert is_right, told
    assert told["codes"] == {
        "open": "file_read_only", "export": "export_failed", "copy": "copy_place_read_only",
        "backup": "copy_place_read_only", "copy elsewhere": "",
    }  # fmt: skip
