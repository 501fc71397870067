"""Places that a template leaves for people to fill: words in square brackets."""

import re
from collections.abc import Iterable

from kotaham_desktop.domain.record import Record

_PLACE = re.compile(r"\[[^\[\]\n]{3,60}\]")


def unfilled_places(records: Iterable[Record]) -> tuple[str, ...]:
    """What still stands in brackets in the texts of these records, each once, in the order of reading."""
    found: dict[str, None] = {}
    for record in records:
        for value in record.values.values():
            if isinstance(value, str):
                found.update(dict.fromkeys(_PLACE.findall(value)))
    return tuple(found)
