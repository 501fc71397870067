"""Commands about the people behind the work: consent, levels, pauses, what leaves, what is held, names behind codes."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from kotaham_desktop.application import consent_commands as consent
from kotaham_desktop.application.audit_commands import note_in_closed_file
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.capture_commands import assignments
from kotaham_desktop.cli.opening import (
    asked_passphrase,
    author_of,
    find_by_name,
    for_reading,
    for_writing,
    record_id,
)
from kotaham_desktop.cli.output import say, say_json
from kotaham_desktop.domain.consent import PURPOSE_CODES
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience, Level
from kotaham_desktop.domain.record import Record
from kotaham_desktop.domain.records import CONSENT, RECORD_TYPES
from kotaham_desktop.i18n import N_, _, current_language

CONSENT_ACTIONS = ("new", "note", "withdraw", "link", "unlink", "list", "follow")
PAUSE_ACTIONS = ("start", "stop", "state")
NAME_ACTIONS = ("create", "list", "add", "forget", "export", "import")
NAME_PASSPHRASE = "KOTAHAM_NAME_PASSPHRASE"  # noqa: S105 - the name of a variable
_OTHER_NAME_PASSPHRASE = "KOTAHAM_OTHER_NAME_PASSPHRASE"  # noqa: S105 - the name of a variable
_RULES = {
    "level": N_("waktu simpan tingkatnya sudah lewat"),
    "consent": N_("lebih lama daripada yang diminta orangnya"),
    "trash": N_("sudah dihapus lebih dari sebulan"),
    "ledger": N_("persetujuan tanpa catatan yang tersisa"),
}


def consent_command(arguments: Namespace) -> None:
    """Give out a code, note an answer, take one back, list the ledger, or lower what is no longer allowed."""
    actions = {
        "new": _new,
        "note": _note,
        "withdraw": _withdraw,
        "link": _link,
        "unlink": _link,
        "list": _list,
        "follow": _follow,
    }
    actions[arguments.action](arguments)


def _new(arguments: Namespace) -> None:
    with for_reading(arguments) as workshop:
        code = consent.new_subject(workshop)
    say(code)


def _note(arguments: Namespace) -> None:
    with for_writing(arguments) as workshop:
        details = assignments(workshop, CONSENT, arguments.set)
        told = consent.answer(
            workshop,
            arguments.code,
            arguments.purpose,
            arguments.status,
            at=str(details.pop("at", "")),
            info_text=Path(arguments.info).read_text("utf-8") if arguments.info else "",
            evidence=Path(arguments.evidence).read_bytes() if arguments.evidence else b"",
            details=details,
        )
        _tell(arguments, told)


def _withdraw(arguments: Namespace) -> None:
    if arguments.preview:
        with for_reading(arguments) as workshop:
            _tell(arguments, consent.foresee_withdrawal(workshop, arguments.code, arguments.purpose))
        return
    with for_writing(arguments) as workshop:
        _tell(arguments, consent.withdraw(workshop, arguments.code, arguments.purpose, arguments.how))


def _tell(arguments: Namespace, told: consent.Withdrawal) -> None:
    if arguments.json:
        say_json(
            {
                "entries": told.entries,
                "lowered": [
                    {**asdict(one), "before": one.before.code, "after": one.after.code} for one in told.lowered
                ],
                "left_already": [{**dict(one.export.values), "certain": one.names} for one in told.left_already],
            }
        )
        return
    say(_("Tercatat: {count}").format(count=len(told.entries)))
    _tell_lowered(told.lowered)
    for one in told.left_already:
        line = _("Sudah pernah keluar: {export}") if one.names else _("Mungkin sudah pernah keluar: {export}")
        say(line.format(export=_departure(one.export)))


def _tell_lowered(lowered: tuple[consent.Lowered, ...]) -> None:
    for one in lowered:
        label = _(RECORD_TYPES[one.type].label)
        say(f"{label} {one.record_id}: {one.before.code} -> {one.after.code}")


def _departure(entry: Record) -> str:
    audience = entry.text("audience")
    label = _(AUDIENCE_LABELS[Audience(audience)]) if audience in {*Audience} else audience
    return "  ".join((entry.text("at"), entry.text("form"), label, entry.text("made_by"), entry.text("sha256")[:16]))


def _link(arguments: Namespace) -> None:
    from kotaham_desktop.application.subjects import link_subject, unlink_subject  # noqa: PLC0415 - late: start-up

    with for_writing(arguments) as workshop:
        wanted = [record_id(workshop, written) for written in arguments.record]
        if arguments.action == "unlink":
            for each in wanted:
                unlink_subject(workshop, arguments.code, each)
        else:
            _tell_lowered(link_subject(workshop, arguments.code, wanted))
    say(_("Tercatat: {count}").format(count=len(wanted)))


def _list(arguments: Namespace) -> None:
    with for_reading(arguments) as workshop:
        subjects = (arguments.code,) if arguments.code else consent.known_subjects(workshop)
        standings = {subject: consent.standings(workshop, subject) for subject in subjects}
    if arguments.json:
        say_json({subject: {name: each.value for name, each in found.items()} for subject, found in standings.items()})
        return
    for subject, found in standings.items():
        said = [f"{purpose}={found[purpose].value}" for purpose in PURPOSE_CODES if found[purpose].value != "not_given"]
        say(f"{subject}  {' '.join(said) or '-'}")


def _follow(arguments: Namespace) -> None:
    with for_writing(arguments) as workshop:
        lowered = consent.follow_ledger(workshop)
        _tell_lowered(lowered)
    say(_("Diturunkan: {count}").format(count=len(lowered)))


def level(arguments: Namespace) -> None:
    """Make a record less open, or more open for a reason."""
    with for_writing(arguments) as workshop:
        wanted = record_id(workshop, arguments.record)
        consent.set_level(workshop, wanted, Level.from_code(arguments.to), arguments.reason)
        say(workshop.record(wanted).level.code)


def pause(arguments: Namespace) -> None:
    """Stop recording, go on, or tell whether it rests."""
    from kotaham_desktop.application import recording_pause  # noqa: PLC0415 - late: start-up

    with for_reading(arguments) if arguments.action == "state" else for_writing(arguments) as workshop:
        if arguments.action == "start":
            recording_pause.pause_recording(workshop, arguments.minutes)
        elif arguments.action == "stop":
            recording_pause.resume_recording(workshop)
        rests = recording_pause.running_pause(workshop) is not None
    say(_("Pencatatan dihentikan.") if rests else _("Pencatatan berjalan."))


def exposure(arguments: Namespace) -> None:
    """List what somebody should look at before the work leaves for an audience, after deciding what is asked for."""
    from kotaham_desktop.application.exposure_commands import look  # noqa: PLC0415 - late: start-up

    audience = Audience(arguments.audience)
    decides = arguments.mask or arguments.show or arguments.leave
    with for_writing(arguments) if decides else for_reading(arguments) as workshop:
        _decide(workshop, arguments, audience)
        seen = look(workshop, audience)
    found, reason_for = seen.findings, seen.decisions.reason_for
    if arguments.json:
        say_json(
            [
                {
                    **asdict(one),
                    "kind": one.kind.value,
                    "severity": one.severity.name.lower(),
                    "left": reason_for(one),
                }
                for one in found
            ]
        )
        return
    for words in seen.decisions.masked:
        say(_("Disamarkan di luar tim: “{words}”").format(words=words))
    for one in found:
        where = " · ".join(filter(None, (_(RECORD_TYPES[one.type].label), one.record_id, one.field)))
        left = _("dibiarkan: {reason}").format(reason=reason_for(one)) if reason_for(one) else ""
        say(f"{'!' * one.severity:3}  {one.label}: “{' '.join(one.excerpt.split())}”  ({where})  {left}".rstrip())
    say(_("{count} hal untuk dilihat.").format(count=len(found)))


def _decide(workshop: Workshop, arguments: Namespace, audience: Audience) -> None:
    from kotaham_desktop.application import exposure_commands  # noqa: PLC0415 - late: start-up

    if arguments.mask:
        exposure_commands.mask_words(workshop, arguments.mask, arguments.reason)
    for words in arguments.show:
        exposure_commands.show_words(workshop, words)
    for written in arguments.leave:
        wanted = record_id(workshop, written)
        findings = [one for one in exposure_commands.look(workshop, audience).findings if one.record_id == wanted]
        exposure_commands.leave(workshop, findings, arguments.reason)


def exports(arguments: Namespace) -> None:
    """List what has left."""
    with for_reading(arguments) as workshop:
        found = workshop.records("export_log", include_deleted=True)
    if arguments.json:
        say_json([{"id": one.id, **one.values} for one in found])
        return
    for one in found:
        say(_departure(one))
    if not found:
        say(_("Belum ada yang keluar."))


def person(arguments: Namespace) -> None:
    """Write everything held about one person, as JSON or PDF after the ending of the output; noted as having left."""
    from kotaham_desktop.application.person_sheet import (  # noqa: PLC0415 - late: start-up
        hand_out_sheet,
        person_sheet,
        sheet_as_json,
    )

    output = Path(arguments.output)
    with for_writing(arguments) as workshop:
        wanted = find_by_name(workshop, "person", "name", arguments.person)
        sheet = person_sheet(workshop, person_id=wanted, subject=arguments.subject, name=arguments.name)
        if output.suffix.lower() == ".pdf":
            from kotaham_desktop.reports import person_sheet as pages  # noqa: PLC0415 - late: start-up

            content = pages.build(sheet, arguments.report_language or current_language())
        else:
            content = sheet_as_json(sheet)
        hand_out_sheet(workshop, sheet, content, output)
    say(_("{count} catatan dalam lembar: {path}").format(count=len(sheet.holdings), path=output))


def retention(arguments: Namespace) -> None:
    """List the work whose time is over."""
    from kotaham_desktop.domain.retention import due_items  # noqa: PLC0415 - late: start-up

    with for_reading(arguments) as workshop:
        everything = {name: workshop.records(name, include_deleted=True) for name in RECORD_TYPES}
        found = due_items(everything, consent.today(workshop))
    if arguments.json:
        say_json([{**asdict(one), "level": one.level.code, "since": one.since.isoformat()} for one in found])
        return
    for one in found:
        label = _(RECORD_TYPES[one.type].label)
        say(f"{one.since.isoformat()}  {one.level.code}  {label} {one.record_id}: {_(_RULES[one.rule])}")
    say(_("{count} sudah waktunya dimusnahkan.").format(count=len(found)))


def names(arguments: Namespace) -> None:
    """Begin the name key, list it, add or forget a person, hand out or take in a copy."""
    from kotaham_desktop.application import name_key  # noqa: PLC0415 - late: start-up

    secret = asked_passphrase(_("Kata sandi kunci nama: "), NAME_PASSPHRASE)
    with for_reading(arguments) as workshop:
        match arguments.action:
            case "create":
                name_key.create_name_key(workshop, secret)
                say(_("Kunci nama dibuat: {path}").format(path=name_key.key_path(workshop)))
            case "list":
                for one in name_key.names(workshop, secret).values():
                    say("  ".join(filter(None, (one.code, one.name, one.contact))))
            case "add":
                name_key.name_person(workshop, secret, arguments.code, arguments.name, contact=arguments.contact)
                say(_("Nama disimpan di kunci nama."))
            case "forget":
                if not name_key.forget_person(workshop, secret, arguments.code):
                    raise ExpectedError("name_not_found", name=arguments.code)
                say(_("Nama dihapus dari kunci nama."))
            case _other:
                other = asked_passphrase(_("Kata sandi salinan kunci nama: "), _OTHER_NAME_PASSPHRASE)
                _copied_names(arguments, workshop, secret, other)
        key = workshop.key
    if arguments.action in ("list", "export"):
        note_in_closed_file(Path(arguments.file), "names_opened", key=key, author=author_of(arguments))


def _copied_names(arguments: Namespace, workshop: Workshop, secret: str, other: str) -> None:
    from kotaham_desktop.application import name_key  # noqa: PLC0415 - late: start-up

    path = Path(arguments.path)
    if arguments.action == "export":
        count = name_key.export_name_key(workshop, secret, path, other)
        say(_("{count} nama disalin: {path}").format(count=count, path=path))
        return
    brought = name_key.import_name_key(workshop, secret, path, other)
    say(_("{count} nama dimasukkan.").format(count=len(brought.added)))
    for code in brought.disputed:
        say(_("{code} di sana nama lain; yang di sini tetap.").format(code=code))
