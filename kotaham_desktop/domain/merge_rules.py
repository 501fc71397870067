"""Where two people gave one field different values at once and no person has to be asked: the safer value stands."""

from collections.abc import Sequence

from kotaham_desktop.domain.levels import Level

CONSENT_FROM_LEAST = ("refused", "not_asked", "room", "internal", "anonymous", "named")
"""What a person allowed, the narrowest first; a refusal always stands."""
SHOWS_PEOPLE_FROM_SAFEST = ("yes", "unknown", "no")


def safer_value(field: str, values: Sequence[object]) -> str | bool | list[str] | None:
    """The value that protects most, as the log keeps it, or None where a person must decide."""
    match field:
        case "level":
            levels = [Level.from_code(str(value)) for value in values if _is_level(value)]
            return min(levels).code if levels else None
        case "consent":
            return min((str(value) for value in values), key=_reach)
        case "subjects":
            return _everybody(values)
        case "shows_people":
            return min((str(value) for value in values), key=_sight)
        case "quote_allowed":
            return False
    return None


def _everybody(values: Sequence[object]) -> list[str]:
    """Everyone whom one of the two had named: each person's consent counts."""
    return sorted({str(code) for value in values if isinstance(value, (list, tuple)) for code in value})


def _is_level(value: object) -> bool:
    try:
        Level.from_code(str(value))
    except ValueError:
        return False
    return True


def _reach(consent: str) -> int:
    # A word that only a newer program knows is taken for a refusal.
    return CONSENT_FROM_LEAST.index(consent) if consent in CONSENT_FROM_LEAST else 0


def _sight(shown: str) -> int:
    return SHOWS_PEOPLE_FROM_SAFEST.index(shown) if shown in SHOWS_PEOPLE_FROM_SAFEST else 0
