"""B4, the restore drill: each kind of backup comes back whole on a laptop that has never seen the training.

The second laptop is a process of its own with an empty home; all it gets is the stick. What comes back is compared row
by row with what was held when the backup was taken, then worked in and merged with the original that went on.
"""

import hashlib
import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kotaham_desktop.application import backup_commands
from kotaham_desktop.application.kept_backups import backups_in
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.backup_thinning import DAYS, WEEKS
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.library import sqlite
from tests.proof.figures import record
from tests.proof.scale import times

START = datetime(2022, 1, 3, 9, 0, tzinfo=timezone(timedelta(hours=7)))
DAYS_OF_WORK = (0, 35, 70, 105, *range(140, 280, 7), *range(282, 308, 2))
TIERS = {"newest": 0, "daily": DAYS // 2, "weekly": DAYS + 2, "monthly": DAYS + WEEKS, "oldest": -1}


class Life(NamedTuple):
    """A training whose backups were thinned for ten months, and what it held at each of them."""

    path: Path
    stick: Path
    passphrase: str
    held: dict[datetime, str]
    sessions: set[int]


def fingerprint(workshop: Workshop) -> str:
    """One hash of every record, deleted or not, and of every attachment's bytes."""
    digest = hashlib.sha256()
    for name in RECORD_TYPES:
        for one in sorted(workshop.records(name, include_deleted=True), key=lambda one: one.id):
            digest.update(repr((one.id, one.type, sorted(one.values.items()), one.deleted)).encode())
            if name == "attachment":
                digest.update(workshop.attachment_content(one.text("sha256")))
    return digest.hexdigest()


def sessions_of(path: Path, key: Any) -> set[int]:
    connection = sqlite.connect(f"file:{path}?mode=ro", uri=True)
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.for_pragma}"')
    found = {row[0] for row in connection.execute("SELECT client_id FROM session")}
    connection.close()
    return found


@pytest.fixture(scope="module", params=range(times(2, 12)))
def life(request, tmp_path_factory) -> Life:
    """Plain and encrypted by turns."""
    folder = tmp_path_factory.mktemp("laptop pertama")
    path, root, stick = folder / "pelatihan.kotaham", folder / "data", folder / "FLASHDISK"
    stick.mkdir()
    backup_commands.choose_second_place(stick)
    passphrase = f"angin dari laut {request.param}" if request.param % 2 else ""
    held: dict[datetime, str] = {}
    with Workshop.create(path, author="Rina", passphrase=passphrase) as workshop:
        note = workshop.create_record("note", {"text": "awal"})
        for day in DAYS_OF_WORK:
            workshop.edit_text(note, "text", f"{workshop.record(note).text('text')} hari {day}")
            workshop.create_record("person", {"name": f"Peserta {day}"})
            workshop.attach(note, f"gambar {day} {request.param}".encode() * 400, "image/png")
            moment = START + timedelta(days=day)
            backup_commands.back_up(path, root, key=workshop.key, second=stick, clock=lambda moment=moment: moment)
            held[moment] = fingerprint(workshop)
    return Life(path, stick, passphrase, held, sessions_of(path, backup_commands.key_of(path, passphrase)))


def second_laptop(home: Path, passphrase: str, *words: str) -> Any:
    """Run the headless program with nothing in its home; returns what it answers."""
    home.mkdir(exist_ok=True)
    names = ("PATH", "SYSTEMROOT", "LANG", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    environment |= {"HOME": str(home), "USERPROFILE": str(home), "KOTAHAM_PASSPHRASE": passphrase}
    command = [sys.executable, "-m", "kotaham_desktop.cli", *words, "--json"]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.mark.parametrize("tier", TIERS)
def test_each_kind_of_backup_comes_back_whole_on_another_laptop_under_new_ids(life: Life, tier: str, tmp_path: Path):
    kept = backups_in(life.stick)
    assert len(kept) > DAYS + WEEKS
    assert len(kept) < len(DAYS_OF_WORK)
    backup = kept[TIERS[tier]].backup
    before = backup.path.read_bytes()
    restored = tmp_path / "pulih.kotaham"
    told = second_laptop(
        tmp_path / "rumah baru", life.passphrase, "restore", str(backup.path), "--output", str(restored)
    )  # fmt: skip
    key = backup_commands.key_of(restored, life.passphrase)
    assert told["attachments"] == backup.attachments
    with Workshop.open(restored, read_only=True, key=key) as workshop:
        is_same = fingerprint(workshop) == life.held[backup.taken_at] and workshop.check().is_sound
    with Workshop.open(restored, author="Budi", key=key) as workshop:
        workshop.create_record("note", {"text": f"dari laptop kedua {tier}"})
    new = sessions_of(restored, key) - life.sessions
    with Workshop.open(life.path, author="Rina", passphrase=life.passphrase) as original:
        own = original.create_record("note", {"text": f"asli terus bekerja {tier}"})
        original.merge_file(restored)
        texts = {one.text("text") for one in original.records("note")}
        is_same = is_same and original.check().is_sound and original.record(own).text("text") in texts
    record("B4", "backups restored on a laptop with an empty home", 1, int(not is_same))
    assert is_same
    assert len(new) == 1
    assert {f"dari laptop kedua {tier}", f"asli terus bekerja {tier}"} <= texts
    assert backup.path.read_bytes() == before


def test_the_second_laptop_lists_and_proves_what_the_stick_holds(life: Life, tmp_path: Path):
    newest = backups_in(life.stick)[0].backup
    told = second_laptop(tmp_path / "rumah baru", life.passphrase, "check", str(newest.path))
    assert told["sound"]
    assert told["attachments"] == len(DAYS_OF_WORK)
