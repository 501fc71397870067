"""What was written down in a session and group, as rows of a list, newest first."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.record import Record
from kotaham_desktop.i18n import _
from ui.catat.kinds import CAPTURED, STORIES, look_of
from ui.catat.place import Place
from ui.widgets.chips import LEVEL_COLOURS
from ui.widgets.record_list import Badge, Row

if TYPE_CHECKING:
    from kotaham_desktop.application.changes import Change
    from kotaham_desktop.application.workshop import Workshop

_TITLE_LENGTH = 120
_SECOND_CHOICES = {"case_study": ("chronology",), "experience": ("narrative",), "exercise": ("question",)}


class CapturedRows:
    """The rows of one place, kept up to date by change notices without reading everything again."""

    def __init__(self, workshop: "Workshop") -> None:
        self._workshop = workshop
        self._place = Place()
        self._records: dict[str, tuple[int, Row]] = {}

    def show(self, place: Place, now: datetime) -> list[Row]:
        """All rows of a place."""
        self._place = place
        found = (record for type_name in CAPTURED for record in self._records_of(type_name, place))
        self._records = {record.id: (record.created_at, self._row(record, now)) for record in found}
        return self.rows()

    def hear(self, change: "Change", now: datetime) -> list[Row] | None:
        """The rows after a change, or None where it touched none of them."""
        if not change.types & CAPTURED:
            return None
        concerned = False
        for record_id in change.record_ids:
            try:
                record = self._workshop.record(record_id)
            except KeyError:
                continue
            if record.type not in CAPTURED:
                continue
            if record.deleted or not self._is_here(record):
                concerned = self._records.pop(record_id, None) is not None or concerned
            else:
                row = (record.created_at, self._row(record, now))
                concerned = concerned or self._records.get(record_id) != row
                self._records[record_id] = row
        return self.rows() if concerned else None

    def rows(self) -> list[Row]:
        """The rows, newest first."""
        ordered = sorted(self._records.values(), key=lambda pair: (-pair[0], pair[1].id))
        return [row for _at, row in ordered]

    def _records_of(self, type_name: str, place: Place) -> list[Record]:
        if place.session and place.group:
            return self._workshop.records(type_name, session=place.session, group=place.group)
        if place.session:
            return self._workshop.records(type_name, session=place.session)
        if place.group:
            return self._workshop.records(type_name, group=place.group)
        return self._workshop.records(type_name)

    def _is_here(self, record: Record) -> bool:
        return all(
            not wanted or record.text(name) == wanted
            for name, wanted in (("session", self._place.session), ("group", self._place.group))
        )

    def _row(self, record: Record, now: datetime) -> Row:
        word, icon_name, colour = look_of(record)
        badges = [Badge(record.level.code, LEVEL_COLOURS[record.level])]
        if record.type in STORIES and record.text("consent") == "refused":
            badges.insert(0, Badge(_("ditolak")))
        return Row(
            id=record.id,
            title=_first_line(record),
            subtitle=" · ".join(part for part in (_when(record.created_at, now), record.created_by, word) if part),
            colour=colour,
            badges=tuple(badges),
            icon_name=icon_name,
        )


def _first_line(record: Record) -> str:
    own = "text" if record.type == "note" else "title"
    for name in (own, *_SECOND_CHOICES.get(record.type, ())):
        line = record.text(name)[: _TITLE_LENGTH * 4].strip().partition("\n")[0]
        if line:
            return line[:_TITLE_LENGTH]
    return _("(belum ada tulisan)")


def _when(milliseconds: int, now: datetime) -> str:
    moment = local_time(milliseconds)
    return f"{moment:%H.%M}" if moment.date() == now.date() else f"{moment:%d/%m %H.%M}"
