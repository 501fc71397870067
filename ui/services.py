"""What outlives a window."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from kotaham_desktop.application.reference_data import ReferenceData
    from kotaham_desktop.clock import Clock
    from ui.background import Background
    from ui.backing_up import BackingUp
    from ui.change_bridge import ChangeBridge
    from ui.context import Context, Navigation, Notices
    from ui.drafts import Drafts
    from ui.session import WorkshopSession
    from ui.settings import SettingsStore
    from ui.unsaved import UnsavedEdits


class Services(NamedTuple):
    """Built once; a new window gets the same services when the language changes."""

    settings: "SettingsStore"
    session: "WorkshopSession"
    bridge: "ChangeBridge"
    background: "Background"
    unsaved: "UnsavedEdits"
    drafts: "Drafts"
    backing_up: "BackingUp"
    clock: "Clock"
    load_reference: "Callable[[], ReferenceData]"

    def context(self, navigation: "Navigation", notices: "Notices") -> "Context":
        """What the screens of a window get."""
        from ui.context import Context  # noqa: PLC0415 - late, so that the window starts fast

        return Context(
            settings=self.settings,
            session=self.session,
            bridge=self.bridge,
            background=self.background,
            unsaved=self.unsaved,
            drafts=self.drafts,
            backing_up=self.backing_up,
            navigation=navigation,
            notices=notices,
            clock=self.clock,
            load_reference=self.load_reference,
        )
