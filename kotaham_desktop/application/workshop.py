"""One open workshop file: the commands that change it and the queries that read it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.open_file import OpenFile
from kotaham_desktop.domain.levels import Level, stricter
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import ATTACHMENT
from kotaham_desktop.storage.conflicts import REOPEN, Conflict

if TYPE_CHECKING:
    from kotaham_desktop.application.erasing_file import Erased, Rewriting
    from kotaham_desktop.application.merging import MergePlan, MergeSummary
    from kotaham_desktop.storage.erasing import Applied


class Workshop(OpenFile):
    """An open file with the commands that change it.

    Commands return once the change is on the disk. Where the disk refuses, they raise ``ExpectedError`` and the change
    stays ``pending`` for :meth:`retry`; nothing that was typed is dropped.
    """

    def create_record(self, type_name: str, values: Mapping[str, Value], *, record_id: str = "") -> str:
        """Add a record and return its id.

        An editor that gives an id of its own (from ``new_record_id``) can go on writing in the record even when the
        disk refused it for now.
        """
        with self._saving() as editing:
            return editing.create([(type_name, values)], fixed_id=record_id)[0]

    def create_records(self, items: Iterable[tuple[str, Mapping[str, Value]]]) -> list[str]:
        """Add several records, all or none, as one undo step; returns their ids."""
        with self._saving() as editing:
            return editing.create(list(items))

    def settle(
        self,
        new: Iterable[tuple[str, Mapping[str, Value]]],
        changes: Iterable[tuple[str, Mapping[str, Value]]] = (),
        *,
        contents: Iterable[tuple[bytes, str]] = (),
        act: tuple[str, Mapping[str, object]] | None = None,
        forget_steps: bool = False,
    ) -> list[str]:
        """Write entries of a ledger, and fields that change with them, which no undo takes back; returns their ids.

        For the commands about consent, levels and blurred photos, whose ``contents`` (with their media types) are
        written in the same transaction, as is an ``act`` for the trail. ``forget_steps``: nothing done before can be
        taken back any more.
        """
        with self._saving() as editing:
            if forget_steps:
                editing.forget_steps()
            for content, media_type in contents:
                editing.recorder.keep_content(content, media_type)
            return editing.settle("create", list(new), list(changes), act)

    def set_fields(self, record_id: str, values: Mapping[str, Value]) -> None:
        """Change fields of a record as one undo step; texts change by their smallest difference."""
        with self._saving() as editing:
            editing.edit(record_id, values)

    def edit_text(self, record_id: str, field: str, text: str) -> None:
        """Bring a text to what the editor shows; a run of typing in one text is one undo step.

        ``field`` may name one answer of a result row, as ``values.card``.
        """
        name, _, answer = field.partition(".")
        with self._saving() as editing:
            editing.edit(record_id, {name: {answer: text} if answer else text}, typing_in=(record_id, field))

    def delete_record(self, record_id: str) -> None:
        """Put a record aside; it can be restored, and an edit made elsewhere at the same time brings it back."""
        with self._saving() as editing:
            editing.set_deleted(record_id, deleted=True)

    def restore_record(self, record_id: str) -> None:
        """Bring a deleted record back."""
        with self._saving() as editing:
            editing.set_deleted(record_id, deleted=False)

    def attach(self, record_id: str, content: bytes, media_type: str, *, caption: str = "", level: str = "") -> str:
        """Attach an image that was cleaned before; its level is at least as strict as the record's. Returns its id."""
        own = Level.from_code(level) if level else ATTACHMENT.default_level
        guarded = stricter(own, self.record(record_id).level)
        with self._saving() as editing:
            sha256 = editing.keep_content(content, media_type)
            values: dict[str, Value] = {
                "record": record_id,
                "caption": caption,
                "sha256": sha256,
                "media_type": media_type,
                "level": guarded.code,
            }
            return editing.create([("attachment", values)])[0]

    def choose(self, conflict_id: str, candidate: int) -> None:
        """Decide a conflict for one of its candidates; raises ``KeyError`` where it is decided already."""
        for conflict in self.conflicts():
            if conflict.id == conflict_id:
                with self._saving() as editing:
                    editing.decide(conflict.record_id, conflict.field, conflict.candidates[candidate].value)
                return
        raise KeyError(conflict_id)

    def reopen(self, conflict: Conflict, before: Value) -> None:
        """Take a decision of this opening back whatever was written since: ``before`` holds, the conflict waits."""
        with self._saving() as editing:
            editing.decide(conflict.record_id, conflict.field, before, kind=REOPEN)

    @contextmanager
    def batch(self, kind: str) -> Iterator[None]:
        """Several commands as one: one transaction, one undo step, one notice; if one fails, none has happened."""
        with self._saving() as editing, editing.batch(kind):
            yield

    def undo(self) -> bool:
        """Take back this person's last step; returns whether there was one."""
        with self._saving() as editing:
            return editing.undo()

    def redo(self) -> bool:
        """Do the step again that was taken back last; returns whether there was one."""
        with self._saving() as editing:
            return editing.redo()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._editing is not None and self._editing.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._editing is not None and self._editing.can_redo

    def holds(self, record_id: str) -> bool:
        """Whether there is a record of that id, also one that is still waiting for the disk."""
        if self._tables.type_if_known(record_id):
            return True
        document = self._editing.document if self._editing is not None else None
        return document is not None and record_id in document and "type" in document.stored(record_id)

    # Merge and care

    def merge_file(
        self,
        other: Path,
        *,
        passphrase: str = "",
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "MergeSummary":
        """Take another laptop's work into this file, all or nothing; the other file stays as it is.

        The passphrase is the other file's; a copy of this file needs none.
        """
        from kotaham_desktop.application.merging import prepare_merge  # noqa: PLC0415 - late: start-up

        self.retry()
        plan = prepare_merge(
            self.path,
            other,
            key=self.key,
            passphrase=passphrase,
            progress=lambda share: progress(share * 0.7),
            cancelled=cancelled,
        )
        for share in self.merge_steps(plan):
            progress(0.7 + share * 0.3)
        return plan.summary

    def merge_steps(self, plan: "MergePlan") -> Iterator[float]:
        """Carry out a prepared merge in short steps, so that a window can breathe between them."""
        from kotaham_desktop.application.merging import merge_steps  # noqa: PLC0415 - late: start-up

        with self._saving() as editing:
            yield from merge_steps(editing, plan)

    def erase_content(
        self,
        erased: "Erased",
        rewritings: "Iterable[Rewriting]",
        about: Mapping[str, str],
        *,
        progress: Callable[[float], None] = lambda _: None,
    ) -> "Applied":
        """Take content out of this file for good, history included; the commands in ``application.erasing`` call it."""
        from kotaham_desktop.application.erasing_file import erase_in_file  # noqa: PLC0415 - late: start-up

        with self._saving() as editing:
            return erase_in_file(editing, erased, rewritings, about, progress=progress)
