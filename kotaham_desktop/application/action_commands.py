"""Commands on the action plan (RTL); each is one undo step."""

from typing import TYPE_CHECKING

from kotaham_desktop.domain.action_plan import positions_after_move

if TYPE_CHECKING:
    from kotaham_desktop.application.workshop import Workshop

ACTION_PLAN_METHOD = "action_plan"
"""The method of the session in which groups write their action plan."""


def add_action(workshop: "Workshop", *, beside: str = "") -> str:
    """Add an empty item and return its id.

    It takes group and session of the item ``beside``; without one, the session that is planned for the action plan.
    """
    if beside:
        neighbour = workshop.record(beside)
        place = {"group": neighbour.text("group"), "session": neighbour.text("session")}
    else:
        planned = workshop.records("agenda_item", method=ACTION_PLAN_METHOD)
        place = {"session": planned[0].id} if planned else {}
    return workshop.create_record("action", {"activity": "", **place})


def move_action(workshop: "Workshop", action_id: str, *, before: str = "") -> bool:
    """Put an item before another one, or last; returns whether that changed anything."""
    ordered = workshop.records("action")
    ids = [action.id for action in ordered]
    wanted = [each for each in ids if each != action_id]
    wanted.insert(wanted.index(before) if before in wanted else len(wanted), action_id)
    if wanted == ids or action_id not in ids:
        return False
    with workshop.batch("edit"):
        for each, position in positions_after_move(ordered, action_id, before).items():
            workshop.set_fields(each, {"position": position})
    return True
