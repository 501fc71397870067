"""Methods and norms that ship with the program or lie in the user's own folder, read when first asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.methods import Method, parse_method
from kotaham_desktop.domain.norms import Catalogue, NormEntry, NormIndex, parse_catalogue
from kotaham_desktop.resource_files import resource_root

Parsed = TypeVar("Parsed")


class ReferenceData:
    """The methods and the norm shelf; each is read once, on first use.

    A folder in ``own_folders`` may hold ``methods`` and ``catalogue`` too; what it declares under a known id takes the
    shipped one's place, and a file in it that cannot be read becomes one of ``problems`` instead of stopping anything.
    """

    def __init__(self, root: Path | None = None, *, own_folders: Sequence[Path] = ()) -> None:
        self._root = root if root is not None else resource_root()
        self._own_folders = tuple(own_folders)
        self._problems: list[ExpectedError] = []
        self._methods: Mapping[str, Method] | None = None
        self._catalogues: tuple[Catalogue, ...] | None = None
        self._norms: Mapping[str, NormEntry] | None = None
        self._index: NormIndex | None = None

    @property
    def problems(self) -> tuple[ExpectedError, ...]:
        """What could not be read from the user's own folders so far."""
        return tuple(self._problems)

    @property
    def methods(self) -> Mapping[str, Method]:
        """The methods by id, in the order in which a training usually uses them."""
        if self._methods is None:
            found = {method.id: method for method in self._parsed("methods", parse_method)}
            ordered = sorted(found.values(), key=lambda method: (method.order, method.id))
            self._methods = MappingProxyType({method.id: method for method in ordered})
        return self._methods

    def method(self, method_id: str) -> Method | None:
        """The method of that id, or None where this laptop does not know it."""
        return self.methods.get(method_id)

    @property
    def catalogues(self) -> tuple[Catalogue, ...]:
        """The files of the norm shelf, each with its date and label."""
        if self._catalogues is None:
            self._catalogues = tuple(self._parsed("catalogue", parse_catalogue))
        return self._catalogues

    @property
    def norms(self) -> Mapping[str, NormEntry]:
        """The norm shelf by code, SNPs first."""
        if self._norms is None:
            found = {entry.code: entry for catalogue in self.catalogues for entry in catalogue.entries}
            self._norms = MappingProxyType(found)
        return self._norms

    def norm(self, code: str) -> NormEntry | None:
        """The entry of that code, or None."""
        return self.norms.get(code)

    def norm_label(self, code: str) -> str:
        """Code and title, or the code alone where the shelf does not have it."""
        entry = self.norms.get(code)
        return entry.label if entry else code

    def find_norms(self, typed: str, limit: int = 20) -> list[NormEntry]:
        """The entries that the typed letters point to, best first."""
        if self._index is None:
            self._index = NormIndex(self.norms.values())
        return self._index.find(typed, limit)

    def _parsed(self, folder: str, parse: Callable[[str, bytes], Parsed]) -> Iterator[Parsed]:
        for path in sorted((self._root / folder).glob("*.toml")):
            yield parse(path.name, path.read_bytes())
        for own in self._own_folders:
            for path in sorted((own / folder).glob("*.toml")):
                try:
                    yield parse(path.name, path.read_bytes())
                except ExpectedError as problem:
                    self._problems.append(problem)
                except OSError as problem:
                    self._problems.append(
                        ExpectedError("reference_file_broken", file=path.name, key="", problem=str(problem))
                    )
