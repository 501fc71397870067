"""How the results of one method over all groups become one table: counted, added up, averaged or set side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kotaham_desktop.domain.methods import Method, MethodField, RollupKind
from kotaham_desktop.i18n import _, current_language

Answers = Mapping[str, str]
_NUMBER = re.compile(r"-?\d{1,9}([.,]\d{1,6})?", re.ASCII)

RowsByGroup = Mapping[str, Sequence[Answers]]
"""The rows of each group, by the group's name, in the order in which groups are shown."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """One table for all groups, as a reader sees it; ``numeric`` names the columns that hold numbers."""

    kind: RollupKind
    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


def rollup(method: Method, rows_by_group: RowsByGroup) -> RolledUp:
    """The one table that the method's rule asks for; without rows it has no lines."""
    makers = {
        RollupKind.ROWS: _listed,
        RollupKind.CLUSTERS: _clusters,
        RollupKind.VOTES: _votes,
        RollupKind.SCORES: _scores,
        RollupKind.MATRIX: _matrix,
    }
    return makers[method.rollup.kind](method, rows_by_group)


def parse_number(text: str) -> Fraction | None:
    """The number that somebody typed, with comma or dot, or None where it is none or too long to be meant."""
    typed = text.strip()
    return Fraction(typed.replace(",", ".")) if _NUMBER.fullmatch(typed) else None


def shown_number(value: Fraction) -> str:
    """A number as a reader sees it: whole, or with one decimal place after the language's own mark."""
    if value.denominator == 1:
        return str(value.numerator)
    tenths = round(value * 10)
    mark = "." if current_language() == "en" else ","
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}{mark}{abs(tenths) % 10}"


def _listed(method: Method, rows_by_group: RowsByGroup) -> RolledUp:
    fields = [_field(method, name) for name in (method.first_text, method.rollup.across) if name]
    headings = (_("Kelompok"), *(field.label for field in fields))
    lines = tuple(
        (group, *(field.shown(row.get(field.name, "")) for field in fields))
        for group, rows in rows_by_group.items()
        for row in rows
    )
    return RolledUp(RollupKind.ROWS, headings, lines)


def _clusters(method: Method, rows_by_group: RowsByGroup) -> RolledUp:
    by = _field(method, method.rollup.by)
    text = method.rollup.text
    gathered = _gathered(by, rows_by_group)
    lines = [
        (
            title,
            str(len(found)),
            _names(group for group, _row in found),
            "\n".join(dict.fromkeys(row[text].strip() for _group, row in found if row.get(text, "").strip())),
        )
        for title, found in _largest_first(by, gathered)
    ]
    if not text:
        return RolledUp(
            RollupKind.CLUSTERS,
            (by.label, _("Jumlah"), _("Kelompok")),
            tuple(line[:3] for line in lines),
            frozenset({1}),
        )
    headings = (by.label, _("Jumlah"), _("Kelompok"), _field(method, text).label)
    return RolledUp(RollupKind.CLUSTERS, headings, tuple(lines), frozenset({1}))


def _largest_first(
    by: MethodField, gathered: Mapping[str, list[tuple[str, Answers]]]
) -> list[tuple[str, list[tuple[str, Answers]]]]:
    """Free answers by their number; the answers of a choice stay in the order that the method gives them."""
    return list(gathered.items()) if by.choices else sorted(gathered.items(), key=lambda item: -len(item[1]))


def _votes(method: Method, rows_by_group: RowsByGroup) -> RolledUp:
    by = _field(method, method.rollup.by)
    points = method.rollup.numbers[0]
    totals = {
        title: [_total(row.get(points, "") for own, row in found if own == group) for group in rows_by_group]
        for title, found in _gathered(by, rows_by_group).items()
    }
    sums = {title: sum(counts, Fraction(0)) for title, counts in totals.items()}
    everything = sum(sums.values(), Fraction(0))
    lines = tuple(
        (
            str(1 + sum(other > sums[title] for other in sums.values())),
            title,
            *(shown_number(count) for count in totals[title]),
            shown_number(sums[title]),
            f"{shown_number(sums[title] * 100 / everything)}%" if everything else "",
        )
        for title in sorted(sums, key=lambda title: -sums[title])
    )
    headings = (_("Peringkat"), by.label, *rows_by_group, _("Jumlah"), _("Bagian"))
    return RolledUp(RollupKind.VOTES, headings, lines, frozenset({0, *range(2, len(headings))}))


def _scores(method: Method, rows_by_group: RowsByGroup) -> RolledUp:
    by = _field(method, method.rollup.by)
    fields = [_field(method, name) for name in method.rollup.numbers]
    scored: list[tuple[Fraction, tuple[str, ...]]] = []
    for title, found in _gathered(by, rows_by_group).items():
        cells: list[str] = []
        overall = Fraction(0)
        for field in fields:
            scores = [score for _g, row in found if (score := parse_number(row.get(field.name, ""))) is not None]
            mean = sum(scores, Fraction(0)) / len(scores) if scores else None
            overall += mean or 0
            cells.append(_mean_and_range(mean, scores))
        scored.append((overall, (title, *cells, shown_number(overall), str(len(found)))))
    scored.sort(key=lambda each: -each[0])
    headings = (by.label, *(field.label for field in fields), _("Jumlah rata-rata"), _("Penilaian"))
    return RolledUp(
        RollupKind.SCORES, headings, tuple(line for _score, line in scored), frozenset(range(1, len(headings)))
    )


def _matrix(method: Method, rows_by_group: RowsByGroup) -> RolledUp:
    by, across = _field(method, method.rollup.by), _field(method, method.rollup.across)
    columns = list(_gathered(across, rows_by_group))
    lines = []
    for title, found in _gathered(by, rows_by_group).items():
        answers = [_answer(across, row).casefold() for _group, row in found]
        lines.append((title, *(str(answers.count(column.casefold())) for column in columns), str(len(answers))))
    headings = (by.label, *columns, _("Jumlah"))
    return RolledUp(RollupKind.MATRIX, headings, tuple(lines), frozenset(range(1, len(headings))))


def _gathered(field: MethodField, rows_by_group: RowsByGroup) -> dict[str, list[tuple[str, Answers]]]:
    """Rows by their answer as it is shown; spelling that differs only in capitals or blanks counts as equal.

    Answers to a choice come in the order of the choices, all others in the order in which they were first given.
    """
    spelling: dict[str, str] = {choice.label.casefold(): choice.label for choice in field.choices}
    gathered: dict[str, list[tuple[str, Answers]]] = {choice.label: [] for choice in field.choices}
    for group, rows in rows_by_group.items():
        for row in rows:
            answer = _answer(field, row)
            title = spelling.setdefault(answer.casefold(), answer)
            gathered.setdefault(title, []).append((group, row))
    return {title: found for title, found in gathered.items() if found}


def _answer(field: MethodField, row: Answers) -> str:
    return " ".join(field.shown(row.get(field.name, "")).split()) or _("Tanpa isi")


def _field(method: Method, name: str) -> MethodField:
    found = method.field(name)
    if found is None:
        raise KeyError(name)
    return found


def _total(numbers: Iterable[str]) -> Fraction:
    return sum((parse_number(number) or Fraction(0) for number in numbers), Fraction(0))


def _names(groups: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(group for group in groups if group))


def _mean_and_range(mean: Fraction | None, scores: Sequence[Fraction]) -> str:
    if mean is None:
        return ""
    low, high = min(scores), max(scores)
    spread = "" if low == high else f" ({shown_number(low)}–{shown_number(high)})"
    return f"{shown_number(mean)}{spread}"
