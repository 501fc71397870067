"""Commands about the recovery kit of a file: make it, try it, set a new passphrase with it."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kotaham_desktop.application import recovery
from kotaham_desktop.application.unlock_attempts import counted
from kotaham_desktop.cli.lock_commands import new_passphrase
from kotaham_desktop.cli.opening import author_of, for_reading, for_writing, memory
from kotaham_desktop.cli.output import say, say_json
from kotaham_desktop.cli.parser import Parser
from kotaham_desktop.clock import local_time
from kotaham_desktop.domain.dates import written_date
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.i18n import LANGUAGES, N_, _, current_language

STANDINGS: Mapping[recovery.KitStanding, str] = MappingProxyType(
    {
        recovery.KitStanding.NEEDLESS: N_("Berkas ini tidak dikunci, jadi tidak perlu kit pemulihan."),
        recovery.KitStanding.MISSING: N_("Kit pemulihan belum dibuat."),
        recovery.KitStanding.VOID: N_("Kit {kit} tidak berlaku lagi karena frasa sandinya diganti: buat kit baru."),
        recovery.KitStanding.UNTESTED: N_("Kit {kit} dibuat {made} dan belum diuji."),
        recovery.KitStanding.TESTED: N_("Kit {kit} dibuat {made} dan diuji {tested}."),
    }
)
_STILL_OPEN = N_(
    "Salinan dan cadangan yang dibuat sebelumnya tetap terbuka dengan frasa sandi dan kit yang lama, tidak dengan yang "
    "baru."
)


def _make(arguments: Namespace) -> None:
    if not arguments.output:
        raise ExpectedError("kit_needs_output")
    output = Path(arguments.output)
    with for_writing(arguments) as workshop:
        kit = recovery.new_kit(workshop)
        recovery.write_kit(kit, output, arguments.report_language or current_language())
        recovery.note_kit_made(workshop, kit)
    if arguments.json:
        say_json({"kit": kit.kit, "path": str(output)})
        return
    say(_("Kit {kit} ditulis: {path}").format(kit=kit.kit, path=output))
    say(_("Cetak, bagikan kepada tiga orang, lalu hapus berkas PDF itu dan uji kitnya."))


def _test(arguments: Namespace) -> None:
    path, shares = Path(arguments.file), _given_shares(arguments)
    with counted(path, memory()):
        recovery.try_kit_on_file(path, shares, author=author_of(arguments))
    say(_("Kit {kit} membuka berkas ini.").format(kit=shares[0].kit))


def _open(arguments: Namespace) -> None:
    path, shares = Path(arguments.file), _given_shares(arguments)
    chosen = new_passphrase("KOTAHAM_NEW_PASSPHRASE")
    with counted(path, memory()):
        recovery.set_passphrase_with_kit(path, shares, chosen, author=author_of(arguments))
    say(_("Frasa sandi diganti: {path}").format(path=path))
    say(_("Kit {kit} tidak berlaku lagi untuk berkas ini: buat kit baru.").format(kit=shares[0].kit))
    say(_(_STILL_OPEN))


def _state(arguments: Namespace) -> None:
    with for_reading(arguments) as workshop:
        standing, kit = recovery.standing(workshop), recovery.kit_of(workshop)
    if arguments.json:
        told = {"kit": kit.kit, "made_at": kit.made_at, "tested_at": kit.tested_at} if kit is not None else {}
        say_json({"standing": standing.value, **told})
        return
    say(told_standing(standing, kit))


def told_standing(standing: recovery.KitStanding, kit: recovery.KitState | None) -> str:
    """One sentence about how the file stands with its kit."""
    made, tested = (
        written_date(local_time(moment).date()) if moment else ""
        for moment in ((kit.made_at, kit.tested_at) if kit is not None else (0, 0))
    )
    return _(STANDINGS[standing]).format(kit=kit.kit if kit is not None else "", made=made, tested=tested)


def _given_shares(arguments: Namespace) -> list[recovery.KeyShare]:
    """Two shares: from a file with one share a paragraph or a line, from the input, or typed unseen.

    Never from the command line, which every program on the laptop can read.
    """
    if arguments.shares:
        given = sys.stdin.read() if arguments.shares == "-" else _read(Path(arguments.shares))
        return shares_in(given)
    if not sys.stdin.isatty():
        return shares_in(sys.stdin.read())
    from getpass import getpass  # noqa: PLC0415 - late: start-up

    return [recovery.read_share(getpass(_("Kata-kata bagian ke-{n}: ").format(n=n))) for n in (1, 2)]


def shares_in(text: str) -> list[recovery.KeyShare]:
    """The shares of a text: one a line, or apart by empty lines when a share takes several."""
    parts = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if len(parts) < recovery.NEEDED:
        parts = [line for line in text.splitlines() if line.strip()]
    return [recovery.read_share(part) for part in parts]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        raise ExpectedError("file_missing", name=path.name) from None


ACTIONS: Mapping[str, Callable[[Namespace], None]] = MappingProxyType(
    {"make": _make, "test": _test, "open": _open, "state": _state}
)


def declare(command: Callable[..., Parser], file: Callable[[Parser], None]) -> None:
    """Add the command to the command line."""
    kit = command("recovery", recovery_kit, _("kit pemulihan: membuka berkas yang frasa sandinya terlupa"), reads=True)
    file(kit)
    kit.given.add_argument("action", choices=list(ACTIONS), help=_("yang dilakukan"))
    kit.choices.add_argument("--output", default="", metavar="PDF", help=_("berkas PDF yang ditulis"))
    kit.choices.add_argument(
        "--shares", default="", metavar="PATH", help=_("dua bagian kit dalam berkas teks; tanda - membaca dari masukan")
    )
    kit.choices.add_argument("--report-language", choices=list(LANGUAGES), default="", help=_("bahasa kit"))


def recovery_kit(arguments: Namespace) -> None:
    """Make, try or use the recovery kit of a file, or tell how it stands."""
    ACTIONS[arguments.action](arguments)
