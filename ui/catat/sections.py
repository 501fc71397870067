"""How the fields of a captured record are laid out: in good sections, from what one hears first to what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kotaham_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (marked, translated where shown; empty for none) and the fields below it."""

    heading: str
    fields: tuple[str, ...]


SECTIONS: Mapping[str, tuple[Section, ...]] = MappingProxyType(
    {
        "case_study": (
            Section("", ("title", "place", "place_precision", "time", "time_precision")),
            Section(N_("Apa yang terjadi"), ("chronology",)),
            Section(N_("Para pihak menurut perannya"), ("victims", "respondents", "complainants", "witnesses")),
            Section(N_("Hak dan kewajiban"), ("rights_concerned", "duty_bearers")),
            Section(N_("Upaya dan usulan"), ("steps_taken", "gap", "recommendation")),
        ),
        "experience": (
            Section("", ("title", "narrator", "narrative")),
            Section(N_("Yang dapat dipelajari"), ("what_helped", "what_hindered", "lesson", "wish")),
            Section(N_("Kutipan langsung"), ("quote", "quote_allowed")),
        ),
        "exercise": (Section("", ("method", "title", "question")),),
    }
)
EXERCISE_END = Section(N_("Pleno"), ("reporter", "plenary_responses"))
MAIN_PROSE = frozenset({"chronology", "narrative", "text"})
"""The texts that get the most room."""
SIDE_BY_SIDE = frozenset({"victims", "respondents", "complainants", "witnesses", "what_helped", "what_hindered"})
"""Long texts that are short enough to stand in two columns."""
