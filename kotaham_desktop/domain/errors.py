"""Expected failures: things that happen at a venue and that the user can do something about. All else is a bug."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ExpectedError(Exception):
    """A failure with an owner: ``code`` selects its sentences in ``messages``, ``values`` fills them."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        return f"{self.code} {dict(self.values)}" if self.values else self.code
