"""Level, consent and who is seen as chips with a menu: always in sight, never in the way."""

from collections.abc import Sequence

from kotaham_desktop.domain.levels import LEVEL_LABELS, LEVEL_MEANINGS, Level
from kotaham_desktop.domain.records import ATTACHMENT, CASE_STUDY
from kotaham_desktop.i18n import _
from ui.catat.chip_button import MenuChip, Pick
from ui.theme import BlockColour
from ui.widgets.chips import LEVEL_COLOURS, LEVEL_ICONS

_CONSENT_LOOKS = {
    "not_asked": (BlockColour.GREY, "circle-help"),
    "refused": (BlockColour.ROSE, "x"),
    "room": (BlockColour.AMBER, "users"),
    "internal": (BlockColour.AMBER, "shield"),
    "anonymous": (BlockColour.LEAF, "shield-check"),
    "named": (BlockColour.LEAF, "badge-check"),
}

_PEOPLE_LOOKS = {
    "unknown": (BlockColour.GREY, "circle-help"),
    "yes": (BlockColour.ROSE, "users"),
    "no": (BlockColour.LEAF, "shield-check"),
}


def level_menu(name: str = "", *, shortcut: str = "") -> MenuChip:
    """How far a record may travel."""
    return MenuChip(name or _("Tingkat keterbukaan"), _levels, shortcut=shortcut)


def consent_menu(*, shortcut: str = "") -> MenuChip:
    """For what the person who tells has agreed that the story is used."""
    return MenuChip(_("Persetujuan"), _consents, shortcut=shortcut)


def people_menu() -> MenuChip:
    """Whether somebody can be recognised in a photo."""
    return MenuChip(_(ATTACHMENT.field("shows_people").label), _people)


def _people() -> Sequence[Pick]:
    words = {"unknown": _("Ada orang?"), "yes": _("Ada orang"), "no": _("Tanpa orang")}
    return [
        Pick(choice.code, words.get(choice.code, _(choice.label)), *_PEOPLE_LOOKS[choice.code], _(choice.label))
        for choice in ATTACHMENT.field("shows_people").choices
    ]


def _levels() -> Sequence[Pick]:
    return [
        Pick(
            level.code,
            f"{level.code} {_(LEVEL_LABELS[level])}",
            LEVEL_COLOURS[level],
            LEVEL_ICONS[level],
            _(LEVEL_MEANINGS[level]),
        )
        for level in Level
    ]


def _consents() -> Sequence[Pick]:
    return [
        Pick(choice.code, _(choice.label), *_CONSENT_LOOKS.get(choice.code, (BlockColour.GREY, "")))
        for choice in CASE_STUDY.field("consent").choices
    ]
