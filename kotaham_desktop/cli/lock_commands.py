"""Commands about the passphrase of a file."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kotaham_desktop.application import passphrases
from kotaham_desktop.cli.opening import asked_passphrase, author_of, passphrase_for
from kotaham_desktop.cli.output import say
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import _


def new_passphrase(variable: str = "KOTAHAM_PASSPHRASE") -> str:
    """A new passphrase from the environment, or typed twice alike; raises ``ExpectedError``."""
    chosen = asked_passphrase(_("Frasa sandi baru: "), variable)
    if sys.stdin.isatty() and chosen != asked_passphrase(_("Sekali lagi: "), variable):
        raise ExpectedError("passphrase_unlike")
    return passphrases.checked_new_passphrase(chosen)


def _set(path: Path, author: str) -> None:
    passphrases.set_passphrase(path, new_passphrase(), author=author)
    say(_("Terkunci: {path}").format(path=path))
    offer_kit(path)


def _change(path: Path, author: str) -> None:
    old = passphrase_for(path)
    passphrases.change_passphrase(path, old, new_passphrase("KOTAHAM_NEW_PASSPHRASE"), author=author)
    say(_("Frasa sandi diganti: {path}").format(path=path))
    say(_("Kit pemulihan yang lama, bila ada, tidak berlaku lagi untuk berkas ini; salinan dan cadangan lama tetap."))
    offer_kit(path)


def offer_kit(path: Path) -> None:
    """Say how a forgotten passphrase can be made up for."""
    say(_("Buat kit pemulihan sekarang: kotaham recovery {path} make --output kit.pdf").format(path=path))


def _remove(path: Path, author: str) -> None:
    passphrases.remove_passphrase(path, passphrase_for(path), author=author)
    say(_("Tidak lagi terkunci: {path}").format(path=path))


def _forget(path: Path, author: str) -> None:  # noqa: ARG001 - nothing is written
    from kotaham_desktop.application.remembered_keys import forget_key_of  # noqa: PLC0415 - late: rarely wanted

    forget_key_of(path)
    say(_("Kuncinya tidak lagi disimpan di laptop ini: {path}").format(path=path))


ACTIONS: Mapping[str, Callable[[Path, str], None]] = MappingProxyType(
    {"set": _set, "change": _change, "remove": _remove, "forget": _forget}
)


def passphrase(arguments: Namespace) -> None:
    """Set, change or remove the passphrase of a file, or have the laptop forget its key."""
    ACTIONS[arguments.action](Path(arguments.file), author_of(arguments))
