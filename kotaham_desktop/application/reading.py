"""What an open file answers: records, finds, history, conflicts, attachments. Changes nothing."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from kotaham_desktop.domain.record import Record
from kotaham_desktop.storage import attachments, audit, log, workshop_file
from kotaham_desktop.storage.audit import Act
from kotaham_desktop.storage.conflicts import Conflict, Conflicts
from kotaham_desktop.storage.failures import told_as_expected
from kotaham_desktop.storage.history import HistoryEntry, history
from kotaham_desktop.storage.search import Search, SearchFilter, SearchHit
from kotaham_desktop.storage.search_index import bring_up_to_date
from kotaham_desktop.storage.search_index import faults as search_index_faults
from kotaham_desktop.storage.tables import Tables

if TYPE_CHECKING:
    from kotaham_desktop.storage.erasing_files import Known

SEARCH_LIMIT = 200


class Reading:
    """The queries of one open file, answered from its tables."""

    def __init__(self, file: workshop_file.WorkshopFile) -> None:
        self._file = file
        self._tables = Tables(file.connection)
        self.path = file.path
        self.read_only = file.read_only

    def changed_at(self) -> int:
        """When this file changed last, by work or by a merge, in milliseconds since 1970 UTC."""
        with told_as_expected(self.path):
            return log.last_change_here(self._file.connection)

    def record(self, record_id: str) -> Record:
        """One record, deleted or not; raises ``KeyError``."""
        with told_as_expected(self.path):
            return self._tables.record(record_id)

    def records(self, type_name: str, *, include_deleted: bool = False, **equals: str) -> list[Record]:
        """The records of a type in their natural order, narrowed to those whose fields equal what is asked."""
        with told_as_expected(self.path):
            return self._tables.records(type_name, include_deleted=include_deleted, **equals)

    def records_with(self, type_name: str, list_field: str, code: str = "") -> list[Record]:
        """The records of a type, deleted ones too, whose list holds a code, or anything at all without one."""
        with told_as_expected(self.path):
            return self._tables.records_with(type_name, list_field, code)

    def ids_beginning(self, prefix: str) -> list[str]:
        """The ids that begin so, a few at most."""
        return self._tables.ids_beginning(prefix)

    def count(self, type_name: str) -> int:
        """How many records of a type there are."""
        with told_as_expected(self.path):
            return self._tables.count(type_name)

    def search(
        self,
        words: str,
        *,
        types: Sequence[str] = (),
        group: str = "",
        session: str = "",
        norm: str | Sequence[str] = (),
        level: str = "",
        sealed: bool = False,
        limit: int = SEARCH_LIMIT,
    ) -> list[SearchHit]:
        """Records that hold all the words (as beginnings of words) and pass the filters; one of the norms is enough.

        ``sealed`` finds sealed records, too: ask ``sealed_search.show_sealed`` first, which notes that somebody looks.
        """
        norms = (norm,) if isinstance(norm, str) and norm else tuple(norm)
        narrowed = SearchFilter(tuple(types), group, session, norms, level, sealed)
        with told_as_expected(self.path):
            return Search(self._file.connection).find(words, narrowed, limit)

    def index_changes(self) -> None:
        """Index what was written since the last search, so that a reader beside this one finds it too."""
        bring_up_to_date(self._file.connection)

    def search_faults(self) -> Iterator[str]:
        """Compare what searching finds with the records, one type at a step: its name where they differ, else empty.

        Nothing on a file that was opened for reading only.
        """
        if not self.read_only:
            yield from search_index_faults(self._file.connection)

    def history(self, record_id: str = "", *, limit: int = 500) -> list[HistoryEntry]:
        """Who changed what and when, newest first, of one record or of the whole workshop."""
        with told_as_expected(self.path):
            return history(self._file.connection, record_id, limit)

    def record_as_of(self, record_id: str, log_id: int) -> Record | None:
        """The record as it stood after that entry of its history, or None where it did not exist yet."""
        from kotaham_desktop.application.past import record_as_of  # noqa: PLC0415 - late: start-up

        return record_as_of(self._file.connection, record_id, log_id)

    def acts(self) -> list[tuple[Act, bool]]:
        """What was done with the file, in its order, each with whether this copy's own line did it."""
        with told_as_expected(self.path):
            return audit.acts(self._file.connection)

    def conflicts(self) -> list[Conflict]:
        """The values that two people gave one field at once, undecided so far."""
        with told_as_expected(self.path):
            return Conflicts(self._file.connection).all()

    def attachment_content(self, sha256: str) -> bytes:
        """The content of an attachment, verified; raises ``ExpectedError``."""
        with told_as_expected(self.path):
            return attachments.content(self._file.connection, sha256)

    def fields_that_ever_held(
        self, matches: Callable[[str], bool], *, progress: Callable[[float], None] = lambda _: None
    ) -> set[tuple[str, str]]:
        """The fields, as (record, stored name), of which any version that the history keeps matches; costs a replay."""
        from kotaham_desktop.storage import erasing_search  # noqa: PLC0415 - late: start-up

        with told_as_expected(self.path):
            return erasing_search.fields_that_ever_held(self._file.connection, matches, progress=progress)

    def erased(self) -> "Known":
        """What this file knows to be erased, in the form in which its copies are told of it."""
        from kotaham_desktop.storage import erasing_files  # noqa: PLC0415 - late: start-up

        with told_as_expected(self.path):
            return erasing_files.known_to(self._file.connection)

    def log_fingerprint(self) -> str:
        """One number for the whole history as it stands."""
        from kotaham_desktop.storage import erasing_files  # noqa: PLC0415 - late: start-up

        with told_as_expected(self.path):
            return erasing_files.log_fingerprint(self._file.connection)

    def has_remains(self) -> bool:
        """Whether the pages of the file still have to be made anew after something was erased."""
        from kotaham_desktop.storage import erasing  # noqa: PLC0415 - late: start-up

        return erasing.is_unclean(self._file.connection)
