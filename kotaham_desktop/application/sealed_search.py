"""Searching what is sealed: left out of every search until somebody who may see it asks, and that is noted."""

from typing import TYPE_CHECKING

from kotaham_desktop.application.name_key import has_name_key, opened_name_key
from kotaham_desktop.domain.errors import ExpectedError

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop


def needs_name_key(workshop: "Workshop") -> bool:
    """Whether only the holder of the name key may see what is sealed: where there is one on this laptop."""
    return has_name_key(workshop)


def show_sealed(workshop: "Workshop", passphrase: str = "") -> None:
    """Note in the trail that somebody looks at what is sealed; whoever calls searches with ``sealed`` from then on.

    Raises ``ExpectedError``: on a wrong passphrase of the name key, and in a file that is open for reading only, where
    it could not be noted.
    """
    if workshop.read_only:
        raise ExpectedError("opened_read_only", name=workshop.path.name)
    if needs_name_key(workshop):
        with opened_name_key(workshop, passphrase):
            pass
    workshop.note_act("sealed_shown", {"in": "search"})
