"""Levels of exposure and the audiences that reports are made for (OHCHR monitoring manual: do no harm)."""

from enum import IntEnum, StrEnum

from kotaham_desktop.i18n import N_


class Level(IntEnum):
    """How far a piece of work may travel; a higher number is more open."""

    SEALED = 0
    TEAM = 1
    PARTICIPANTS = 2
    PUBLIC = 3

    @property
    def code(self) -> str:
        """``L0`` to ``L3``, as files and commands write it."""
        return f"L{self.value}"

    @classmethod
    def from_code(cls, code: str) -> "Level":
        """The level of ``L0`` to ``L3``; raises ``ValueError`` on anything else."""
        if len(code) == 2 and code[0] in "Ll" and code[1] in "0123":  # noqa: PLR2004 - a letter and a digit
            return cls(int(code[1]))
        raise ValueError(code)


LEVEL_LABELS: dict[Level, str] = {
    Level.SEALED: N_("Tersegel"),
    Level.TEAM: N_("Tim"),
    Level.PARTICIPANTS: N_("Peserta"),
    Level.PUBLIC: N_("Publik"),
}
LEVEL_MEANINGS: dict[Level, str] = {
    Level.SEALED: N_("Dapat membahayakan seseorang; tidak masuk laporan mana pun."),
    Level.TEAM: N_("Hanya untuk tim pelaksana pelatihan."),
    Level.PARTICIPANTS: N_("Boleh dibagikan kepada peserta, tanpa nama."),
    Level.PUBLIC: N_("Boleh dibaca siapa saja."),
}


class Audience(StrEnum):
    """For whom a report or an export is made."""

    TEAM = "team"
    PARTICIPANTS = "participants"
    PUBLIC = "public"

    @property
    def least_open(self) -> Level:
        """The most guarded level that this audience may still see."""
        return {
            Audience.TEAM: Level.TEAM,
            Audience.PARTICIPANTS: Level.PARTICIPANTS,
            Audience.PUBLIC: Level.PUBLIC,
        }[self]

    def may_see(self, level: Level) -> bool:
        """Whether work of this level may appear before this audience."""
        return level >= self.least_open


AUDIENCE_LABELS: dict[Audience, str] = {
    Audience.TEAM: N_("Tim pelaksana"),
    Audience.PARTICIPANTS: N_("Peserta"),
    Audience.PUBLIC: N_("Publik"),
}


def stricter(one: Level, other: Level) -> Level:
    """The level that protects more, which a merge keeps."""
    return min(one, other)
