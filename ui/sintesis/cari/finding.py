"""One search, carried out beside the window on a connection of its own: plain wishes in, rows to paint out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kotaham_desktop.application.reference_data import ReferenceData
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.levels import Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _
from ui.background import Progress
from ui.sintesis.cari.highlight import marked_places
from ui.sintesis.cari.result_list import ResultRow
from ui.sintesis.kinds import look_of
from ui.sintesis.wording import Wording, level_words
from ui.widgets.chips import LEVEL_COLOURS
from ui.widgets.record_list import Badge

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key

MOST_RESULTS = 200
_EXCERPT_LENGTH = 240
_BEFORE_WORD = 24
_OPENINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "note": ("answer", "speaker"),
        "case_study": ("chronology", "gap", "place"),
        "experience": ("narrative", "lesson"),
        "exercise": ("question", "plenary_responses"),
        "action": ("owner", "deadline", "indicator", "issue"),
        "person": ("institution", "position"),
        "agenda_item": ("aims", "room"),
        "group": ("topic",),
        "workshop": ("theme", "city"),
    }
)
"""What stands below the title where no searched word tells which passage to show."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty means all. ``norms`` are codes of which one is enough."""

    words: str = ""
    types: tuple[str, ...] = ()
    group: str = ""
    session: str = ""
    norms: tuple[str, ...] = ()
    level: str = ""
    sealed: bool = False
    """Whether somebody who may see what is sealed has asked for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows, best first; ``is_cut`` when there may be more than are shown."""

    wanted: Wanted
    rows: tuple[ResultRow, ...]
    is_cut: bool


def search_file(path: Path, key: "Key | None", reference: ReferenceData, wanted: Wanted) -> Callable[[Progress], Found]:
    """The work of one search in a file that this process may be writing; it raises ``ExpectedError``."""

    def work(progress: Progress) -> Found:
        from kotaham_desktop.application.workshop import Workshop  # noqa: PLC0415 - late: the first window needs none

        with Workshop.open(path, read_only=True, key=key) as workshop:
            hits = workshop.search(
                wanted.words,
                types=wanted.types,
                group=wanted.group,
                session=wanted.session,
                norm=wanted.norms,
                level=wanted.level,
                sealed=wanted.sealed,
                limit=MOST_RESULTS,
            )
            wording = Wording(workshop, reference)
            rows: list[ResultRow] = []
            for number, hit in enumerate(hits):
                if number % 20 == 0:
                    progress(number / len(hits))
                record = workshop.record(hit.record_id)
                results = workshop.records("exercise_row", exercise=record.id) if record.type == "exercise" else []
                results = [row for row in results if wanted.sealed or row.level is not Level.SEALED]
                excerpt = _answer(results, wanted.words, wording) or hit.excerpt
                rows.append(_row(record, hit.title, excerpt, wanted.words, wording))
        return Found(wanted, tuple(rows), len(rows) >= MOST_RESULTS)

    return work


def _row(record: Record, title: str, excerpt: str, words: str, wording: Wording) -> ResultRow:
    look = look_of(record)
    badges: tuple[Badge, ...] = ()
    if RECORD_TYPES[record.type].has_level:
        badges = (Badge(level_words(record.level), LEVEL_COLOURS[record.level]),)
    return ResultRow(
        id=record.id,
        title=title or _("(tanpa judul)"),
        subtitle="  ·  ".join(filter(None, (look.label, wording.place(record)))),
        colour=look.colour,
        badges=badges,
        detail=f"{local_time(record.changed_at):%d/%m %H.%M}",
        icon_name=look.icon_name,
        excerpt=_excerpt(record, excerpt),
        words=words,
    )


def _excerpt(record: Record, found: str) -> str:
    if found:
        return " ".join(found.split())
    if record.type == "note":
        rest = " ".join(record.text("text")[: _EXCERPT_LENGTH * 2].strip().partition("\n")[2].split())
        if rest:
            return rest[:_EXCERPT_LENGTH]
    parts = (record.text(name)[: _EXCERPT_LENGTH * 2] for name in _OPENINGS.get(record.type, ()))
    shown = [" ".join(part.split()) for part in parts if part]
    joined = "  ·  ".join(shown) if record.type in ("action", "person") else next(iter(shown), "")
    return joined[:_EXCERPT_LENGTH]


def _answer(results: Sequence[Record], words: str, wording: Wording) -> str:
    """The first result in which a word stands, with the question it answers; the index knows results only as stored."""
    for row in results if words else ():
        for label, answer in wording.answers(row):
            places = marked_places(answer, words)
            if places:
                start = answer.rfind(" ", 0, max(0, places[0][0] - _BEFORE_WORD)) + 1
                passage = f"…{answer[start:]}" if start else answer
                return f"{label}: {passage[:_EXCERPT_LENGTH]}"
    return ""
