"""The one place that reads the time of day, so that tests and replays can give their own."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, with the laptop's own time zone."""
    return datetime.now().astimezone()  # noqa: TID251 - this is the clock that the rule points to


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 UTC, as the log keeps them."""
    return int(moment.timestamp() * 1000)


def local_time(milliseconds_since_1970: int) -> datetime:
    """The moment of a log row in the laptop's own time zone."""
    return datetime.fromtimestamp(milliseconds_since_1970 / 1000).astimezone()
