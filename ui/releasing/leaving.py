"""One document on its way out: how it is made, and what is seen when somebody looks at it before it goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.exposure import Finding
from kotaham_desktop.domain.levels import Audience
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.domain.word_hiding import folded
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.record_places import owner_of

if TYPE_CHECKING:
    from kotaham_desktop.application.exposure_commands import Look
    from kotaham_desktop.application.release_commands import Departure
    from kotaham_desktop.application.workshop import Workshop
    from kotaham_desktop.domain.record import Record
    from kotaham_desktop.storage.keys import Key

_TITLE = 60


@dataclass(frozen=True, slots=True)
class Leaving:
    """A document for an audience. ``make`` gives its bytes beside the window; equal work gives equal bytes.

    ``name`` is the suggested file name with its ending, ``name_filter`` what the file dialog says of its kind.
    ``choices`` tell in a few words how it was made, for whoever makes it again on another laptop. ``is_renewed``: when
    the work changes, its owner brings the document anew; otherwise the panel has it made again itself.
    """

    form: str
    label: str
    audience: Audience
    name: str
    name_filter: str
    make: Callable[[Progress], bytes]
    choices: str = ""
    is_renewed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A find as the panel lists it: among which words, in which record, and why it was left where somebody did."""

    finding: Finding
    passage: str
    where: str
    reason: str = ""
    is_own_level: bool = True
    """Whether the record can be kept with the team by itself."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A document made and looked through. ``prepared_by`` looked at this very content before."""

    leaving: Leaving
    content: bytes
    departure: "Departure"
    items: tuple[Item, ...]
    masked: tuple[str, ...]
    prepared_id: str = ""
    prepared_by: str = ""
    is_released: bool = False


def look_through(path: Path, key: "Key | None", leaving: Leaving) -> Callable[[Progress], Looked]:
    """The work of making a document and looking through what it shows, on a connection of its own."""

    def work(progress: Progress) -> Looked:
        # The rules and the engine are loaded when somebody hands something out, never with the window.
        from kotaham_desktop.application import exposure_commands, release_commands  # noqa: PLC0415 - late: start-up
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: start-up

        content = leaving.make(progress)
        with Workshop.open(path, read_only=True, key=key) as workshop:
            progress(0.9)
            departure = release_commands.departure(workshop, form=leaving.form, audience=leaving.audience)
            if leaving.audience is Audience.TEAM:
                return Looked(leaving, content, departure, (), ())
            seen = exposure_commands.look(workshop, leaving.audience)
            items = tuple(_item(workshop, seen, finding) for finding in seen.findings)
            prepared = release_commands.prepared_release(workshop, departure, content)
            released = release_commands.confirmed_release(workshop, departure, content)
        return Looked(
            leaving,
            content,
            departure,
            in_order(items),
            seen.decisions.masked,
            prepared.id if prepared else "",
            prepared.text("prepared_by") if prepared else "",
            bool(released),
        )

    return work


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """The undecided ones first; within both the gravest first, the same words together."""
    return tuple(
        sorted(items, key=lambda item: (bool(item.reason), -item.finding.severity, item.finding.kind, _key(item)))
    )


def _key(item: Item) -> str:
    return folded(item.finding.excerpt)


def _item(workshop: "Workshop", seen: "Look", finding: Finding) -> Item:
    record = workshop.record(finding.record_id)
    owner = owner_of(workshop, record)
    title = " ".join(_title(owner).split())
    kind = _(RECORD_TYPES[record.type].label)
    where = f"{kind}: {title[:_TITLE]}" if title else kind
    passage = seen.passage(finding) or " ".join(_title(record).split()) or title
    return Item(finding, passage, where, seen.decisions.reason_for(finding), RECORD_TYPES[record.type].has_level)


def _title(record: "Record") -> str:
    if record.type == "exercise_row":
        return "; ".join(answer for answer in record.answers().values() if answer)[: _TITLE * 4]
    return record.text(RECORD_TYPES[record.type].title_field)[: _TITLE * 4]
