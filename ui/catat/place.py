"""Where we are in the training: which session, which group. Chosen once and remembered on this laptop for this file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.agenda import timed_agenda
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import WORKSHOP_ID
from kotaham_desktop.i18n import _
from ui.choices import Option

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

_MOST_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class Place:
    """The ids of a session and a group; empty means all sessions, or the plenary."""

    session: str = ""
    group: str = ""


def begun_in(place: Place, held: Mapping[str, Value]) -> Mapping[str, Value]:
    """What a record begins with: what was picked for it, and the place that it was begun in, not the next one's."""
    return {**held, "session": place.session, "group": place.group}


class LastPlaces:
    """A small file beside the settings; without it, or with a damaged one, one only has to choose again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, workshop_id: str) -> Place:
        """Where one was last in a training."""
        found = self._read().get(workshop_id)
        if isinstance(found, list) and len(found) == 2 and all(isinstance(part, str) for part in found):
            return Place(*found)
        return Place()

    def remember(self, workshop_id: str, place: Place) -> None:
        """Keep it for the next opening; a laptop that cannot is no reason to stop."""
        places = self._read()
        places.pop(workshop_id, None)
        places[workshop_id] = [place.session, place.group]
        kept = dict(list(places.items())[-_MOST_REMEMBERED:])
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(kept), encoding="utf-8")
            beside.replace(self._path)
        except OSError:
            return

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


def sessions(workshop: "Workshop") -> list[Option]:
    """The sessions of the agenda, each with its day and time."""
    try:
        first_day = date.fromisoformat(workshop.record(WORKSHOP_ID).text("start_date"))
    except ValueError:
        first_day = None
    return [
        Option(
            item.record.id,
            item.record.text("title") or _("Sesi tanpa judul"),
            _("Hari {day}, {time}").format(day=item.day, time=f"{item.start:%H.%M}"),
        )
        for item in timed_agenda(workshop.records("agenda_item"), first_day=first_day)
        if item.record.text("kind") != "break"
    ]


def groups(workshop: "Workshop") -> list[Option]:
    """The groups, each with its topic."""
    return [
        Option(group.id, group.text("name") or _("Kelompok tanpa nama"), group.text("topic"))
        for group in workshop.records("group")
    ]
