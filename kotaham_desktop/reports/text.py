"""The one way by which words of users get onto a page: as text, never as markup, and never lost."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from xml.sax.saxutils import escape

from kotaham_desktop.reports.fonts import ARABIC, JAVANESE, fallbacks, report_font, text_width

LONGEST_PIECE = 2_400
"""Characters in one paragraph; longer ones take quadratic time to break into lines."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PLAIN = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201d\u2022\u2026]*\Z")
_BLANK_LINES = re.compile(r"\n\s*\n|\n")
_BULLET = re.compile(r"\s*(?:[-*•–]|(\d{1,3}|[a-zA-Z])[.)])\s+(?=\S)")
_RTL_WIDTH_SHARE = 0.96


def clean(text: str) -> str:
    """The text with one kind of line end; what no page can carry becomes a placeholder, invisible controls go."""
    lines = _LINE_ENDS.sub("\n", text)
    visible = _UNPRINTABLE.sub(lambda match: f"[U+{ord(match.group()):04X}]", lines)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", visible))


def one_line(text: str) -> str:
    """The cleaned text on one line, for headings, captions, outline entries and running heads."""
    return " ".join(clean(text).split())


def markup(text: str, font: str, size: float, width: float) -> str:
    """One paragraph's text as reportlab markup in ``font``, with other fonts where it lacks a character.

    ``width`` is the room of a line, which right-to-left script needs to know to be put in order.
    """
    line = " ".join(clean(text).split())
    if _PLAIN.match(line):
        return escape(line)
    pieces = []
    runs = _script_runs(line, font)
    for place, (script_font, run) in enumerate(runs):
        if script_font == ARABIC:
            lines = _right_to_left(run, font, size, width)
            before = "<br/>" if len(lines) > 1 and place > 0 else ""
            after = "<br/>" if len(lines) > 1 and place < len(runs) - 1 else ""
            pieces.append(before + "<br/>".join(lines) + after)
        elif script_font == JAVANESE:
            pieces.append(_in_font(JAVANESE, " ".join(report_font(JAVANESE).shaped(word) for word in run.split(" "))))
        elif script_font == font:
            pieces.append(escape(run))
        else:
            pieces.append(_in_font(script_font, run))
    return "".join(pieces)


def plain_runs(text: str, font: str) -> list[tuple[str, str]]:
    """(font, text) runs of one line for drawing without paragraphs; shaped where the script needs it."""
    runs = []
    for script_font, run in _script_runs(one_line(text), font):
        if script_font == ARABIC:
            words = [report_font(ARABIC).shaped(word) for word in run.split(" ")]
            runs.append((ARABIC, " ".join(reversed(words))))
        elif script_font == JAVANESE:
            runs.append((JAVANESE, report_font(JAVANESE).shaped(run)))
        else:
            runs.append((script_font, run))
    return runs


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a long text, none longer than reportlab breaks quickly; empty ones are left out."""
    for paragraph in _BLANK_LINES.split(clean(text)):
        rest = paragraph.strip()
        while len(rest) > LONGEST_PIECE:
            cut = max(rest.rfind(mark, LONGEST_PIECE // 2, LONGEST_PIECE) for mark in (". ", "? ", "! "))
            cut = cut + 1 if cut > 0 else rest.rfind(" ", LONGEST_PIECE // 2, LONGEST_PIECE)
            cut = cut if cut > 0 else LONGEST_PIECE
            yield rest[:cut].rstrip()
            rest = rest[cut:].lstrip()
        if rest:
            yield rest


def list_item(paragraph: str) -> tuple[str, str] | None:
    """Mark and text of a paragraph that a writer typed as a list item (``- x``, ``2. x``, ``a) x``), else None."""
    match = _BULLET.match(paragraph)
    if match is None:
        return None
    mark = paragraph[: match.end()].strip()
    return ("•" if mark in "-*•–" else mark), paragraph[match.end() :].strip()


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer than ``limit`` characters."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line.rfind(" ", limit // 2, limit)
    return line[: cut if cut > 0 else limit].rstrip(" ,.;:") + " …"


def _script_runs(line: str, font: str) -> list[tuple[str, str]]:
    """Neighbouring characters of one font; spaces stay with the run before them, marks with their letter."""
    runs: list[tuple[str, str]] = []
    for character in line:
        name, shown = _placed(character, font)
        if runs and (character == " " or unicodedata.combining(character)):
            before = runs[-1][0]
            if character == " " or ord(character) in report_font(before).coverage:
                name, shown = before, character
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + shown)
        else:
            runs.append((name, shown))
    return list(_spaces_outside(runs))


def _spaces_outside(runs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Move the space behind a run of another font to the next one, so that words stay apart in every reader."""
    carried = ""
    for place, (name, text) in enumerate(runs):
        whole = carried + text
        carried = ""
        if place + 1 < len(runs) and whole.endswith(" ") and name in (ARABIC, JAVANESE):
            whole, carried = whole[:-1], " "
        if name in (ARABIC, JAVANESE) and whole.startswith(" "):
            yield "", " "
            whole = whole[1:]
        if whole:
            yield name, whole


@lru_cache(maxsize=8192)
def _placed(character: str, font: str) -> tuple[str, str]:
    """The font that has the character, and the character; where none has it, its name in the first font."""
    code = ord(character)
    for candidate in fallbacks(font):
        if code in candidate.coverage and code:
            return candidate.fontName, character
    if character.isspace():
        return font, " "
    name = unicodedata.name(character, "")
    return font, f"[U+{code:04X} {name}]" if name else f"[U+{code:04X}]"


def _in_font(name: str, run: str) -> str:
    return f'<font name="{name}">{escape(run)}</font>' if name else escape(run)


def is_right_to_left(text: str) -> bool:
    """Whether a paragraph is read from the right: most of its letters are."""
    if text.isascii():
        return False
    letters = [unicodedata.bidirectional(character) for character in text if character.isalpha()]
    return 2 * sum(kind in ("R", "AL") for kind in letters) > len(letters)


def _right_to_left(run: str, font: str, size: float, width: float) -> list[str]:
    """Lines of Arabic words in reading order from the right; a run that needs several gets lines of its own."""
    arabic = report_font(ARABIC)
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in run.split():
        shaped = arabic.shaped(word)
        needed = text_width(shaped, ARABIC, size) + text_width(" ", font, size)
        if lines[-1] and used + needed > width * _RTL_WIDTH_SHARE:
            lines.append([])
            used = 0.0
        lines[-1].append(shaped)
        used += needed
    return [_in_font(ARABIC, "\u00a0".join(reversed(words))) for words in lines]
