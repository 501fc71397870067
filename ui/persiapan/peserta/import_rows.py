"""What taking in a table would do, row by row, as the preview shows it."""

from kotaham_desktop.domain.records import PERSON
from kotaham_desktop.exchange.person_import import Duplicate, ImportPlan, PlannedPerson, RowProblem
from kotaham_desktop.i18n import _
from ui.theme import BlockColour
from ui.widgets.chips import SECTOR_COLOURS
from ui.widgets.record_list import Badge, Row

_LONGEST_LINE = 300


def ready_rows(plan: ImportPlan) -> list[Row]:
    """The people who would be taken in."""
    return [_ready(person) for person in plan.ready]


def problem_rows(plan: ImportPlan) -> list[Row]:
    """The rows that cannot be taken in as they stand."""
    return [_problem(problem) for problem in plan.problems]


def duplicate_rows(plan: ImportPlan) -> list[Row]:
    """The rows whose people are there already."""
    return [_duplicate(duplicate) for duplicate in plan.duplicates]


def _row_number(number: int) -> str:
    return _("baris {n}").format(n=number)


def _ready(person: PlannedPerson) -> Row:
    sector = person.values.get("sector", "")
    sector_label = _(PERSON.field("sector").choice_label(sector))
    badges = [Badge(sector_label, SECTOR_COLOURS.get(sector, BlockColour.GREY))]
    role = person.values.get("role", "participant")
    if role != "participant":
        badges.insert(0, Badge(_(PERSON.field("role").choice_label(role))))
    about = [person.values.get(name, "") for name in ("institution", "position")]
    remarks = [remark.text() for remark in person.remarks]
    if person.suggestions.get("sector"):
        suggested = _(PERSON.field("sector").choice_label(person.suggestions["sector"]))
        remarks.append(_("Saran unsur: {sector}.").format(sector=suggested))
    return Row(
        id=str(person.row),
        title=person.values["name"],
        subtitle="  ·  ".join(filter(None, (*(remark.rstrip(".") for remark in remarks), *about))),
        badges=tuple(badges),
        detail=_row_number(person.row),
        icon_name="triangle-alert" if person.remarks else "user",
    )


def _problem(problem: RowProblem) -> Row:
    return Row(
        id=str(problem.row),
        title=problem.problem.text(),
        subtitle=" | ".join(filter(None, problem.cells))[:_LONGEST_LINE],
        colour=BlockColour.ROSE,
        detail=_row_number(problem.row),
    )


def _duplicate(duplicate: Duplicate) -> Row:
    if duplicate.same_as_row:
        why = _("Sama dengan baris {n} di tabel ini.").format(n=duplicate.same_as_row)
    else:
        why = _("Sudah ada di daftar peserta.")
    return Row(
        id=str(duplicate.row),
        title=duplicate.name,
        subtitle=why,
        colour=BlockColour.GREY,
        detail=_row_number(duplicate.row),
    )
