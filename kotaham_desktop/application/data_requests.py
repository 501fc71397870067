"""The register of requests: noted when somebody asks, answered once, never changed."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.data_requests import TIME_TO_ANSWER, DataRequest, moment, read_register
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.subject_codes import subject_code

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

_NEEDS_A_REASON = frozenset({"refused", "partly"})


def add_request(
    workshop: "Workshop", subject: str, kind: str, *, received_at: str = "", received_by: str = ""
) -> DataRequest:
    """Note what a person asks, from when the time to answer runs (now without one); raises ``ExpectedError``."""
    code = subject_code(subject)
    if not code:
        raise ExpectedError("subject_code_unreadable", written=subject)
    received = moment(received_at) if received_at else now(workshop)
    if received is None or received > now(workshop):
        raise ExpectedError("request_moment_unreadable", written=received_at)
    entry = {
        "subject": code,
        "kind": kind,
        "received_at": received.isoformat(timespec="seconds"),
        "due_at": (received + TIME_TO_ANSWER).isoformat(timespec="seconds"),
        "received_by": received_by or workshop.author,
    }
    return _request(workshop, workshop.settle([("data_request", entry)])[0])


def answer_request(workshop: "Workshop", request_id: str, outcome: str, *, reason: str = "") -> DataRequest:
    """Note how a request was answered; a refusal needs its reason. Raises ``ExpectedError``."""
    request = _request(workshop, request_id)
    if not request.is_open:
        raise ExpectedError("request_answered", subject=request.subject)
    if outcome in _NEEDS_A_REASON and not reason.strip():
        raise ExpectedError("reason_missing")
    answer = {
        "subject": request.subject,
        "kind": request.kind,
        "received_at": request.received_at.isoformat(timespec="seconds"),
        "due_at": request.due_at.isoformat(timespec="seconds"),
        "answers": request.id,
        "outcome": outcome,
        "answered_at": now(workshop).isoformat(timespec="seconds"),
        "answered_by": workshop.author,
        "reason": reason.strip(),
    }
    workshop.settle([("data_request", answer)])
    return _request(workshop, request.id)


def requests(workshop: "Workshop") -> tuple[DataRequest, ...]:
    """The whole register, those that wait first, in the order in which they are due."""
    return read_register(workshop.records("data_request", include_deleted=True))


def open_requests(workshop: "Workshop") -> tuple[DataRequest, ...]:
    """The requests that nobody has answered, the one that is due first first."""
    return tuple(each for each in requests(workshop) if each.is_open)


def _request(workshop: "Workshop", request_id: str) -> DataRequest:
    for each in requests(workshop):
        if each.id == request_id:
            return each
    raise ExpectedError("unknown_record", record=request_id)


def now(workshop: "Workshop") -> datetime:
    """The moment by the workshop's clock, with its zone."""
    return local_time(workshop.now())
