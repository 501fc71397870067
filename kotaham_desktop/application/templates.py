"""Templates: a whole agenda and text skeletons that a facilitator starts from and edits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.domain.declared_data import DataTable, Phrase
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import WORKSHOP, WORKSHOP_ID
from kotaham_desktop.resource_files import resource_root

_TEMPLATE_KEYS = ("id", "title", "title_en", "description", "description_en", "workshop", "agenda")
_AGENDA_KEYS = frozenset(
    {"key", "day", "start", "minutes", "title", "title_en", "kind", "method", "aims", "aims_en", "materials",
     "materials_en", "room"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session of a template; ``key`` names it inside the template."""

    key: str
    day: int
    minutes: int
    titles: Phrase
    start: str = ""
    kind: str = ""
    method: str = ""
    aims: Phrase = field(default_factory=Phrase)
    materials: Phrase = field(default_factory=Phrase)

    def values(self) -> dict[str, Value]:
        """The fields of the agenda item, in the current language."""
        return {
            "day": self.day,
            "start": self.start,
            "minutes": self.minutes,
            "title": self.titles.shown(),
            "kind": self.kind,
            "method": self.method,
            "aims": self.aims.shown(),
            "materials": self.materials.shown(),
        }


@dataclass(frozen=True, slots=True)
class Template:
    """One template as its data file declares it."""

    id: str
    titles: Phrase
    descriptions: Phrase
    texts: Mapping[str, Phrase]
    sessions: tuple[PlannedSession, ...]

    @property
    def title(self) -> str:
        """The name in the current language."""
        return self.titles.shown()

    @property
    def description(self) -> str:
        """What it is good for, in the current language."""
        return self.descriptions.shown()

    @property
    def days(self) -> int:
        """How many days its agenda takes."""
        return max((session.day for session in self.sessions), default=0)


def parse_template(file: str, content: bytes) -> Template:
    """The template of one data file; raises ``ExpectedError("reference_file_broken")`` naming file and key."""
    table = DataTable.parse(file, content)
    table.refuse_unknown(_TEMPLATE_KEYS)
    texts = table.table("workshop")
    names = {each.name for each in WORKSHOP.fields}
    texts.refuse_unknown({*names, *(f"{name}_en" for name in names)})
    return Template(
        id=table.text("id", required=True),
        titles=table.phrase("title", required=True),
        descriptions=table.phrase("description"),
        texts={name: texts.phrase(name) for name in names if name in texts.content},
        sessions=tuple(_parse_session(each) for each in table.tables("agenda")),
    )


def _parse_session(table: DataTable) -> PlannedSession:
    table.refuse_unknown(_AGENDA_KEYS)
    return PlannedSession(
        key=table.text("key", required=True),
        day=table.number("day", 1),
        minutes=table.number("minutes"),
        titles=table.phrase("title", required=True),
        start=table.text("start"),
        kind=table.text("kind"),
        method=table.text("method"),
        aims=table.phrase("aims"),
        materials=table.phrase("materials"),
    )


def templates(root: Path | None = None) -> list[Template]:
    """The templates that ship with the program, by title."""
    folder = (root if root is not None else resource_root()) / "templates"
    found = [parse_template(path.name, path.read_bytes()) for path in sorted(folder.glob("*.toml"))]
    return sorted(found, key=lambda template: template.title)


def apply_template(workshop: Workshop, template_id: str) -> dict[str, str]:
    """Add a template's agenda and fill what the workshop's information leaves empty, as one step.

    Returns the new agenda items' ids by the sessions' keys. Raises ``ExpectedError("unknown_template")``.
    """
    template = next((each for each in templates() if each.id == template_id), None)
    if template is None:
        raise ExpectedError("unknown_template", template=template_id)
    written = workshop.record(WORKSHOP_ID)
    texts: dict[str, Value] = {
        name: phrase.shown() for name, phrase in template.texts.items() if not written.text(name).strip()
    }
    with workshop.batch("template"):
        if texts:
            workshop.set_fields(WORKSHOP_ID, texts)
        ids = workshop.create_records([("agenda_item", session.values()) for session in template.sessions])
    return {session.key: record_id for session, record_id in zip(template.sessions, ids, strict=True)}
