"""Facilitation methods: what a facilitator asks, what a note-taker fills in, and how the groups' results add up."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from kotaham_desktop.domain.declared_data import DataTable, Phrase

_METHOD_KEYS = frozenset(
    {
        "id",
        "order",
        "title",
        "title_en",
        "purpose",
        "purpose_en",
        "minutes",
        "minutes_verified",
        "prompt",
        "prompt_en",
        "steps",
        "steps_en",
        "materials",
        "materials_en",
        "field",
        "rollup",
    }
)
_FIELD_KEYS = frozenset(
    {"name", "label", "label_en", "kind", "help", "help_en", "choice", "required", "minimum", "maximum"}
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Shape(StrEnum):
    """What the note-taker enters in one field of a result row."""

    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    CHOICE = "choice"


class RollupKind(StrEnum):
    """How the rows of all groups become one table."""

    ROWS = "rows"
    """What each row is about, and one more answer, listed group by group."""
    CLUSTERS = "clusters"
    """Rows with an equal answer counted, with what they said."""
    VOTES = "votes"
    """Points summed for each option, with share and rank."""
    SCORES = "scores"
    """The mean and the range of every score of an item."""
    MATRIX = "matrix"
    """Rows counted by two answers."""


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """One answer that a choice field offers."""

    code: str
    labels: Phrase

    @property
    def label(self) -> str:
        """The answer in the current language."""
        return self.labels.shown()


@dataclass(frozen=True, slots=True)
class MethodField:
    """One field of a result row; ``minimum`` and ``maximum`` bound a number where they are given."""

    name: str
    labels: Phrase
    kind: Shape
    helps: Phrase = field(default_factory=Phrase)
    choices: tuple[MethodChoice, ...] = ()
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None

    @property
    def label(self) -> str:
        """The heading in the current language."""
        return self.labels.shown()

    @property
    def help(self) -> str:
        """The hint in the current language."""
        return self.helps.shown()

    def shown(self, value: str) -> str:
        """An answer as a reader sees it: the label of a choice, all else as it was written."""
        return next((choice.label for choice in self.choices if choice.code == value), value)


@dataclass(frozen=True, slots=True)
class RollupRule:
    """Which fields a roll-up reads: what rows are gathered by, the second answer, what they say, what is added up."""

    kind: RollupKind
    by: str = ""
    across: str = ""
    text: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """One facilitation method as its data file declares it."""

    id: str
    titles: Phrase
    purposes: Phrase
    minutes: int
    prompts: Phrase
    all_steps: tuple[Phrase, ...]
    all_materials: Phrase
    fields: tuple[MethodField, ...]
    rollup: RollupRule
    minutes_verified: bool = False
    order: int = 100

    @property
    def title(self) -> str:
        """The method's name in the current language."""
        return self.titles.shown()

    @property
    def label(self) -> str:
        """The same as ``title``, as record types call it."""
        return self.titles.shown()

    @property
    def purpose(self) -> str:
        """What it is good for, in the current language."""
        return self.purposes.shown()

    @property
    def prompt(self) -> str:
        """The question to pose, in the current language."""
        return self.prompts.shown()

    @property
    def steps(self) -> tuple[str, ...]:
        """What the facilitator does, in order, in the current language."""
        return tuple(step.shown() for step in self.all_steps)

    @property
    def materials(self) -> str:
        """What has to lie ready, in the current language."""
        return self.all_materials.shown()

    def field(self, name: str) -> MethodField | None:
        """The field of that name, or None."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def first_text(self) -> str:
        """The name of the field that stands for a row in lists."""
        return self.rollup.text or self.fields[0].name


def parse_method(file: str, content: bytes) -> Method:
    """The method of one data file; raises ``ExpectedError("reference_file_broken")`` naming file and key."""
    table = DataTable.parse(file, content)
    table.refuse_unknown(_METHOD_KEYS)
    method_id = table.text("id", required=True)
    if not _NAME.fullmatch(method_id):
        raise table.broken("id")
    fields = tuple(_parse_field(each) for each in table.tables("field"))
    names = [each.name for each in fields]
    if not fields or len(set(names)) != len(names):
        raise table.broken("field")
    minutes = table.number("minutes")
    if minutes < 1:
        raise table.broken("minutes")
    return Method(
        id=method_id,
        titles=table.phrase("title", required=True),
        purposes=table.phrase("purpose", required=True),
        minutes=minutes,
        prompts=table.phrase("prompt", required=True),
        all_steps=table.phrases("steps"),
        all_materials=table.phrase("materials"),
        fields=fields,
        rollup=_parse_rollup(table.table("rollup"), names),
        minutes_verified=table.flag("minutes_verified"),
        order=table.number("order", 100),
    )


def _parse_field(table: DataTable) -> MethodField:
    table.refuse_unknown(_FIELD_KEYS)
    name = table.text("name", required=True)
    if not _NAME.fullmatch(name):
        raise table.broken("name")
    kind = table.code("kind", Shape, Shape.SHORT)
    choices = tuple(
        MethodChoice(choice.text("code", required=True), choice.phrase("label", required=True))
        for choice in table.tables("choice")
    )
    if bool(choices) != (kind is Shape.CHOICE):
        raise table.broken("choice")
    return MethodField(
        name=name,
        labels=table.phrase("label", required=True),
        kind=kind,
        helps=table.phrase("help"),
        choices=choices,
        required=table.flag("required"),
        minimum=table.number("minimum") if "minimum" in table.content else None,
        maximum=table.number("maximum") if "maximum" in table.content else None,
    )


def _parse_rollup(table: DataTable, names: list[str]) -> RollupRule:
    table.refuse_unknown(("kind", "by", "across", "text", "numbers"))
    rule = RollupRule(
        kind=table.code("kind", RollupKind, RollupKind.ROWS),
        by=table.text("by"),
        across=table.text("across"),
        text=table.text("text"),
        numbers=table.texts("numbers"),
    )
    for key, name in (("by", rule.by), ("across", rule.across), ("text", rule.text)):
        if name and name not in names:
            raise table.broken(key)
    if any(name not in names for name in rule.numbers):
        raise table.broken("numbers")
    needed = {
        RollupKind.CLUSTERS: ("by",),
        RollupKind.VOTES: ("by", "numbers"),
        RollupKind.SCORES: ("by", "numbers"),
        RollupKind.MATRIX: ("by", "across"),
    }
    for key in needed.get(rule.kind, ()):
        if not table.content.get(key):
            raise table.broken(key)
    return rule
