"""Looking in on a long statement of the engine: telling how far it is, and stopping it once nobody wants it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kotaham_desktop.storage.library import Connection, SqliteError

_STEPS_BETWEEN_LOOKS = 25
"""Few, because one step may move a whole photo."""


@contextmanager
def looked_in_on(connection: Connection, look: Callable[[], None]) -> Iterator[None]:
    """Call ``look`` now and then while statements run inside the block; what it raises stops them and comes out."""
    stopped: list[BaseException] = []

    def look_in() -> int:
        try:
            look()
        except BaseException as stop:  # noqa: BLE001 - nothing may be raised through the engine; it comes out below
            stopped.append(stop)
            return 1
        return 0

    connection.set_progress_handler(look_in, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except SqliteError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
