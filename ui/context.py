"""What the composition root hands to every screen; nothing here is global."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from kotaham_desktop.application.reference_data import ReferenceData
    from kotaham_desktop.application.workshop import Workshop
    from kotaham_desktop.clock import Clock
    from kotaham_desktop.domain.errors import ExpectedError
    from ui.background import Background
    from ui.backing_up import BackingUp
    from ui.change_bridge import ChangeBridge
    from ui.drafts import Drafts
    from ui.session import WorkshopSession
    from ui.settings import SettingsStore
    from ui.unsaved import UnsavedEdits


class Navigation(Protocol):
    """Going somewhere else, without knowing the screen that is there."""

    def go_to(self, screen: str, *, part: str = "", record_id: str = "", words: str = "") -> None:
        """Show the screen of that name, if there is one, at one of its parts, at a record or with a search."""

    def offers(self, screen: str) -> bool:
        """Whether there is a screen of that name to go to now."""

    def rebuild(self) -> None:
        """Build the window anew, for another language or text size, with the same file open."""

    def apply_look(self) -> None:
        """Dress the window in the look of the settings."""

    def lock(self) -> None:
        """Cover the window and close the file until its passphrase is typed; a file without one stays open."""


class Notices(Protocol):
    """Telling the user something without standing in the way of typing."""

    def show_error(self, error: ExpectedError) -> None:
        """Say what happened, what is safe and what to do, at the top of the window until it is put away."""

    def show_notice(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """Say in passing what was done, with a way back."""


@dataclass(frozen=True, slots=True)
class Context:
    """The services of the window."""

    settings: SettingsStore
    session: WorkshopSession
    bridge: ChangeBridge
    background: Background
    unsaved: UnsavedEdits
    drafts: Drafts
    backing_up: BackingUp
    navigation: Navigation
    notices: Notices
    clock: Clock
    load_reference: Callable[[], ReferenceData]

    @property
    def reference(self) -> ReferenceData:
        """The methods and the norm shelf, read when first asked for."""
        return self.load_reference()

    @property
    def workshop(self) -> Workshop:
        """The open workshop; a screen that needs one lives only while it is open. Raises ``LookupError`` otherwise."""
        workshop = self.session.workshop
        if workshop is None:
            raise LookupError("no workshop is open")
        return workshop
