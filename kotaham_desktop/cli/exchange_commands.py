"""Commands through which work comes in and goes out: import, merge, report, export."""

from argparse import Namespace
from pathlib import Path

from kotaham_desktop.application.passphrases import opens_alike
from kotaham_desktop.cli.opening import for_reading, for_writing, passphrase_for
from kotaham_desktop.cli.output import say, say_json
from kotaham_desktop.domain.levels import AUDIENCE_LABELS, Audience
from kotaham_desktop.domain.records import PERSON, RECORD_TYPES
from kotaham_desktop.i18n import _, ngettext


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
    if arguments.json:
        say_json(
            {
                "rows": summary.rows,
                "authors": summary.authors,
                "created": dict(summary.created),
                "changed": dict(summary.changed),
                "attachments": summary.attachments,
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
    for one in conflicts:
        values = " / ".join(f"“{each.value}” ({each.author})" for each in one.candidates)
        say(_("Perlu diputuskan: {field}: {values}").format(field=one.field, values=values))


def report(arguments: Namespace) -> None:
    """Write a report as PDF for the chosen audience."""
    from kotaham_desktop.application.report_commands import build_report  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.i18n import current_language  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.reports.options import ReportKind, ReportOptions  # noqa: PLC0415 - late: start-up

    options = ReportOptions(
        ReportKind(arguments.kind), Audience(arguments.audience), arguments.report_language or current_language()
    )
    with for_reading(arguments) as workshop:
        content = build_report(workshop, options)
    output = Path(arguments.output)
    write_whole(output, content)
    say(_("Laporan untuk {audience}: {path}").format(audience=_(AUDIENCE_LABELS[options.audience]), path=output))


def export(arguments: Namespace) -> None:
    """Write the workshop as JSON, XLSX or CSV for the chosen audience."""
    from kotaham_desktop.application.export_commands import export_workshop  # noqa: PLC0415 - late: start-up

    output = Path(arguments.output)
    audience = Audience(arguments.audience)
    with for_reading(arguments) as workshop:
        export_workshop(workshop, audience=audience, format=arguments.format, output=output)
    say(_("Ekspor untuk {audience}: {path}").format(audience=_(AUDIENCE_LABELS[audience]), path=output))
