"""Destroying what has been kept long enough: the same erasing, because of a rule instead of a request."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kotaham_desktop.application.consent_commands import today
from kotaham_desktop.application.erasing import Places, erase, plan_erasure
from kotaham_desktop.domain.erasure import ErasurePlan, ErasureResult, Why
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.domain.retention import Due, due_items
from kotaham_desktop.i18n import _

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

_NOWHERE = Places()


def due_for_destruction(workshop: "Workshop", day: date | None = None) -> tuple[Due, ...]:
    """What has been kept longer than its time on a day, today without one; nothing while a legal process holds it."""
    everything = {name: workshop.records(name, include_deleted=True) for name in RECORD_TYPES}
    return due_items(everything, day or today(workshop))


def plan_retention(workshop: "Workshop", day: date | None = None) -> ErasurePlan:
    """What would be destroyed."""
    ids = [each.record_id for each in due_for_destruction(workshop, day)]
    return plan_erasure(workshop, record_ids=ids, why=Why.DUE)


def run_retention(
    workshop: "Workshop",
    *,
    asked_by: str,
    day: date | None = None,
    places: Places = _NOWHERE,
    progress: Callable[[float], None] = lambda _: None,
) -> ErasureResult:
    """Destroy what is due; raises ``ExpectedError("erasure_empty")`` where nothing is."""
    return erase(
        workshop,
        plan_retention(workshop, day),
        reason=_("Waktu simpannya sudah lewat"),
        asked_by=asked_by,
        places=places,
        kind="retention",
        progress=progress,
    )
