"""What a merge must prove on a trial document before anything of it is written.

A row's checksum says that it is what somebody sealed, not that this program wrote it. So rows are believed only where
the engine takes them, where they change nothing but the records that they name, and where the whole log, replayed as it
will be after a loss, brings the same document.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.storage.document import Document, joined
from kotaham_desktop.storage.recorder import new_client_id

_FOREIGN_CONTENT = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RuntimeError)
"""What the engine and our own reading raise on content that no copy of this program has written."""


@contextmanager
def proving(name: str) -> Iterator[None]:
    """Tell whatever foreign content raises inside the block as a merge that could not be proven."""
    try:
        yield
    except _FOREIGN_CONTENT as error:
        raise ExpectedError("merge_not_proven", name=name) from error


def assert_only_named_changed(
    before: Mapping[str, Mapping[str, Any]], trial: Document, named: Collection[str], name: str
) -> None:
    """Raise ``ExpectedError`` where a record vanished, or one changed that no row names."""
    after = trial.all_stored()
    for record_id in before.keys() | after.keys():
        is_same = before.get(record_id) == after.get(record_id)
        if record_id not in after or not (is_same or record_id in named):
            raise ExpectedError("merge_not_proven", name=name)


def assert_replays(updates: list[bytes], trial: Document, name: str) -> None:
    """Raise ``ExpectedError`` where the whole log does not bring what was brought row by row."""
    whole = Document(new_client_id())
    for update in joined(updates):
        whole.apply(update)
    if whole.clocks() != trial.clocks() or whole.all_stored() != trial.all_stored():
        raise ExpectedError("merge_not_proven", name=name)
