"""Taking planned people into the open workshop, all in one step or not at all."""

from typing import TYPE_CHECKING

from kotaham_desktop.domain.errors import ExpectedError

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop
    from kotaham_desktop.exchange.person_import import ImportPlan


def import_participants(workshop: "Workshop", plan: "ImportPlan", *, leave_out_problems: bool = False) -> list[str]:
    """Create the plan's ready people in one undo step and return their ids.

    While no column brings names it raises ``ExpectedError("import_no_names")``. While rows have problems nobody is
    taken in (``ExpectedError("import_has_problems", count=, rows=)``), unless someone has seen them and agreed to
    leave them out. Duplicates are never taken in.
    """
    if not plan.has_names:
        raise ExpectedError("import_no_names")
    if plan.problems and not leave_out_problems:
        rows = ", ".join(str(problem.row) for problem in plan.problems[:20])
        raise ExpectedError("import_has_problems", count=len(plan.problems), rows=rows)
    if not plan.ready:
        return []
    return workshop.create_records(("person", dict(person.values)) for person in plan.ready)
