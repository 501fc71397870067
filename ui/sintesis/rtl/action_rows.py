"""One item of the action plan as a row of short cells, with what it leaves open."""

from dataclasses import dataclass

from kotaham_desktop.domain.action_plan import gaps, status_counts
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import ACTION
from kotaham_desktop.i18n import N_, _, ngettext

COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", N_("No")),
    ("issue", N_("Isu atau hak")),
    ("activity", N_("Kegiatan")),
    ("owner", N_("Penanggung jawab")),
    ("deadline", N_("Tenggat")),
    ("indicator", N_("Indikator")),
    ("cost", N_("Biaya")),
    ("status", N_("Status")),
)
"""Field and heading, from left to right."""
_LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class ActionRow:
    """``open_columns`` are the places of cells that nobody has filled although they are needed."""

    id: str
    cells: tuple[str, ...]
    open_columns: frozenset[int]
    status: str

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ". ".join(
            f"{_(heading)}: {cell}" for (_name, heading), cell in zip(COLUMNS, self.cells, strict=True) if cell
        )


def action_row(action: Record, number: int) -> ActionRow:
    """The row of an item; what is missing is said in words."""
    missing = gaps(action)
    cells = []
    for name, _heading in COLUMNS:
        if name == "number":
            cells.append(str(number))
        elif name == "status":
            cells.append(_(ACTION.field("status").choice_label(action.text("status"))))
        elif name in missing:
            cells.append(_("belum ada"))
        elif name == "activity":
            cells.append(_short(action.text(name)) or _("(belum ditulis)"))
        else:
            cells.append(_short(action.text(name)))
    open_columns = frozenset(place for place, (name, _heading) in enumerate(COLUMNS) if name in missing)
    return ActionRow(action.id, tuple(cells), open_columns, action.text("status"))


def _short(text: str) -> str:
    line = " ".join(text[: _LONGEST_CELL * 2].split())
    return line if len(line) <= _LONGEST_CELL else f"{line[: _LONGEST_CELL - 1]}…"


def summary(actions: list[Record]) -> str:
    """How many items there are at each status, and how many are not whole yet."""
    if not actions:
        return ""
    n = len(actions)
    counts = status_counts(actions)
    parts = [ngettext("{n} rencana", "{n} rencana", n).format(n=n)]
    parts += [
        f"{counts[choice.code]} {_(choice.label).lower()}"
        for choice in ACTION.field("status").choices
        if counts.get(choice.code)
    ]
    incomplete = sum(bool(gaps(action)) for action in actions)
    if incomplete:
        parts.append(ngettext("{n} belum lengkap", "{n} belum lengkap", incomplete).format(n=incomplete))
    return "  ·  ".join(parts)
