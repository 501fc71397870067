"""Commands through which work comes in and goes out: import, merge, report, export."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.application.passphrases import opens_alike
from kotaham_desktop.application.workshop import Workshop
from kotaham_desktop.cli.opening import for_reading, for_writing, passphrase_for
from kotaham_desktop.cli.output import say, say_json
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.domain.records import PERSON, RECORD_TYPES
from kotaham_desktop.domain.release import CHECKLIST, needs_two_people
from kotaham_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from kotaham_desktop.application.release_commands import Departure

CHECKS = tuple(choice.code for choice in CHECKLIST)
_NOT_WRITABLE_NOW = frozenset({"file_locked", "file_read_only", "file_older_read_only"})


def import_participants(arguments: Namespace) -> None:
    """Take people from a table, all in one step; rows with problems are listed and nobody is taken."""
    from kotaham_desktop.application import participant_import  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.exchange.person_import import guess_mapping, plan_import  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.exchange.table_reading import read_table  # noqa: PLC0415 - late: start-up

    table = read_table(Path(arguments.table), PERSON)
    with for_writing(arguments) as workshop:
        plan = plan_import(table, guess_mapping(table), workshop.records("person")).with_suggestions()
        if not arguments.json:
            for problem in plan.problems:
                say(_("Baris {row}: {problem}").format(row=problem.row, problem=problem.problem.text()))
        taken = participant_import.import_participants(workshop, plan, leave_out_problems=arguments.leave_out_problems)
    if arguments.json:
        problems = [{"row": one.row, "problem": one.problem.text()} for one in plan.problems]
        duplicates = [{"row": one.row, "name": one.name} for one in plan.duplicates]
        say_json({"taken": len(taken), "problems": problems, "duplicates": duplicates})
        return
    say(ngettext("{n} orang dimasukkan", "{n} orang dimasukkan", len(taken)).format(n=len(taken)))
    for duplicate in plan.duplicates:
        say(_("Baris {row}: {name} sudah ada, tidak dimasukkan lagi").format(row=duplicate.row, name=duplicate.name))


def merge(arguments: Namespace) -> None:
    """Take another laptop's work into the file; the other file is not touched."""
    other = Path(arguments.other)
    with for_writing(arguments) as workshop:
        passphrase = "" if opens_alike(workshop.path, other) else passphrase_for(other, "KOTAHAM_OTHER_PASSPHRASE")
        summary = workshop.merge_file(other, passphrase=passphrase)
        conflicts = workshop.conflicts()
        if summary.erased:
            _erase_from_backups(workshop)
    if arguments.json:
        say_json(
            {
                "rows": summary.rows,
                "authors": summary.authors,
                "created": dict(summary.created),
                "changed": dict(summary.changed),
                "attachments": summary.attachments,
                "erased": summary.erased,
                "withheld": summary.withheld,
                "conflicts": [
                    {"record": one.record_id, "field": one.field, "values": [each.value for each in one.candidates]}
                    for one in conflicts
                ],
            }
        )
        return
    if not summary.rows:
        say(_("Tidak ada yang baru di {name}.").format(name=summary.other_name))
    for name, count in summary.created.items():
        if name in RECORD_TYPES:
            say(_("{count} baru: {type}").format(count=count, type=_(RECORD_TYPES[name].plural)))
    changed = sum(summary.changed.values())
    if changed:
        say(ngettext("{n} catatan diperbarui", "{n} catatan diperbarui", changed).format(n=changed))
    if summary.erased:
        told = ngettext(
            "{n} catatan dihapus atas permintaan di laptop lain",
            "{n} catatan dihapus atas permintaan di laptop lain",
            summary.erased,
        )
        say(told.format(n=summary.erased))
    if summary.withheld:
        told = ngettext(
            "{n} perubahan tidak diambil: isinya sudah dihapus di sini",
            "{n} perubahan tidak diambil: isinya sudah dihapus di sini",
            summary.withheld,
        )
        say(told.format(n=summary.withheld))
    for one in conflicts:
        values = " / ".join(f"“{each.value}” ({each.author})" for each in one.candidates)
        say(_("Perlu diputuskan: {field}: {values}").format(field=one.field, values=values))


def _erase_from_backups(workshop: Workshop) -> None:
    """What the other laptop had erased is erased here; the backups of this laptop are told of it at once."""
    from kotaham_desktop.application import erasing  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.cli.backup_commands import default_root  # noqa: PLC0415 - late: start-up

    erasing.finish(workshop, erasing.Places(default_root()))


def report(arguments: Namespace) -> None:
    """Write a report as PDF for the chosen audience."""
    from kotaham_desktop.application.release_commands import departure  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.application.report_commands import build_report  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.i18n import current_language  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.reports.options import ReportKind, ReportOptions  # noqa: PLC0415 - late: start-up

    options = ReportOptions(
        ReportKind(arguments.kind), Audience(arguments.audience), arguments.report_language or current_language()
    )
    output = Path(arguments.output)
    with for_handing_out(arguments) as workshop:
        content = build_report(workshop, options)
        leaving = departure(workshop, form=options.kind.value, audience=options.audience)
        _hand_out(arguments, workshop, leaving, content)
    say(_("Laporan untuk {audience}: {path}").format(audience=_(AUDIENCE_LABELS[options.audience]), path=output))


def export(arguments: Namespace) -> None:
    """Write the workshop as JSON, XLSX or CSV, or its report as DOCX, for the chosen audience."""
    from kotaham_desktop.application.export_commands import export_content  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.application.release_commands import departure  # noqa: PLC0415 - late: start-up

    output = Path(arguments.output)
    audience = Audience(arguments.audience)
    with for_handing_out(arguments) as workshop:
        content, _count = export_content(workshop, audience=audience, format=arguments.format, output=output)
        leaving = departure(workshop, form=arguments.format, audience=audience)
        _hand_out(arguments, workshop, leaving, content)
    say(_("Ekspor untuk {audience}: {path}").format(audience=_(AUDIENCE_LABELS[audience]), path=output))


def for_handing_out(arguments: Namespace) -> Workshop:
    """The named file, for writing so that what leaves is noted; for reading where that cannot be done now."""
    try:
        return for_writing(arguments)
    except ExpectedError as error:
        if error.code not in _NOT_WRITABLE_NOW or _is_signed(arguments):
            raise
        sys.stderr.write(_("Tidak tercatat bahwa ini keluar: berkas pelatihan sedang tidak dapat ditulis.") + "\n")
        return for_reading(arguments)


def _hand_out(arguments: Namespace, workshop: Workshop, leaving: "Departure", content: bytes) -> None:
    from kotaham_desktop.application import release_commands  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late: start-up

    output = Path(arguments.output)
    if workshop.read_only:
        write_whole(output, content)
        return
    if needs_two_people(leaving.audience) and not _is_signed(arguments):
        # Scripts make public documents for people to look at; only a signed one has been released by two of them.
        release_commands.note_departure(workshop, leaving, content)
        write_whole(output, content)
        sys.stderr.write(_("Belum disetujui orang kedua: periksa isinya sebelum dibagikan.") + "\n")
        return
    checked = CHECKS if "all" in arguments.checked else tuple(arguments.checked)
    signatures = (
        release_commands.Signatures(arguments.prepared_by, arguments.confirmed_by, checked)
        if needs_two_people(leaving.audience)
        else None
    )
    release_commands.hand_out(workshop, leaving, content, output, signatures)


def _is_signed(arguments: Namespace) -> bool:
    """Whether the command names who checked and who agreed; then the rule of two people is kept to the letter."""
    return bool(arguments.prepared_by or arguments.confirmed_by or arguments.checked)
