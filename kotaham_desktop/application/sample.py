"""The sample workshop: Semarang, August 2022, as publicly reported, with fictional people, cases and stories."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kotaham_desktop.application.templates import apply_template
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.clock import Clock, system_clock
from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.grouping import shuffle_into_groups
from kotaham_desktop.domain.record import Record, Value
from kotaham_desktop.domain.records import RECORD_TYPES, WORKSHOP_ID
from kotaham_desktop.i18n import SOURCE_LANGUAGE, language
from kotaham_desktop.resource_files import resource_root

SAMPLE_AUTHOR = "Tim penyelenggara (contoh)"
_FOLDER = "semarang-2022"
_SHUFFLE_SEED = 2022
_CAPTURED = ("note", "exercise", "case_study", "experience", "action")
_COMPANIONS = ("key", "norms", "photos", "rows")

Entry = Mapping[str, Any]
"""One table of a sample's data file: fields of a record, other records named by ``key``."""


def build_sample(path: Path, *, author: str = SAMPLE_AUTHOR, clock: Clock = system_clock) -> None:
    """Make the sample workshop at ``path`` by the commands that the window uses; raises ``ExpectedError``.

    What fails half-way leaves no file behind.
    """
    folder = resource_root() / "samples" / _FOLDER
    preparation = _content(folder / "persiapan.toml")
    days = [_content(each) for each in sorted(folder.glob("hari-*.toml"))]
    workshop = Workshop.create(path, author=author, clock=clock)
    try:
        with workshop, language(SOURCE_LANGUAGE):
            ids = _Preparation(workshop, preparation).carried_out()
        for day in days:
            with Workshop.open(path, author=str(day["author"]), clock=clock) as workshop:
                _Capture(workshop, folder, ids).carried_out(day)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _content(path: Path) -> Entry:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _fields(type_name: str, entry: Entry, ids: Mapping[str, str]) -> dict[str, Value]:
    """The entry's own fields, with the ids of the records that it names."""
    values: dict[str, Value] = {}
    for name, given in entry.items():
        if name in _COMPANIONS:
            continue
        kind = RECORD_TYPES[type_name].field(name).kind
        if kind is FieldKind.LINK:
            values[name] = ids[given]
        elif kind is FieldKind.LINKS:
            values[name] = tuple(ids[each] for each in given)
        else:
            values[name] = tuple(given) if isinstance(given, list) else _trimmed(given)
    return values


def _trimmed(value: Value) -> Value:
    return value.strip() if isinstance(value, str) else value


class _Preparation:
    """What is done before people arrive: template, information, people, groups, who leads which session."""

    def __init__(self, workshop: Workshop, content: Entry) -> None:
        self._workshop = workshop
        self._content = content
        self._ids: dict[str, str] = {}

    def carried_out(self) -> dict[str, str]:
        """Run it and return the ids of what other entries name."""
        self._ids.update(apply_template(self._workshop, self._content["template"]))
        self._workshop.set_fields(WORKSHOP_ID, _fields("workshop", self._content["workshop"], {}))
        self._create("group", self._content["group"])
        self._create("person", self._content["person"])
        self._seat_participants()
        for session in self._content["session"]:
            self._workshop.set_fields(self._ids[session["key"]], _fields("agenda_item", session, self._ids))
        return self._ids

    def _create(self, type_name: str, entries: Sequence[Entry]) -> None:
        values = [_fields(type_name, _without_note_taker(entry), self._ids) for entry in entries]
        created = self._workshop.create_records([(type_name, each) for each in values])
        self._ids.update({entry["key"]: record_id for entry, record_id in zip(entries, created, strict=True)})

    def _seat_participants(self) -> None:
        participants = [
            Record(entry["key"], "person", {name: entry.get(name, "") for name in ("sector", "sex", "institution")})
            for entry in self._content["person"]
            if entry.get("role", "participant") == "participant"
        ]
        groups: Sequence[Entry] = self._content["group"]
        seats = shuffle_into_groups(participants, len(groups), _SHUFFLE_SEED)
        with self._workshop.batch("groups"):
            for group, members in zip(groups, seats, strict=True):
                for member in members:
                    self._workshop.set_fields(self._ids[member], {"group": self._ids[group["key"]]})
                self._workshop.set_fields(self._ids[group["key"]], {"note_taker": self._ids[group["note_taker"]]})


def _without_note_taker(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if name != "note_taker"}


class _Capture:
    """What note-takers write during one day, and what they correct in the evening."""

    def __init__(self, workshop: Workshop, folder: Path, ids: dict[str, str]) -> None:
        self._workshop = workshop
        self._folder = folder
        self._ids = ids

    def carried_out(self, day: Entry) -> None:
        """Write everything of the day."""
        for photo in day.get("photo", ()):
            self._attach(self._ids[photo["session"]], photo)
        for type_name in _CAPTURED:
            for entry in day.get(type_name, ()):
                self._write(type_name, entry)
        for edit in day.get("edit", ()):
            record_id = self._ids[edit["key"]]
            if "text" in edit:
                text = self._workshop.record(record_id).text(edit["field"])
                self._workshop.edit_text(record_id, edit["field"], f"{text} {_trimmed(edit['text'])}")
            else:
                self._workshop.set_fields(record_id, {edit["field"]: edit["value"]})

    def _write(self, type_name: str, entry: Entry) -> None:
        record_id = self._workshop.create_record(type_name, _fields(type_name, entry, self._ids))
        if "key" in entry:
            self._ids[entry["key"]] = record_id
        for reference in entry.get("norms", ()):
            self._workshop.create_record("norm_reference", {"record": record_id, **reference})
        if entry.get("rows"):
            level = entry.get("level", RECORD_TYPES["exercise_row"].default_level.code)
            self._workshop.create_records(
                [("exercise_row", {"exercise": record_id, "values": row, "level": level}) for row in entry["rows"]]
            )
        for photo in entry.get("photos", ()):
            self._attach(record_id, photo)

    def _attach(self, record_id: str, photo: Entry) -> None:
        content = (self._folder / photo["file"]).read_bytes()
        self._workshop.attach(record_id, content, "image/jpeg", caption=photo["caption"], level=photo["level"])
