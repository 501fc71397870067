"""What a command prints: plain lines for people, or one JSON document for programs."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.record import Record


def say(line: str) -> None:
    """Print one line; what the terminal cannot show is shown as an escape rather than stopping the command."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def say_json(content: Any) -> None:  # noqa: ANN401 - any JSON
    """Print one JSON document."""
    say(json.dumps(content, ensure_ascii=False, indent=2, default=list))


def as_json(record: Record) -> dict[str, Any]:
    """A record for a program: its id, type and values."""
    values = {name: dict(value) if isinstance(value, Mapping) else value for name, value in record.values.items()}
    return {"id": record.id, "type": record.type, **values}


def moment(milliseconds: int) -> str:
    """A moment of the log in the laptop's own time, for people and programs alike (ISO 8601)."""
    return local_time(milliseconds).isoformat(timespec="seconds")
