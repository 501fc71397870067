"""Replacing the names and contacts of people who must stay hidden, in any text that an audience is going to read."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from kotaham_desktop.domain.name_words import EVERYDAY, HONORIFICS, NOT_A_NAME
from kotaham_desktop.i18n import N_

HIDDEN_NAME = N_("[nama disamarkan]")
HIDDEN_CONTACT = N_("[kontak disamarkan]")

_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_GAP_INSIDE_NAME = re.compile(r"[\s.,\-‐‑–()_/]{0,4}\Z")
_GAP_AFTER_HONORIFIC = re.compile(r"[\s.,/]{0,4}\Z")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")  # no start inside a word: that takes quadratic time
_DIGITS = re.compile(r"\+?\d(?:[\s.\-()]{0,2}\d){6,}")
_PIECES = re.compile(r"[,;:\n()/]|\s(?:dan|serta|and|atau|or)\s")
_AFTER_HONORIFIC = re.compile(
    r"\b(?:Bapak|Pak|Ibu|Bu|Sdri?|Saudara|Saudari|Mas|Mbak|Mbah|Kak|Bang|Alm)\.?\s+((?:[A-Z][\w'’]+\s?){1,4})"
)
_PARTICLES = frozenset({"bin", "binti", "van", "de", "al"})
_SHORTEST_PART = 4
_SHORTEST_WEAK_PART = 3
_LONGEST_PERSONAL_NAME = 5
_NIK_DIGITS = 16
_LONGEST_NAME = 12
"""Words of a name that are looked for; what is longer is prose in the wrong field."""


def words_of(text: str) -> tuple[str, ...]:
    """The first words of a name as they are compared: case folded, compatibility forms joined."""
    return tuple(
        _fold(match.group()) for match in islice(_WORD.finditer(unicodedata.normalize("NFC", text)), _LONGEST_NAME)
    )


def core_name(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles before it and degrees after it."""
    words = list(words_of(name.split(",", maxsplit=1)[0]))
    while len(words) > 1 and words[0] in HONORIFICS:
        words.pop(0)
    return tuple(words)


def looks_like_a_name(text: str) -> bool:
    """Whether a free entry such as a narrator is a personal name or a code, rather than words about somebody."""
    words = core_name(text)
    if not words or len(words) > _LONGEST_PERSONAL_NAME or words[0] in NOT_A_NAME or words[0] in HONORIFICS:
        return False
    if len(words) == 1 and len(words[0]) < _SHORTEST_WEAK_PART:
        return False
    written = [match.group() for match in _WORD.finditer(text.split(",", maxsplit=1)[0])]
    return all(word[0].isupper() or word[0].isdigit() or word in _PARTICLES for word in written[-len(words) :])


def names_within(text: str) -> tuple[str, ...]:
    """The personal names that a description of parties seems to hold (``Bu Sarmi (62), Joyo Prasetyo``)."""
    found = [match.group(1).strip() for match in _AFTER_HONORIFIC.finditer(text)]
    for piece in _PIECES.split(text):
        words = core_name(piece)
        if words and looks_like_a_name(piece):
            found.append(piece.strip())
    return tuple(found)


@dataclass(frozen=True, slots=True)
class NameMask:
    """Masks the hidden names and contacts in a text; built once for an audience by ``name_mask``."""

    sequences: dict[str, tuple[tuple[tuple[str, ...], bool], ...]]
    """First word -> the (words, hidden?) sequences that begin with it, longest first."""
    triggers: frozenset[str]
    """Words without one of which a text names nobody who is hidden."""
    parts: frozenset[str]
    weak_parts: frozenset[str]
    contacts: frozenset[str]
    every_contact: bool
    name_word: str
    contact_word: str

    def __call__(self, text: str) -> str:
        """The text without a hidden name or contact."""
        if self.contacts or self.every_contact:
            text = _EMAIL.sub(self._mask_email, text)
            text = _DIGITS.sub(self._mask_digits, text)
        # Letters with marks may come in two halves; names are compared whole.
        text = text if text.isascii() else unicodedata.normalize("NFC", text)
        return self._mask_names(text) if self._may_name_somebody(text) else text

    def _may_name_somebody(self, text: str) -> bool:
        """A quick look that spares most texts the long one."""
        folded = text.casefold()
        if not text.isascii() and (len(folded) != len(text) or unicodedata.normalize("NFKC", text) != text):
            return bool(self.triggers)
        return not self.triggers.isdisjoint(_WORD.findall(_plain_apostrophes(folded)))

    def _mask_email(self, match: re.Match[str]) -> str:
        hide = self.every_contact or match.group().casefold() in self.contacts
        return self.contact_word if hide else match.group()

    def _mask_digits(self, match: re.Match[str]) -> str:
        digits = _national(match.group())
        personal = digits.startswith("08") or len(digits) >= _NIK_DIGITS
        hide = digits in self.contacts or (self.every_contact and personal)
        return self.contact_word if hide else match.group()

    def _mask_names(self, text: str) -> str:
        found = list(_WORD.finditer(text))
        words = [_fold(match.group()) for match in found]
        pieces: list[str] = []
        written = index = 0
        while index < len(found):
            length, hidden = self._name_at(text, found, words, index)
            if hidden:
                between = text[written : found[index].start()]
                if not (pieces and pieces[-1] == self.name_word and not between.strip()):
                    pieces += [between, self.name_word]
                written = found[index + length - 1].end()
            index += max(length, 1)
        pieces.append(text[written:])
        return "".join(pieces)

    def _name_at(self, text: str, found: list[re.Match[str]], words: list[str], start: int) -> tuple[int, bool]:
        """How many words from ``start`` on are a name (0: none), and whether it is to be hidden."""
        length, hidden = self._sequence_at(text, found, words, start)
        if length:
            return length, hidden
        first = start
        while (
            first < len(words) - 1 and words[first] in HONORIFICS and _close(text, found, first, _GAP_AFTER_HONORIFIC)
        ):
            first += 1
        if first > start:
            length, hidden = self._sequence_at(text, found, words, first)
            if length:
                return first - start + length, hidden
            if words[first] in self.parts or words[first] in self.weak_parts:
                return first - start + 1, True
        if words[start] in self.parts or (words[start] in self.weak_parts and _stands_as_a_name(text, found, start)):
            return 1, True
        return 0, False

    def _sequence_at(self, text: str, found: list[re.Match[str]], words: list[str], start: int) -> tuple[int, bool]:
        for sequence, hidden in self.sequences.get(words[start], ()):
            end = start + len(sequence)
            if tuple(words[start:end]) == sequence and all(
                _close(text, found, place, _GAP_INSIDE_NAME) for place in range(start, end - 1)
            ):
                return len(sequence), hidden
        return 0, False


def name_mask(
    hidden: Iterable[str],
    shown: Iterable[str] = (),
    *,
    phrases: Iterable[str] = (),
    contacts: Iterable[str] = (),
    every_contact: bool = False,
    public_words: Iterable[str] = (),
    name_word: str = HIDDEN_NAME,
    contact_word: str = HIDDEN_CONTACT,
) -> NameMask:
    """The mask for these hidden names, which leaves whole names of ``shown`` people alone.

    A hidden name is found as written, without titles and degrees, as any two neighbouring words of it, after a title
    (``Bu Ratna``), and by a single word of it, unless that word is among ``public_words`` (the city, the host) or is an
    everyday word that does not stand as a name there. ``phrases`` are hidden only as a whole. ``every_contact`` masks
    all e-mail addresses, mobile numbers and identity numbers, known or not.
    """
    sequences: dict[tuple[str, ...], bool] = {}
    for name in shown:
        sequences.update({words: False for words in (words_of(name), core_name(name)) if words})
    parts: set[str] = set()
    weak_parts: set[str] = set()
    spared = {_fold(match.group()) for text in public_words for match in _WORD.finditer(text)}
    for phrase in phrases:
        sequences.update({words: True for words in (words_of(phrase),) if len(words) > 1})
    for name in hidden:
        _learn(name, spared, sequences, parts, weak_parts)
    by_first_word: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for words, is_hidden in sequences.items():
        by_first_word.setdefault(words[0], []).append((words, is_hidden))
    return NameMask(
        sequences={word: tuple(sorted(group, key=lambda item: -len(item[0]))) for word, group in by_first_word.items()},
        triggers=frozenset({words[0] for words, is_hidden in sequences.items() if is_hidden} | parts | weak_parts),
        parts=frozenset(parts),
        weak_parts=frozenset(weak_parts),
        contacts=frozenset(piece for contact in contacts for piece in _contact_keys(contact)),
        every_contact=every_contact,
        name_word=name_word,
        contact_word=contact_word,
    )


def _fold(word: str) -> str:
    return _plain_apostrophes(unicodedata.normalize("NFKC", word).casefold())


def _plain_apostrophes(text: str) -> str:
    return text.replace("’", "'").replace("`", "'")


def _learn(
    name: str, spared: set[str], sequences: dict[tuple[str, ...], bool], parts: set[str], weak_parts: set[str]
) -> None:
    """Add all by which a hidden name is found."""
    core = core_name(name)
    if core and core[0] in NOT_A_NAME:
        # Words about somebody ("Ketua Koperasi Nelayan") are hidden as a whole; each by itself tells nothing.
        sequences.update({words: True for words in (words_of(name),) if len(words) > 1})
        return
    for words in (words_of(name), core, *_neighbours(core)):
        if len(words) > 1:
            sequences[words] = True
    for word in core:
        if _is_distinctive(word, spared, alone=len(core) == 1):
            parts.add(word)
        elif len(word) >= _SHORTEST_WEAK_PART and (word not in spared or len(core) == 1):
            weak_parts.add(word)


def _is_distinctive(word: str, spared: set[str], *, alone: bool) -> bool:
    """Whether a single word of a name gives the person away wherever it stands; ``alone``: it is the whole name."""
    if word in spared or word in EVERYDAY:
        return False
    return len(word) >= _SHORTEST_WEAK_PART if alone else len(word) >= _SHORTEST_PART and word not in NOT_A_NAME


def _neighbours(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            yield words[start:end]


def _close(text: str, found: list[re.Match[str]], place: int, gap: re.Pattern[str]) -> bool:
    return gap.match(text, found[place].end(), found[place + 1].start()) is not None


def _stands_as_a_name(text: str, found: list[re.Match[str]], place: int) -> bool:
    """Whether an everyday word is written like a name: capital inside a sentence, not part of a longer title."""
    word = found[place].group()
    if not word[0].isupper() or place == 0:
        return False
    before = found[place - 1]
    if not before.group().islower() or text[before.end() : found[place].start()] != " ":
        return False
    after = found[place + 1] if place + 1 < len(found) else None
    return after is None or not after.group()[0].isupper() or text[found[place].end() : after.start()].strip() != ""


def _national(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if digits.startswith("62") else digits


def _contact_keys(contact: str) -> Iterable[str]:
    yield from (match.group().casefold() for match in _EMAIL.finditer(contact))
    yield from (_national(match.group()) for match in _DIGITS.finditer(contact))
