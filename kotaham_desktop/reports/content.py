"""What a report says, already disclosed for its audience and labelled in its language; how it looks lies elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kotaham_desktop.domain.levels import Audience


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with its caption; ``content`` is a JPEG or PNG file."""

    record_id: str
    caption: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NormNote:
    """A reference to a norm, by page and running paragraph where they are known."""

    norm: str
    page: str = ""
    paragraph: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Companions:
    """What accompanies a piece of captured work."""

    norms: tuple[NormNote, ...] = ()
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A session note, decision, parked question or promise."""

    kind: str
    kind_label: str
    text: str
    speaker: str = ""
    answer: str = ""
    session: str = ""
    group: str = ""
    companions: Companions = Companions()


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A case study or a shared experience; ``marks`` are its level and consent, for the team."""

    title: str
    facts: tuple[Fact, ...]
    quote: str = ""
    group: str = ""
    marks: str = ""
    companions: Companions = Companions()


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """What one group worked out: the question and the rows of answers under the method's headings."""

    title: str
    method: str
    question: str = ""
    group: str = ""
    reporter: str = ""
    plenary: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    companions: Companions = Companions()


@dataclass(frozen=True, slots=True)
class RolledUpEntry:
    """What several groups answered to the same question, as one table; ``numeric`` are the places of number columns."""

    question: str
    method: str
    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One agenda item with its computed times and what was noted in it."""

    record_id: str
    times: str
    minutes: int
    title: str
    kind: str
    kind_label: str
    method: str = ""
    aims: str = ""
    people: tuple[str, ...] = ()
    materials: str = ""
    room: str = ""
    notes: tuple[NoteEntry, ...] = ()
    companions: Companions = Companions()


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One day of the agenda."""

    number: int
    date: date | None
    sessions: tuple[SessionEntry, ...]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One person as the audience may see them."""

    name: str
    role: str
    role_label: str
    institution: str = ""
    position: str = ""
    sector_label: str = ""
    sex_label: str = ""
    access_needs: str = ""
    contact: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """One working group; ``size`` is a count as the audience may read it."""

    name: str
    topic: str = ""
    room: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class CountTable:
    """People counted by one trait, as the audience may read the counts."""

    title: str
    rows: tuple[Fact, ...]
    total: str


@dataclass(frozen=True, slots=True)
class About:
    """The training itself."""

    title: str = ""
    theme: str = ""
    snps: tuple[str, ...] = ()
    organisers: str = ""
    host: str = ""
    venue: str = ""
    city: str = ""
    start: date | None = None
    end: date | None = None
    background: str = ""
    legal_basis: str = ""
    aims: str = ""
    scope: str = ""
    expected_results: str = ""
    approach: str = ""
    funding: str = ""
    languages: str = ""
    obstacles: str = ""
    conclusions: str = ""
    recommendations: str = ""
    signatory_place: str = ""
    signatory_position: str = ""
    signatory_name: str = ""
    signatory_nip: str = ""


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All that a report of this audience and language may say.

    ``actions`` are the values of the action plan by field name, ``action_labels`` the headings of those fields.
    """

    audience: Audience
    language: str
    about: About
    days: tuple[DayEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    participant_total: str = ""
    counts: tuple[CountTable, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    loose_notes: tuple[NoteEntry, ...] = ()
    """Notes that belong to no session of the agenda."""
    exercises: tuple[ExerciseEntry, ...] = ()
    rolled_up: tuple[RolledUpEntry, ...] = ()
    cases: tuple[StoryEntry, ...] = ()
    experiences: tuple[StoryEntry, ...] = ()
    actions: tuple[Mapping[str, str], ...] = ()
    action_labels: tuple[Fact, ...] = ()
    """Field name and heading of every column of the action plan."""
    photos: tuple[Photo, ...] = ()
    """Photos of the training as a whole."""
    action_photos: tuple[Photo, ...] = ()

    @property
    def notes(self) -> tuple[NoteEntry, ...]:
        """Every note, in the order of the agenda, then those outside it."""
        inside = (note for day in self.days for session in day.sessions for note in session.notes)
        return (*inside, *self.loose_notes)
