"""Reading a command line in the user's language; wrong usage ends with exit code 2."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from kotaham_desktop.i18n import N_, _

WRONG_USAGE = 2

_REASONS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", N_("Yang belum disebut: {}")),
    (r"unrecognized arguments: (.*)", N_("Tidak dikenal: {}")),
    (r"argument (.*?): expected one argument", N_("Isi setelah {} belum ada.")),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", N_("{} tidak mengenal {}; pilihannya: {}")),
    (r"argument (.*?): invalid .* value: (.*)", N_("{} tidak dapat memakai {}.")),
)
"""What argparse says in English only, as sentences of ours."""


def _reason(message: str) -> str:
    for pattern, sentence in _REASONS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _(sentence).format(*found.groups())
    return message


class _Format(argparse.RawDescriptionHelpFormatter):
    """Help whose headings are in the user's language."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Begin with our own word for usage."""
        super().add_usage(usage, actions, groups, _("Cara pakai: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that explains itself in the user's language."""

    def __init__(self, *, description: str = "", prog: str | None = None, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        options.update(add_help=False, allow_abbrev=False, formatter_class=_Format)
        super().__init__(description=description, prog=prog, **options)
        self.given = self.add_argument_group(_("Yang diberikan"))
        self.choices = self.add_argument_group(_("Pilihan"))
        self.choices.add_argument("-h", "--help", action="help", help=_("tampilkan penjelasan ini dan selesai"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and how to find help, then end with exit code 2."""
        self.print_usage(sys.stderr)
        told = _("{program}: {reason} (penjelasan: {program} --help)").format(
            program=self.prog, reason=_reason(message)
        )
        self.exit(WRONG_USAGE, told + "\n")
