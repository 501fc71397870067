"""The place of a new record behind its siblings, where whoever creates it names none."""

from collections.abc import Mapping
from typing import ClassVar

from kotaham_desktop.domain.fields import FieldKind
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.storage.tables import Tables


class Positions:
    """Gives new records the place behind their siblings where the caller names none."""

    SIBLINGS: ClassVar = {"agenda_item": "day", "exercise_row": "exercise"}

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._last: dict[tuple[str, str], float] = {}

    def completed(self, type_name: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """The values with a position, if the type has one and none is given."""
        record_type = RECORD_TYPES.get(type_name)
        if record_type is None:
            return values
        order = next((field.name for field in record_type.fields if field.kind is FieldKind.ORDER), "")
        if not order or values.get(order) is not None:
            return values
        shared = self.SIBLINGS.get(type_name, "")
        key = (type_name, str(values.get(shared, "")))
        if key not in self._last:
            same = {shared: key[1]} if shared and key[1] else {}
            siblings = self._tables.records(type_name, include_deleted=False, **same)
            self._last[key] = max((float(str(one.values.get(order) or 0)) for one in siblings), default=0.0)
        self._last[key] += 1.0
        return {**values, order: self._last[key]}
