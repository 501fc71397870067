"""The norm shelf: reference summaries of SNPs, laws, covenants and principles, and finding one by typed letters."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from kotaham_desktop.domain.declared_data import DataTable, Phrase

_INFIX_LETTERS = 4
"""From so many letters on, a word is also found inside one with prefixes: ``gusur`` in penggusuran."""
_ENTRY_KEYS = frozenset(
    {
        "code",
        "kind",
        "title",
        "title_en",
        "summary",
        "summary_en",
        "parent",
        "short_name",
        "also_called",
        "year",
        "duties",
        "legal_basis",
        "rights_holders",
        "verified",
        "note",
        "sources",
    }
)


class NormKind(StrEnum):
    """Where an entry of the shelf comes from."""

    SNP = "snp"
    """One Standar Norma dan Pengaturan of Komnas HAM."""
    NORM = "norm"
    """One norm under an SNP, in our own short words."""
    CONSTITUTION = "constitution"
    LAW = "law"
    COVENANT = "covenant"
    DUTY = "duty"
    """One of the duties of the state, P5HAM."""
    CITY = "city"
    """A principle of human-rights cities or a criterion of rights-aware regions."""


@dataclass(frozen=True, slots=True)
class NormEntry:
    """One entry of the shelf.

    ``summary`` is ours, never the wording of an SNP. ``verified`` says whether its content was seen at ``sources``;
    ``parent`` is the code of the SNP that it belongs to.
    """

    code: str
    kind: NormKind
    titles: Phrase
    summaries: Phrase
    parent: str = ""
    short_name: str = ""
    also_called: tuple[str, ...] = ()
    year: str = ""
    duties: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    rights_holders: tuple[str, ...] = ()
    verified: bool = False
    note: str = ""
    sources: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title in the current language."""
        return self.titles.shown()

    @property
    def summary(self) -> str:
        """The reference summary in the current language."""
        return self.summaries.shown()

    @property
    def label(self) -> str:
        """Code and title, as chips and lists show them."""
        return f"{self.code} · {self.title}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One data file of the shelf: what it is, of which date, and its entries."""

    title: str
    label: str
    dated: str
    edition: int
    entries: tuple[NormEntry, ...]


def parse_catalogue(file: str, content: bytes) -> Catalogue:
    """The entries of one data file; raises ``ExpectedError("reference_file_broken")`` naming file and key."""
    table = DataTable.parse(file, content)
    table.refuse_unknown(("catalogue", "sources", "entry"))
    head = table.table("catalogue")
    head.refuse_unknown(("title", "label", "dated", "edition", "note", "kind", "parent"))
    sources = table.table("sources")
    return Catalogue(
        title=head.text("title", required=True),
        label=head.text("label", required=True),
        dated=head.text("dated", required=True),
        edition=head.number("edition"),
        entries=tuple(_parse_entry(each, head, sources) for each in table.tables("entry")),
    )


def _parse_entry(table: DataTable, head: DataTable, sources: DataTable) -> NormEntry:
    table.refuse_unknown(_ENTRY_KEYS)
    for source in table.texts("sources"):
        if source not in sources.content:
            raise table.broken("sources")
    return NormEntry(
        code=table.text("code", required=True),
        kind=(table if "kind" in table.content else head).code("kind", NormKind),
        titles=table.phrase("title", required=True),
        summaries=table.phrase("summary"),
        parent=table.text("parent") or head.text("parent"),
        short_name=table.text("short_name"),
        also_called=table.texts("also_called"),
        year=table.text("year"),
        duties=table.texts("duties"),
        legal_basis=table.texts("legal_basis"),
        rights_holders=table.texts("rights_holders"),
        verified=table.flag("verified"),
        note=table.text("note"),
        sources=tuple(sources.text(source) for source in table.texts("sources")),
    )


def search_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: lower case, without accents, only letters and digits."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return tuple(kept.split())


@dataclass(frozen=True, slots=True)
class _Indexed:
    entry: NormEntry
    code_words: tuple[str, ...]
    title_words: tuple[str, ...]
    other_words: tuple[str, ...]


class NormIndex:
    """Finds entries by the letters typed so far."""

    def __init__(self, entries: Iterable[NormEntry]) -> None:
        by_code = {entry.code: entry for entry in entries}
        self._indexed = tuple(_indexed(entry, by_code.get(entry.parent)) for entry in by_code.values())

    def find(self, typed: str, limit: int = 20) -> list[NormEntry]:
        """The entries in which every typed word begins some word, best first; nothing typed gives the first ones.

        A word counts most at the start of the code, then in the title, then in legal basis and summary. Numbers match
        whole, without leading zeros, so ``snp 8`` finds SNP-08 and not Article 28D, but ``28`` finds that.
        """
        wanted = search_words(typed)
        if not wanted:
            return [each.entry for each in self._indexed[:limit]]
        scored: list[tuple[int, int, NormEntry]] = []
        for place, each in enumerate(self._indexed):
            score = 0
            for word in wanted:
                points = _points(word, each)
                if not points:
                    break
                score += points
            else:
                scored.append((-score, place, each.entry))
        scored.sort(key=lambda found: found[:2])
        return [entry for _, _, entry in scored[:limit]]


def _indexed(entry: NormEntry, parent: NormEntry | None) -> _Indexed:
    own_names = (entry.titles.indonesian, entry.titles.english, entry.short_name, *entry.also_called)
    parent_names = (parent.code, parent.titles.indonesian, parent.titles.english, *parent.also_called) if parent else ()
    context = (*parent_names, *entry.legal_basis, *entry.rights_holders, entry.year, entry.summaries.indonesian)
    code_words = search_words(entry.code)
    return _Indexed(
        entry, (*code_words, "".join(code_words)), search_words(" ".join(own_names)), search_words(" ".join(context))
    )


def _points(word: str, indexed: _Indexed) -> int:
    if _begins(word, indexed.code_words):
        return 8
    if word in indexed.title_words:
        return 5
    if _begins(word, indexed.title_words):
        return 4
    if len(word) >= _INFIX_LETTERS and any(word in candidate for candidate in indexed.title_words):
        return 2
    return 1 if _begins(word, indexed.other_words) else 0


def _begins(word: str, candidates: tuple[str, ...]) -> bool:
    if word.isdigit():
        return any(_number_of(candidate) == word.lstrip("0") for candidate in candidates if candidate[0].isdigit())
    return any(candidate.startswith(word) for candidate in candidates)


def _number_of(word: str) -> str:
    """The number that a word starts with, as ``28`` in ``28d``."""
    return "".join(takewhile(str.isdigit, word)).lstrip("0")
