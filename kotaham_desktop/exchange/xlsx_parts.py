"""The parts of an XLSX file beside its sheets: which sheets there are, their texts, their number formats."""

from collections.abc import Mapping
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.exchange.xlsx_cells import unescaped

MAX_SHEETS = 30
_LONGEST_FORMAT = 255
_MAX_ELEMENTS = 800_000
_MAX_CELLS = 200_000
MAX_CHARACTERS = 8_000_000


class EnoughError(Exception):
    """The rest of a sheet is empty or more than we take."""


Attributes = Mapping[str, str]


class Budget:
    """What all parts of one file may take together."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._elements = self._cells = self._characters = 0

    def spend(self, *, elements: int = 0, cells: int = 0, characters: int = 0) -> None:
        """Count; raises ``ExpectedError("import_too_large")`` when it is too much."""
        self._elements += elements
        self._cells += cells
        self._characters += characters
        if self._elements > _MAX_ELEMENTS or self._cells > _MAX_CELLS or self._characters > MAX_CHARACTERS:
            raise ExpectedError("import_too_large", name=self.name)


class PartHandler(ContentHandler):
    """What one part of the file says; tags come without the namespace prefix, which programs choose freely."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self._budget = budget

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the SAX interface
        """An element begins."""
        self._budget.spend(elements=1)
        self._begin(name.rpartition(":")[2], dict(attrs.items()))

    def endElement(self, name: str) -> None:  # noqa: N802 - the SAX interface
        """An element ends."""
        self._end(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        """A piece of text."""
        self._text(content)

    def _begin(self, tag: str, attributes: Attributes) -> None: ...

    def _end(self, tag: str) -> None: ...

    def _text(self, content: str) -> None: ...


class Workbook(PartHandler):
    """Titles and relation ids of the visible sheets."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: list[tuple[str, str]] = []
        self.epoch_1904 = False

    def _begin(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet" and attributes.get("state", "visible") == "visible" and len(self.sheets) < MAX_SHEETS:
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif tag == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "0") in {"1", "true"}


class Relations(PartHandler):
    """Which part each relation id of the workbook means."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.parts: dict[str, str] = {}

    def _begin(self, tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            self.parts[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"


class Styles(PartHandler):
    """The number format of each cell style."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.custom: dict[int, str] = {}
        self.formats_of_styles: list[int] = []
        self._inside = False

    def _begin(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            self.custom[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")[:_LONGEST_FORMAT]
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self.formats_of_styles.append(int(attributes.get("numFmtId", "0")))

    def _end(self, tag: str) -> None:
        if tag == "cellXfs":
            raise EnoughError


class SharedStrings(PartHandler):
    """The texts that cells point to by number."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._phonetic = False

    def _begin(self, tag: str, attributes: Attributes) -> None:  # noqa: ARG002 - texts have none that matter
        if tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._in_text = not self._phonetic

    def _text(self, content: str) -> None:
        if self._in_text:
            self._budget.spend(characters=len(content))
            self._pieces.append(content)

    def _end(self, tag: str) -> None:
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.texts.append(unescaped("".join(self._pieces)))
