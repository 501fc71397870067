"""Commands that keep work safe: back up, list backups, restore, copy for a colleague, salvage a harmed file."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kotaham_desktop.cli.opening import author_of, for_reading, passphrase_for
from kotaham_desktop.cli.output import moment, say, say_json
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.records import RECORD_TYPES
from kotaham_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from kotaham_desktop.storage.keys import Key

_KILOBYTE = 1024


def default_root() -> Path:
    """Where the backups of this laptop lie."""
    import platformdirs  # noqa: PLC0415 - late: start-up

    from kotaham_desktop.application.backup_commands import backup_root  # noqa: PLC0415 - late: start-up

    return backup_root(Path(platformdirs.user_data_dir("kotaham-desktop", appauthor=False)))


def _size(size: int) -> str:
    return _("{n} KB").format(n=-(-size // _KILOBYTE))


def backup(arguments: Namespace) -> None:
    """Back up a file, and carry its backups to a second place where one is named."""
    from kotaham_desktop.application import backup_commands  # noqa: PLC0415 - late: start-up

    second = Path(arguments.to).absolute() if arguments.to else None
    if second is not None:
        backup_commands.choose_second_place(second)
    with for_reading(arguments) as workshop:
        key = workshop.key
    done = backup_commands.back_up(Path(arguments.file), default_root(), key=key, second=second)
    _noted(arguments, Path(arguments.file), "backup", key)
    if arguments.json:
        say_json({**_told(done.backup), "dropped": done.dropped, "second": _second_told(done.second)})
    else:
        say(_("Cadangan dibuat dan terbukti utuh: {path}").format(path=done.backup.path))
        if done.dropped:
            old = ngettext("{n} cadangan lama dihapus", "{n} cadangan lama dihapus", done.dropped)
            say(old.format(n=done.dropped))
        if done.second is not None and not done.second.trouble:
            say(_("Juga ada di {folder}").format(folder=done.second.folder))
    if done.second is not None and (done.second.trouble or done.second.pending):
        code = done.second.trouble or "copy_place_unreachable"
        raise ExpectedError(code, name=done.backup.path.name, folder=str(done.second.folder))


def _told(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a Backup; its module is loaded late
    return {
        "path": str(one.path),
        "taken_at": one.taken_at.isoformat(timespec="seconds"),
        "size": one.size,
        "records": one.records,
        "attachments": one.attachments,
        "good": one.is_good,
    }


def _second_told(state: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a SecondPlaceState; its module is loaded late
    if state is None:
        return None
    return {
        "folder": str(state.folder),
        "reachable": state.is_reachable,
        "pending": state.pending,
        "last_good": state.last_good.isoformat(timespec="seconds") if state.last_good else None,
        "trouble": state.trouble,
    }


def backups(arguments: Namespace) -> None:
    """List the backups of a file, newest first; also of one that is harmed or gone."""
    from kotaham_desktop.application import backup_commands  # noqa: PLC0415 - late: start-up

    path, key = Path(arguments.file), None
    if path.exists():
        try:
            with for_reading(arguments) as workshop:
                key = workshop.key
        except ExpectedError:
            key = None
    found = backup_commands.backups_of(path, default_root(), key=key)
    if arguments.verify:
        found = [backup_commands.verify_backup(one, key=key) for one in found]
    if arguments.json:
        say_json([_told(one) for one in found])
        return
    for one in found:
        counts = [
            _size(one.size),
            ngettext("{n} catatan", "{n} catatan", one.records).format(n=one.records),
            ngettext("{n} lampiran", "{n} lampiran", one.attachments).format(n=one.attachments),
        ]
        what = " · ".join([*counts, _("terbukti utuh")] if one.is_good else [_size(one.size), _("belum terbukti utuh")])
        say(f"{one.taken_at:%Y-%m-%d %H.%M}  {what}")
        say(f"    {one.path}")
    if not found:
        say(_("Belum ada cadangan."))


def look(arguments: Namespace) -> None:
    """Tell what a backup holds before anything is restored from it, and how the file of today differs."""
    from kotaham_desktop.application.backup_commands import key_of  # noqa: PLC0415 - late: start-up
    from kotaham_desktop.application.kept_backups import contents_of_backup  # noqa: PLC0415 - late: start-up

    backup, today = Path(arguments.backup), Path(arguments.against) if arguments.against else None
    key = key_of(backup, passphrase_for(backup))
    today_key = key_of(today, passphrase_for(today)) if today is not None else None
    contents = contents_of_backup(backup, key, today=today, today_key=today_key)
    if arguments.json:
        counts = {one.type: asdict(one) for one in contents.counts}
        say_json({"title": contents.title, "last_change": moment(contents.last_change), "counts": counts})
        return
    say(contents.title or _("Pelatihan tanpa judul"))
    say(_("Perubahan terakhir di dalamnya: {moment}.").format(moment=moment(contents.last_change)))
    for one in contents.counts:
        line = f"{_(RECORD_TYPES[one.type].plural)}: {one.held}"
        if contents.is_compared and (one.missing or one.newer or one.returning):
            line += _(" (sekarang {today}: {missing} baru, {newer} berubah, {returning} hanya di cadangan)").format(
                today=one.today, missing=one.missing, newer=one.newer, returning=one.returning
            )
        say(line)


def restore(arguments: Namespace) -> None:
    """Make a new file from a backup, never over another one."""
    source, target = Path(arguments.backup), Path(arguments.output)
    key = _copied(arguments, source, target, _("Dipulihkan dan terbukti sama dengan cadangannya: {path}"))
    _noted(arguments, target, "restored", key)


def copy(arguments: Namespace) -> None:
    """A complete copy of a file for a colleague or a stick."""
    source, target = Path(arguments.file), Path(arguments.target)
    if target.is_dir():
        target = target / source.name
    key = _copied(arguments, source, target, _("Salinan untuk rekan, terbukti sama dengan aslinya: {path}"))
    _noted(arguments, source, "copied", key)


def _noted(arguments: Namespace, path: Path, what: str, key: "Key | None") -> None:
    from kotaham_desktop.application.audit_commands import note_in_closed_file  # noqa: PLC0415 - late: start-up

    note_in_closed_file(path, what, key=key, author=author_of(arguments))


def _copied(arguments: Namespace, source: Path, target: Path, sentence: str) -> "Key | None":
    from kotaham_desktop.application.backup_commands import copy_workshop, key_of  # noqa: PLC0415 - late: start-up

    key = key_of(source, passphrase_for(source))
    proof = copy_workshop(source, target, key=key)
    contents = proof.contents
    if arguments.json:
        counts = {"rows": contents.rows, "records": contents.records, "attachments": contents.attachments}
        say_json({"path": str(target), "size": proof.size, "sha256": proof.sha256, **counts})
        return key
    say(sentence.format(path=target))
    told = _("{size}, {records} catatan, {attachments} lampiran")
    say(told.format(size=_size(proof.size), records=contents.records, attachments=contents.attachments))
    return key


def salvage(arguments: Namespace) -> None:
    """Bring everything readable of a harmed file into a new one, and tell what is lost."""
    from kotaham_desktop.application import salvaging  # noqa: PLC0415 - late: start-up

    path, target = Path(arguments.file), Path(arguments.output)
    if not path.is_file():
        raise ExpectedError("file_missing", name=path.name)
    key = salvaging.key_of_harmed(path, _passphrase_of_harmed(path))
    done = salvaging.salvage_workshop(path, target, key=key, author=author_of(arguments))
    told = salvaging.described(done.report, with_words=False)
    if arguments.json:
        paths = {"path": str(target), "report": str(done.report_path)}
        say_json({**told, **paths, "records_made_again": done.remade, "notes": done.notes})
        return
    say(_("Diselamatkan ke: {path}").format(path=target))
    say(_("{rows_saved} baris riwayat, {records_saved} catatan, {attachments_saved} lampiran selamat.").format(**told))
    if done.report.is_whole:
        say(_("Tidak ada yang hilang."))
    else:
        lost = _(
            "{rows_lost} baris hilang, {rows_behind_holes} baris di belakang celah, {attachments_lost} lampiran hilang."
        )
        say(lost.format(**told))
    if done.remade:
        say(_("{n} catatan disusun lagi dari tabel.").format(n=done.remade))
    if done.notes:
        say(_("{n} catatan baru memuat isi yang belum kembali ke tempatnya.").format(n=done.notes))
    if not done.report.workshop_id_kept:
        say(_("Berkas ini kini pelatihan tersendiri; tidak dapat digabungkan dengan salinan rekan."))
    say(_("Laporannya: {path}").format(path=done.report_path))


def _passphrase_of_harmed(path: Path) -> str:
    """The passphrase, where the file looks as if it had one; a harmed plain one may look so too and needs none."""
    try:
        return passphrase_for(path)
    except ExpectedError:
        return ""
