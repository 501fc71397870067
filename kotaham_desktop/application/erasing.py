"""Erasing a person or a record from everything this laptop keeps: file, history, search, pictures, backups."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.domain.erasure import ErasurePlan, ErasureResult, ToDo

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Places:
    """Where backups lie: this laptop's folder of backups, and the second place (a stick), there or not."""

    root: Path | None = None
    second: Path | None = None


def plan_erasure(
    workshop: "Workshop",
    subject: str = "",
    *,
    record_ids: Collection[str] = (),
    names: Collection[str] = (),
    also_shared: Collection[str] = (),
    name_key_passphrase: str = "",
) -> ErasurePlan:
    """What would go if a person (by code) or single records were erased; changes nothing.

    ``names`` are further names under which texts mention the person; their own entry and, with its passphrase, the name
    key are asked too. ``also_shared`` are records about several people that are to go whole. Raises ``ExpectedError``.
    """
    raise NotImplementedError


def erase(
    workshop: "Workshop",
    plan: ErasurePlan,
    *,
    reason: str,
    asked_by: str,
    basis: str = "",
    places: Places = Places(),
    name_key_passphrase: str = "",
    progress: Callable[[float], None] = lambda _: None,
) -> ErasureResult:
    """Carry out a plan: the file first, all or nothing, then every copy within reach; what is left is told.

    No undo. Raises ``ExpectedError`` (``reason_missing``, ``erasure_empty`` and what the disk says).
    """
    raise NotImplementedError


def still_to_do(workshop: "Workshop", places: Places) -> tuple[ToDo, ...]:
    """The backups and copies that hold what this file has erased, after a killed program or a stick that was away."""
    raise NotImplementedError


def finish(workshop: "Workshop", places: Places) -> ErasureResult:
    """Erase from those copies what this file has erased before; for when a stick is back or a program was killed."""
    raise NotImplementedError


def certificate_pdf(result: ErasureResult, report_language: str) -> bytes:
    """The certificate of an erasure, as PDF."""
    raise NotImplementedError
