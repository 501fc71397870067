"""Plain pages on the command line: what people hear before they tell, what the law asks, what to do in distress."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from kotaham_desktop.application.plain_pages import INFORMATION, LAW, REFERRAL_CARD, page_text
from kotaham_desktop.cli.output import say, say_json
from kotaham_desktop.cli.parser import Parser
from kotaham_desktop.domain.plain_pages import parse_page, told
from kotaham_desktop.i18n import _, current_language

_PAGES = {"law": LAW, "information": INFORMATION, "referral": REFERRAL_CARD}


def add_page_commands(command: Callable[..., Parser]) -> None:
    """``law``, ``information`` and ``referral``, each printed or written as PDF."""
    descriptions = {
        "law": _("apa yang diminta UU 27/2022 dan apa yang dilakukan program ini"),
        "information": _("teks yang dibacakan sebelum orang ditanya"),
        "referral": _("langkah bila seseorang tertekan saat bercerita"),
    }
    for name, description in descriptions.items():
        added = command(name, show_page, description, reads=True)
        added.choices.add_argument("--output", default="", metavar="PDF", help=_("tulis sebagai PDF untuk dicetak"))


def show_page(arguments: Namespace) -> None:
    """Say a page, with the fingerprint of what is read to people, or write it as PDF."""
    from kotaham_desktop.application.consent_commands import info_version  # noqa: PLC0415 - late: start-up

    text = page_text(_PAGES[arguments.command])
    is_information = arguments.command == "information"
    fingerprint = info_version(told(text)) if is_information else ""
    if arguments.output:
        from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late: start-up
        from kotaham_desktop.reports import plain_page  # noqa: PLC0415 - late: start-up

        content = plain_page.build(
            parse_page(text), current_language(), fingerprint=fingerprint, answers=is_information
        )
        write_whole(Path(arguments.output), content)
        say(_("Ditulis: {path}").format(path=arguments.output))
    elif arguments.json:
        say_json({"text": told(text), "fingerprint": fingerprint})
    else:
        say(told(text).rstrip("\n"))
