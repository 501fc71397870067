"""Where two people gave one field different values at once and no person has to be asked: the safer value stands."""

from collections.abc import Sequence

from kotaham_desktop.domain.levels import Level

CONSENT_FROM_LEAST = ("refused", "not_asked", "room", "internal", "anonymous", "named")
"""What a person allowed, the narrowest first; a refusal always stands."""


def safer_value(field: str, values: Sequence[object]) -> str | None:
    """The value that protects most, or None where a person must decide."""
    if field == "level":
        levels = [Level.from_code(str(value)) for value in values if _is_level(value)]
        return min(levels).code if levels else None
    if field == "consent":
        return min((str(value) for value in values), key=_reach)
    return None


def _is_level(value: object) -> bool:
    try:
        Level.from_code(str(value))
    except ValueError:
        return False
    return True


def _reach(consent: str) -> int:
    # A word that only a newer program knows is taken for a refusal.
    return CONSENT_FROM_LEAST.index(consent) if consent in CONSENT_FROM_LEAST else 0
