"""Commands that erase for good: a person or a record, what is due, a whole training; and the register of requests."""

import os
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kotaham_desktop.cli import consent_commands
from kotaham_desktop.cli.backup_commands import default_root
from kotaham_desktop.cli.consent_commands import NAME_PASSPHRASE
from kotaham_desktop.cli.opening import asked_passphrase, for_reading, for_writing, record_id
from kotaham_desktop.cli.output import say, say_json
from kotaham_desktop.cli.parser import Parser
from kotaham_desktop.domain.data_requests import DataRequest
from kotaham_desktop.domain.erasure import LEFT_LABELS, WHY_LABELS, Certificate, ErasurePlan, ErasureResult, ToDo
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.domain.records.requests import DATA_REQUEST, OUTCOMES, REQUEST_KINDS
from kotaham_desktop.i18n import _, current_language, ngettext

if TYPE_CHECKING:
    from kotaham_desktop.application.erasing_copies import Places
    from kotaham_desktop.application.workshop import Workshop

RETENTION_ACTIONS = ("list", "run")
REQUEST_ACTIONS = ("list", "add", "answer")
OLD_PASSPHRASE = "KOTAHAM_OLD_PASSPHRASE"  # noqa: S105 - the name of a variable
_HOUR = 3600


def add_erasure_commands(command: Callable[..., Parser]) -> None:
    """Declare the commands of this module."""
    erasing = command(
        "erase", erase, _("hapus satu orang atau catatan untuk selamanya, juga dari riwayat dan cadangan")
    )
    _file(erasing)
    erasing.given.add_argument("subject", metavar="P-XXX-XXX", nargs="?", default="", help=_("kode orang"))
    erasing.choices.add_argument("--record", action="append", default=[], metavar="ID", help=_("tanda catatan"))
    erasing.choices.add_argument("--name", action="append", default=[], help=_("nama yang dicari dalam tulisan"))
    erasing.choices.add_argument(
        "--shared",
        action="append",
        default=[],
        metavar="ID",
        help=_("catatan tentang beberapa orang yang ikut dihapus"),
    )
    erasing.choices.add_argument("--reason", default="", help=_("alasan menghapus"))
    erasing.choices.add_argument("--dry-run", action="store_true", help=_("hanya tampilkan yang akan dihapus"))
    erasing.choices.add_argument(
        "--finish", action="store_true", help=_("lanjutkan pada cadangan yang belum terjangkau")
    )
    _common(erasing)
    kept = command("retention", retention, _("apa yang sudah waktunya dimusnahkan"), reads=True)
    _file(kept)
    kept.given.add_argument("action", choices=RETENTION_ACTIONS, nargs="?", default="list", help=_("yang dilakukan"))
    _common(kept)
    destroying = command("destroy", destroy, _("musnahkan seluruh pelatihan dari laptop ini dengan berita acara"))
    _file(destroying)
    destroying.choices.add_argument("--reason", default="", help=_("alasan memusnahkan"))
    _common(destroying, required=True)
    register = command("requests", requests, _("permintaan orang atas datanya dan sisa waktunya"), reads=True)
    _file(register)
    register.given.add_argument("action", choices=REQUEST_ACTIONS, nargs="?", default="list", help=_("yang dilakukan"))
    register.given.add_argument("which", metavar="CODE|ID", nargs="?", default="", help=_("kode orang atau permintaan"))
    kinds, outcomes = [each.code for each in REQUEST_KINDS], [each.code for each in OUTCOMES]
    register.choices.add_argument("--kind", choices=kinds, default="access", help=_("yang diminta"))
    register.choices.add_argument("--received", default="", metavar="MOMENT", help=_("saat diterima; kini bila kosong"))
    register.choices.add_argument("--outcome", choices=outcomes, default="done", help=_("jawabannya"))
    register.choices.add_argument("--reason", default="", help=_("alasan menolak"))


def _file(parser: Parser) -> None:
    parser.given.add_argument("file", metavar="FILE", help=_("berkas .kotaham"))


def _common(parser: Parser, *, required: bool = False) -> None:
    parser.choices.add_argument("--asked-by", default="", help=_("siapa yang memintanya"))
    parser.choices.add_argument(
        "--certificate", default="", required=required, metavar="PDF", help=_("berita acara yang ditulis")
    )
    parser.choices.add_argument(
        "--to", default="", metavar="FOLDER", help=_("tempat kedua cadangan, misalnya stik USB")
    )


def _places(arguments: Namespace) -> "Places":
    from kotaham_desktop.application.erasing import Places  # noqa: PLC0415 - late: start-up

    return Places(default_root(), Path(arguments.to).absolute() if arguments.to else None)


def erase(arguments: Namespace) -> None:
    """Show what would go, or erase it from the file and every copy within reach."""
    from kotaham_desktop.application import erasing  # noqa: PLC0415 - late: start-up

    with for_reading(arguments) if arguments.dry_run else for_writing(arguments) as workshop:
        places = _places(arguments)
        if arguments.finish:
            result = erasing.finish(workshop, places, older_passphrases=_older_passphrases())
        else:
            secret = _name_key_secret(workshop)
            plan = erasing.plan_erasure(
                workshop,
                arguments.subject,
                record_ids=[record_id(workshop, one) for one in arguments.record],
                names=arguments.name,
                also_shared=[record_id(workshop, one) for one in arguments.shared],
                name_key_passphrase=secret,
            )
            _tell_plan(arguments, plan)
            if arguments.dry_run:
                return
            result = erasing.erase(
                workshop,
                plan,
                reason=arguments.reason,
                asked_by=arguments.asked_by or plan.subject or workshop.author or _("pemegang berkas"),
                places=places,
                name_key_passphrase=secret,
                older_passphrases=_older_passphrases(),
            )
    _tell_result(arguments, result)


def _older_passphrases() -> tuple[str, ...]:
    """A passphrase that the file had before, for backups from that time; never asked for."""
    return tuple(filter(None, [os.environ.get(OLD_PASSPHRASE, "")]))


def _name_key_secret(workshop: "Workshop") -> str:
    from kotaham_desktop.application.name_key import has_name_key  # noqa: PLC0415 - late: start-up

    return asked_passphrase(_("Kata sandi kunci nama: "), NAME_PASSPHRASE) if has_name_key(workshop) else ""


def _tell_plan(arguments: Namespace, plan: ErasurePlan) -> None:
    if arguments.json:
        if arguments.dry_run:
            wholes, fields = ([asdict(one) for one in each] for each in (plan.wholes, plan.fields))
            departed = [{**dict(one.export.values), "certain": one.names} for one in plan.left_before]
            told = {"records": wholes, "fields": fields, "shared": plan.shared, "contents": plan.contents}
            say_json({**told, "left_before": departed, "name_key": plan.has_name_key})
        return
    for one in plan.wholes:
        say(f"{_(RECORD_TYPES[one.type].label)} {one.record_id}: {_(WHY_LABELS[one.why])}")
    for field in plan.fields:
        what = _("namanya disamarkan, riwayatnya dihapus") if field.is_rewritten else _("dikosongkan")
        say(f"{_(RECORD_TYPES[field.type].label)} {field.record_id} · {field.field}: {what}")
    for shared in plan.shared:
        say(_("Tentang beberapa orang, tetap ada: {record}").format(record=shared))
    for left in plan.left_before:
        line = _("Sudah pernah keluar: {export}") if left.names else _("Mungkin sudah pernah keluar: {export}")
        say(line.format(export=f"{left.export.text('at')}  {left.export.text('form')}"))
    if plan.is_empty:
        say(_("Tidak ada yang perlu dihapus."))


def _tell_result(arguments: Namespace, result: ErasureResult) -> None:
    if arguments.certificate:
        _write_certificate(arguments, result.certificate)
    if arguments.json:
        say_json(asdict(result.certificate))
        return
    records = ngettext("{n} catatan dihapus", "{n} catatan dihapus", result.records).format(n=result.records)
    fields = ngettext("{n} isian dibersihkan", "{n} isian dibersihkan", result.fields).format(n=result.fields)
    files = ngettext("{n} berkas ditulis ulang", "{n} berkas ditulis ulang", len(result.files))
    say(" · ".join((records, fields, files.format(n=len(result.files)))))
    _tell_to_do(result.to_do)


def _tell_to_do(to_do: tuple[ToDo, ...]) -> None:
    for one in to_do:
        say(_("Belum: {place} ({why})").format(place=one.place, why=_(LEFT_LABELS[one.left])))


def _write_certificate(arguments: Namespace, certificate: Certificate) -> None:
    from kotaham_desktop.application.erasing import certificate_pdf  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.exchange.safe_write import write_whole  # noqa: PLC0415 - late: start-up

    write_whole(Path(arguments.certificate), certificate_pdf(certificate, current_language()))


def retention(arguments: Namespace) -> None:
    """List the work whose time is over, or destroy it."""
    if arguments.action == "list":
        consent_commands.retention(arguments)
        return
    from kotaham_desktop.application.retention import run_retention  # noqa: PLC0415 - late: start-up

    with for_writing(arguments) as workshop:
        asked_by = arguments.asked_by or workshop.author or _("aturan waktu simpan")
        result = run_retention(workshop, asked_by=asked_by, places=_places(arguments))
    _tell_result(arguments, result)


def destroy(arguments: Namespace) -> None:
    """Destroy a whole training; the certificate is written before, with everything still to do, and again after."""
    from kotaham_desktop.application import destroying  # noqa: PLC0415 - late: start-up

    places = _places(arguments)
    with for_writing(arguments) as workshop:
        asked_by = arguments.asked_by or workshop.author or _("pemegang berkas")
        plan = destroying.plan_destruction(workshop, places, reason=arguments.reason, asked_by=asked_by)
    _write_certificate(arguments, plan)
    certificate = destroying.destroy(Path(arguments.file), plan, places)
    _write_certificate(arguments, certificate)
    if arguments.json:
        say_json(asdict(certificate))
        return
    count = len(certificate.files)
    say(ngettext("{n} berkas dimusnahkan", "{n} berkas dimusnahkan", count).format(n=count))
    _tell_to_do(certificate.to_do)


def requests(arguments: Namespace) -> None:
    """List the register, note a request, or note how one was answered."""
    from kotaham_desktop.application import data_requests  # noqa: PLC0415 - late: start-up

    with for_reading(arguments) if arguments.action == "list" else for_writing(arguments) as workshop:
        found: tuple[DataRequest, ...]
        if arguments.action == "add":
            received = arguments.received
            found = (data_requests.add_request(workshop, arguments.which, arguments.kind, received_at=received),)
        elif arguments.action == "answer":
            wanted = record_id(workshop, arguments.which)
            found = (data_requests.answer_request(workshop, wanted, arguments.outcome, reason=arguments.reason),)
        else:
            found = data_requests.requests(workshop)
        left = [int(one.time_left(data_requests.now(workshop)).total_seconds()) for one in found]
    if arguments.json:
        say_json([_told(one, seconds) for one, seconds in zip(found, left, strict=True)])
        return
    for one, seconds in zip(found, left, strict=True):
        kind = _(DATA_REQUEST.field("kind").choice_label(one.kind))
        say(f"{one.id}  {one.subject}  {kind}  {_state(one, seconds)}")
    if not found:
        say(_("Belum ada permintaan."))


def _told(request: DataRequest, seconds: int) -> dict[str, object]:
    moments = {name: moment.isoformat() for name in ("received_at", "due_at") if (moment := getattr(request, name))}
    answered = request.answered_at.isoformat() if request.answered_at else None
    return {**asdict(request), **moments, "answered_at": answered, "seconds_left": seconds}


def _state(request: DataRequest, seconds: int) -> str:
    hours = abs(seconds) // _HOUR
    if not request.is_open:
        outcome = _(DATA_REQUEST.field("outcome").choice_label(request.outcome))
        return outcome if seconds >= 0 else _("{outcome}, terlambat {hours} jam").format(outcome=outcome, hours=hours)
    return _("sisa {hours} jam").format(hours=hours) if seconds >= 0 else _("terlambat {hours} jam").format(hours=hours)
