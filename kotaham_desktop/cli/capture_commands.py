"""Commands that capture and find: add a record, attach an image, search."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli import opening
from kotaham_desktop.cli.output import as_json, say, say_json
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.fields import Field, FieldKind, RecordType
from kotaham_desktop.domain.picture_areas import read_area
from kotaham_desktop.domain.record import Value
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDABLE: dict[str, RecordType] = {one.command_name: one for one in RECORD_TYPES.values() if one.command_name}
TEXT_FIELDS = {"note": "text", "case_study": "chronology", "experience": "narrative", "action": "activity"}
TITLE_FIELDS = {"case_study": "title", "experience": "title", "action": "issue"}
TITLE_LENGTH = 80
_YES, _NO = frozenset({"ya", "yes", "true", "1"}), frozenset({"tidak", "no", "false", "0"})


def given_text(text: str) -> str:
    """The text of ``--text``; a single dash reads it from standard input."""
    return sys.stdin.read() if text == "-" else text


def first_line(text: str) -> str:
    """A short title out of a text."""
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _choice(field: Field, written: str) -> str:
    folded = written.casefold().strip()
    for choice in field.choices:
        if folded in {choice.code.casefold(), choice.label.casefold(), _(choice.label).casefold()}:
            return choice.code
    raise ExpectedError("value_refused", field=field.label, value=written)


def parsed(workshop: Workshop, field: Field, written: str) -> Value:
    """What ``--set field=value`` means for the field; raises ``ExpectedError``."""
    folded = written.casefold().strip()
    if field.kind is FieldKind.YES_NO:
        if folded in _YES | _NO:
            return folded in _YES
        raise ExpectedError("value_refused", field=field.label, value=written)
    if field.kind in {FieldKind.CHOICE, FieldKind.LEVEL}:
        return _choice(field, written)
    if field.kind is FieldKind.LINK and field.links_to:
        return opening.find_by_name(workshop, field.links_to, RECORD_TYPES[field.links_to].title_field, written)
    if field.kind in {FieldKind.LINKS, FieldKind.NORMS, FieldKind.SUBJECTS}:
        return tuple(part.strip() for part in written.split(",") if part.strip())
    if field.kind is FieldKind.VALUES:
        return dict(part.split(":", 1) for part in written.split(";") if ":" in part)
    return written


def assignments(workshop: Workshop, record_type: RecordType, settings: list[str]) -> dict[str, Value]:
    """The values of every ``--set``; raises ``ExpectedError`` on an unknown field or a value it cannot hold."""
    values: dict[str, Value] = {}
    for setting in settings:
        name, separator, written = setting.partition("=")
        if not separator:
            raise ExpectedError("setting_unreadable", setting=setting)
        try:
            field = record_type.field(name.strip())
        except KeyError:
            raise ExpectedError("unknown_field", field=name, type=record_type.label) from None
        values[field.name] = parsed(workshop, field, written)
    return values


def add(arguments: Namespace) -> None:
    """Add one record."""
    record_type = ADDABLE[arguments.kind]
    text = given_text(arguments.text)
    if not text.strip():
        raise ExpectedError("text_missing")
    title_field = TITLE_FIELDS.get(record_type.name)
    values: dict[str, Value] = {TEXT_FIELDS[record_type.name]: text}
    if title_field:
        values[title_field] = arguments.title or ("" if record_type.name == "action" else first_line(text))
    elif arguments.title:
        values["text"] = f"{arguments.title}\n{text}"
    with opening.for_writing(arguments) as workshop:
        values["group"] = opening.group_id(workshop, arguments.group)
        values["session"] = opening.session_id(workshop, arguments.session)
        if arguments.level:
            values["level"] = arguments.level
        values.update(assignments(workshop, record_type, arguments.set))
        record_id = workshop.create_record(record_type.name, values)
        _report_added(arguments, workshop, record_id)


def _report_added(arguments: Namespace, workshop: Workshop, record_id: str) -> None:
    if arguments.json:
        say_json(as_json(workshop.record(record_id)))
    else:
        say(record_id)


def attach(arguments: Namespace) -> None:
    """Attach an image to a record, re-encoded and without the camera's data."""
    from kotaham_desktop.exchange.images import clean_image_file  # noqa: PLC0415 - late: start-up

    with opening.for_writing(arguments) as workshop:
        record_id = opening.record_id(workshop, arguments.record)
        image = clean_image_file(Path(arguments.image))
        attached = workshop.attach(
            record_id, image.data, image.media_type, caption=arguments.caption, level=arguments.level
        )
        _report_added(arguments, workshop, attached)


def blur(arguments: Namespace) -> None:
    """Make areas of a photo unrecognisable and seal its original."""
    from kotaham_desktop.application.photo_blurring import blur as blur_photo  # noqa: PLC0415 - late: start-up

    areas = [read_area(written) for written in arguments.area]
    with opening.for_writing(arguments) as workshop:
        photo = opening.record_id(workshop, arguments.attachment)
        blurred = blur_photo(workshop, photo, areas)
        if arguments.json:
            say_json(as_json(workshop.record(photo)))
        else:
            n = len(blurred)
            told = ngettext(
                "{n} bagian disamarkan; foto aslinya disegel.", "{n} bagian disamarkan; foto aslinya disegel.", n
            )
            say(told.format(n=n))


def unblur(arguments: Namespace) -> None:
    """Let the sealed original take its place again, for a reason that is kept."""
    from kotaham_desktop.application.photo_blurring import unblur as bring_back  # noqa: PLC0415 - late: start-up

    with opening.for_writing(arguments) as workshop:
        photo = opening.record_id(workshop, arguments.attachment)
        bring_back(workshop, photo, arguments.reason)
        if arguments.json:
            say_json(as_json(workshop.record(photo)))
        else:
            say(_("Foto asli dipakai lagi. Tingkat keterbukaannya paling luas untuk tim."))


def _show_sealed(workshop: Workshop) -> None:
    from kotaham_desktop.application.sealed_search import needs_name_key, show_sealed  # noqa: PLC0415 - late: start-up

    passphrase = ""
    if needs_name_key(workshop):
        passphrase = opening.asked_passphrase(_("Kata sandi kunci nama: "), "KOTAHAM_NAME_PASSPHRASE")
    show_sealed(workshop, passphrase)


def search(arguments: Namespace) -> None:
    """Find records by words and filters; sealed ones only where somebody who may see them asks."""
    with opening.for_writing(arguments) if arguments.sealed else opening.for_reading(arguments) as workshop:
        if arguments.sealed:
            _show_sealed(workshop)
        hits = workshop.search(
            " ".join(arguments.words),
            types=(ADDABLE[arguments.type].name,) if arguments.type else (),
            group=opening.group_id(workshop, arguments.group),
            session=opening.session_id(workshop, arguments.session),
            norm=arguments.norm,
            level=arguments.level,
            sealed=arguments.sealed,
            limit=arguments.limit,
        )
    if arguments.json:
        found: list[Mapping[str, str]] = [
            {"id": hit.record_id, "type": hit.type, "title": hit.title, "excerpt": hit.excerpt} for hit in hits
        ]
        say_json(found)
        return
    for hit in hits:
        say(f"{hit.record_id}  {_(RECORD_TYPES[hit.type].label)}: {hit.title}")
        if hit.excerpt and hit.excerpt != hit.title:
            say(f"    {' '.join(hit.excerpt.split())}")
    if not hits:
        say(_("Tidak ada yang cocok."))
