"""The register of requests: which wait for an answer, and how long there is left for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kotaham_desktop.domain.record import Record

TIME_TO_ANSWER = timedelta(hours=3 * 24)
"""UU 27/2022 gives 3 x 24 hours from the moment a request is received (articles 30 to 32, 40 and 41)."""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One request with its answer; ``answered_at`` is None and ``outcome`` empty while it waits."""

    id: str
    subject: str
    kind: str
    received_at: datetime
    due_at: datetime
    received_by: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    outcome: str = ""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.answered_at is None

    def time_left(self, now: datetime) -> timedelta:
        """How long there is to answer, negative once it is late; of an answered one, what was left then."""
        return self.due_at - (self.answered_at or now)

    def is_late(self, now: datetime) -> bool:
        """Whether the answer came, or will come, after the time that the law gives."""
        return self.time_left(now) < timedelta(0)


def read_register(entries: Iterable[Record]) -> tuple[DataRequest, ...]:
    """Every request with its first answer, the one that is due first first; what cannot be read is left out."""
    kept = list(entries)
    answers: dict[str, Record] = {}
    for entry in sorted(kept, key=lambda each: (each.text("answered_at"), each.created_at, each.id)):
        if entry.text("answers"):
            answers.setdefault(entry.text("answers"), entry)
    found = [request for entry in kept if not entry.text("answers") and (request := _read(entry, answers))]
    return tuple(sorted(found, key=lambda each: (not each.is_open, each.due_at, each.id)))


def _read(entry: Record, answers: dict[str, Record]) -> DataRequest | None:
    received, due = moment(entry.text("received_at")), moment(entry.text("due_at"))
    if received is None or due is None:
        return None
    answer = answers.get(entry.id, Record("", "data_request"))
    return DataRequest(
        entry.id,
        entry.text("subject"),
        entry.text("kind"),
        received,
        due,
        entry.text("received_by"),
        moment(answer.text("answered_at")),
        answer.text("answered_by"),
        answer.text("outcome"),
        answer.text("reason"),
    )


def moment(written: str) -> datetime | None:
    """A written moment, None where it is none; without a zone it is of this laptop's own."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.astimezone()
