"""The commands, their arguments and their exit codes: 0 it is on the disk, 1 an expected error, 2 wrong usage."""

import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from kotaham_desktop import __version__
from kotaham_desktop.cli import (
    audit_commands,
    backup_commands,
    capture_commands,
    consent_commands,
    erasure_commands,
    exchange_commands,
    file_commands,
    lock_commands,
    opening,
    page_commands,
    recovery_commands,
)
from kotaham_desktop.cli.parser import WRONG_USAGE, Parser
from kotaham_desktop.domain.consent import PURPOSE_CODES
from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.levels import Audience, Level
from kotaham_desktop.domain.records import CONSENT
from kotaham_desktop.i18n import LANGUAGES, SOURCE_LANGUAGE, _, language
from kotaham_desktop.messages import explain

EXPECTED_ERROR = 1
_LEVELS = [level.code for level in Level]
_AUDIENCES = [audience.value for audience in Audience]


def wanted_language(words: Sequence[str]) -> str:
    """The language of ``--language`` or ``KOTAHAM_LANGUAGE``; looked for first, because help speaks it too."""
    chosen = os.environ.get("KOTAHAM_LANGUAGE", "")
    for index, word in enumerate(words):
        if word == "--language" and index + 1 < len(words):
            chosen = words[index + 1]
        elif word.startswith("--language="):
            chosen = word.partition("=")[2]
    return chosen if chosen in LANGUAGES else SOURCE_LANGUAGE


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    given = list(sys.argv[1:] if words is None else words)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with language(wanted_language(given)):
        try:
            arguments = build_parser().parse_args(given)
            with opening.private_temporary_files():
                arguments.run(arguments)
        except ExpectedError as error:
            opening.count_wrong_passphrase(error)
            sys.stderr.write(explain(error).one_line + "\n")
            return EXPECTED_ERROR
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else WRONG_USAGE
        except BrokenPipeError:
            # Whoever read our output has gone; what was written to the file stays written.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - stands in until the process ends
            return EXPECTED_ERROR
        return 0


def build_parser() -> Parser:
    """The whole command line, in the current language."""
    parser = Parser(prog="kotaham", description=_("Kota HAM tanpa jendela: siapkan, catat, gabungkan, laporkan."))
    parser.choices.add_argument(
        "--version", action="version", version=f"kotaham {__version__}", help=_("tampilkan versi dan selesai")
    )
    commands = parser.add_subparsers(title=_("Perintah"), required=True, dest="command", metavar=_("PERINTAH"))

    def command(name: str, run: Callable[[Namespace], None], description: str, *, reads: bool = False) -> Parser:
        added = commands.add_parser(name, description=description, help=description, prog=f"kotaham {name}")
        added.set_defaults(run=run)
        added.choices.add_argument("--language", choices=list(LANGUAGES), help=_("bahasa pesan"))
        added.choices.add_argument("--author", default="", help=_("nama penulis perubahan"))
        added.choices.add_argument(
            "--json",
            action="store_true",
            help=_("jawab sebagai JSON") if reads else _("jawab sebagai JSON bila ada isinya"),
        )
        added.choices.add_argument(
            "--remember", action="store_true", help=_("simpan kunci berkas di penyimpan rahasia laptop ini, dan pakai")
        )
        return added

    parser.choices.add_argument("--language", choices=list(LANGUAGES), help=_("bahasa pesan"))
    _add_file_commands(command)
    _add_capture_commands(command)
    _add_exchange_commands(command)
    _add_backup_commands(command)
    _add_people_commands(command)
    erasure_commands.add_erasure_commands(command)
    page_commands.add_page_commands(command)
    return parser


Command = Callable[..., Parser]


def _file(parser: Parser) -> None:
    parser.given.add_argument("file", metavar="FILE", help=_("berkas .kotaham"))


def _filters(parser: Parser) -> None:
    parser.choices.add_argument("--group", default="", help=_("nama kelompok"))
    parser.choices.add_argument("--session", default="", help=_("judul sesi"))
    parser.choices.add_argument(
        "--level", default="", choices=["", *_LEVELS], metavar="L0..L3", help=_("tingkat keterbukaan")
    )


def _add_file_commands(command: Command) -> None:
    new = command("new", file_commands.new, _("buat berkas pelatihan baru"))
    _file(new)
    new.choices.add_argument("--template", default="", metavar="ID", help=_("mulai dari templat ini"))
    sample = command("sample", file_commands.sample, _("buat contoh pelatihan Semarang 2022"))
    _file(sample)
    for maker in (new, sample):
        maker.choices.add_argument("--encrypt", action="store_true", help=_("kunci berkasnya dengan frasa sandi"))
    passphrase = command(
        "passphrase",
        lock_commands.passphrase,
        _("pasang, ganti, lepas frasa sandi; forget menghapus kunci dari laptop ini"),
    )
    _file(passphrase)
    passphrase.given.add_argument("action", choices=list(lock_commands.ACTIONS), help=_("yang dilakukan"))
    recovery_commands.declare(command, _file)
    _file(command("info", file_commands.info, _("gambarkan isi berkas"), reads=True))
    history = command("history", file_commands.history, _("siapa mengubah apa dan kapan"), reads=True)
    _file(history)
    history.given.add_argument("record", metavar="RECORD", nargs="?", default="", help=_("tanda catatan"))
    history.choices.add_argument("--limit", type=int, default=200, help=_("paling banyak sekian baris"))
    audit = command(
        "audit", audit_commands.audit, _("siapa berbuat apa dengan berkas ini; apakah jejaknya utuh"), reads=True
    )
    _file(audit)
    audit.choices.add_argument("--limit", type=int, default=0, help=_("paling banyak sekian baris"))
    _file(command("check", file_commands.check, _("periksa apakah semua isi berkas cocok"), reads=True))
    _file(command("rebuild", file_commands.rebuild, _("susun ulang tabel dari riwayat")))


def _add_capture_commands(command: Command) -> None:
    add = command("add", capture_commands.add, _("tambah catatan, kasus, pengalaman, atau RTL"))
    kinds = list(capture_commands.ADDABLE)
    add.given.add_argument("kind", choices=kinds, metavar="|".join(kinds), help=_("jenisnya"))
    _file(add)
    add.choices.add_argument("--text", required=True, help=_("isinya; tanda - membaca dari masukan"))
    add.choices.add_argument("--title", default="", help=_("judulnya"))
    _filters(add)
    add.choices.add_argument("--set", action="append", default=[], metavar="field=value", help=_("isian lain"))
    attach = command("attach", capture_commands.attach, _("lampirkan gambar pada catatan"))
    _file(attach)
    attach.given.add_argument("record", metavar="RECORD", help=_("tanda catatan"))
    attach.given.add_argument("image", metavar="IMAGE", help=_("berkas gambar"))
    attach.choices.add_argument("--caption", default="", help=_("keterangan gambar"))
    attach.choices.add_argument(
        "--level", default="", choices=["", *_LEVELS], metavar="L0..L3", help=_("tingkat keterbukaan")
    )
    blur = command("blur", capture_commands.blur, _("samarkan bagian foto; foto aslinya disegel"))
    unblur = command("unblur", capture_commands.unblur, _("pakai lagi foto asli yang disegel"))
    for photo in (blur, unblur):
        _file(photo)
        photo.given.add_argument("attachment", metavar="ATTACHMENT", help=_("tanda lampiran"))
    blur.choices.add_argument(
        "--area",
        action="append",
        required=True,
        metavar="x,y,w,h",
        help=_("bagian foto: kiri, atas, lebar, tinggi, masing-masing 0 sampai 1"),
    )
    unblur.choices.add_argument("--reason", required=True, help=_("alasannya; disimpan"))
    search = command("search", capture_commands.search, _("cari di semua catatan"), reads=True)
    _file(search)
    search.given.add_argument("words", metavar="WORDS", nargs="*", help=_("kata yang dicari"))
    kinds = list(capture_commands.ADDABLE)
    search.choices.add_argument(
        "--type", default="", choices=["", *kinds], metavar="|".join(kinds), help=_("jenis catatan")
    )
    _filters(search)
    search.choices.add_argument("--norm", default="", help=_("kode norma"))
    search.choices.add_argument(
        "--sealed", action="store_true", help=_("cari juga yang tersegel; tercatat, dan perlu kunci nama bila ada")
    )
    search.choices.add_argument("--limit", type=int, default=200, help=_("paling banyak sekian baris"))


def _add_exchange_commands(command: Command) -> None:
    imported = command("import", exchange_commands.import_participants, _("masukkan peserta dari tabel"))
    imported.given.add_argument("what", choices=["participants"], metavar="participants", help=_("yang dimasukkan"))
    _file(imported)
    imported.given.add_argument("table", metavar="TABLE", help=_("berkas XLSX atau CSV"))
    imported.choices.add_argument(
        "--leave-out-problems", action="store_true", help=_("masukkan yang lain walau ada baris bermasalah")
    )
    merge = command("merge", exchange_commands.merge, _("gabungkan catatan dari laptop lain"))
    _file(merge)
    merge.given.add_argument("other", metavar="OTHER", help=_("berkas dari laptop lain; tidak diubah"))
    report = command("report", exchange_commands.report, _("tulis laporan PDF"))
    _file(report)
    report.choices.add_argument("--output", required=True, metavar="PDF", help=_("berkas PDF yang ditulis"))
    report.choices.add_argument("--kind", choices=["laporan", "ringkasan"], default="laporan", help=_("jenis laporan"))
    report.choices.add_argument("--audience", choices=_AUDIENCES, default="team", help=_("untuk siapa"))
    report.choices.add_argument("--report-language", choices=list(LANGUAGES), default="", help=_("bahasa laporan"))
    _signatures(report)
    export = command("export", exchange_commands.export, _("ekspor data"))
    _file(export)
    export.choices.add_argument(
        "--format", required=True, choices=["json", "xlsx", "csv", "docx"], help=_("bentuk berkas")
    )
    export.choices.add_argument("--output", required=True, metavar="PATH", help=_("berkas yang ditulis"))
    export.choices.add_argument("--audience", choices=_AUDIENCES, default="team", help=_("untuk siapa"))
    _signatures(export)


def _add_people_commands(command: Command) -> None:
    noted = command("consent", consent_commands.consent_command, _("catat dan baca persetujuan"), reads=True)
    noted.given.add_argument("action", choices=list(consent_commands.CONSENT_ACTIONS), help=_("yang dilakukan"))
    _file(noted)
    noted.given.add_argument("code", metavar="P-XXX-XXX", nargs="?", default="", help=_("kode orang"))
    noted.choices.add_argument(
        "--purpose", action="append", default=[], choices=list(PURPOSE_CODES), metavar="P1..P10", help=_("untuk apa")
    )
    statuses = [choice.code for choice in CONSENT.field("status").choices]
    noted.choices.add_argument("--status", choices=statuses, default="given", help=_("jawabannya"))
    noted.choices.add_argument("--info", default="", metavar="TEXT", help=_("berkas teks yang dibacakan"))
    noted.choices.add_argument(
        "--evidence", default="", metavar="PATH", help=_("berkas bukti; hanya sidiknya disimpan")
    )
    noted.choices.add_argument("--how", default="", help=_("cara mencabut"))
    noted.choices.add_argument("--preview", action="store_true", help=_("hanya sebutkan akibat pencabutan"))
    noted.choices.add_argument(
        "--record", action="append", default=[], metavar="RECORD", help=_("catatan tentang orang ini")
    )
    noted.choices.add_argument("--set", action="append", default=[], metavar="field=value", help=_("isian lain"))
    level = command("level", consent_commands.level, _("ubah tingkat keterbukaan sebuah catatan"))
    _file(level)
    level.given.add_argument("record", metavar="RECORD", help=_("tanda catatan"))
    level.given.add_argument("to", choices=_LEVELS, metavar="L0..L3", help=_("tingkat keterbukaan"))
    level.choices.add_argument("--reason", default="", help=_("alasan membuka lebih luas"))
    pause = command("pause", consent_commands.pause, _("hentikan atau lanjutkan pencatatan"), reads=True)
    pause.given.add_argument("action", choices=list(consent_commands.PAUSE_ACTIONS), help=_("yang dilakukan"))
    _file(pause)
    pause.choices.add_argument("--minutes", type=int, default=0, help=_("lanjutkan sendiri setelah sekian menit"))
    exposure = command("exposure", consent_commands.exposure, _("apa yang perlu dilihat sebelum keluar"), reads=True)
    _file(exposure)
    exposure.choices.add_argument("--audience", choices=_AUDIENCES, default="public", help=_("untuk siapa"))
    for name, metavar, meaning in (
        ("--mask", "WORDS", _("samarkan kata ini di luar tim")),
        ("--show", "WORDS", _("jangan samarkan kata ini lagi")),
        ("--leave", "RECORD", _("biarkan temuan pada catatan ini; perlu --reason")),
    ):
        exposure.choices.add_argument(name, action="append", default=[], metavar=metavar, help=meaning)
    exposure.choices.add_argument("--reason", default="", help=_("alasannya"))
    _file(command("exports", consent_commands.exports, _("apa yang pernah keluar"), reads=True))
    person = command("person", consent_commands.person, _("semua yang tersimpan tentang satu orang"))
    _file(person)
    person.choices.add_argument("--subject", default="", metavar="P-XXX-XXX", help=_("kode orang"))
    person.choices.add_argument("--person", default="", help=_("nama dalam daftar peserta"))
    person.choices.add_argument("--name", default="", help=_("nama yang dicari dalam tulisan"))
    person.choices.add_argument("--output", required=True, metavar="PATH", help=_("berkas .json atau .pdf"))
    person.choices.add_argument("--report-language", choices=list(LANGUAGES), default="", help=_("bahasa laporan"))
    names = command("names", consent_commands.names, _("kunci nama: siapa di balik sebuah kode"))
    names.given.add_argument("action", choices=list(consent_commands.NAME_ACTIONS), help=_("yang dilakukan"))
    _file(names)
    names.choices.add_argument("--code", default="", metavar="P-XXX-XXX", help=_("kode orang"))
    names.choices.add_argument("--name", default="", help=_("namanya"))
    names.choices.add_argument("--contact", default="", help=_("kontaknya"))
    names.choices.add_argument("--path", default="", metavar="PATH", help=_("salinan kunci nama"))


def _signatures(parser: Parser) -> None:
    parser.choices.add_argument("--prepared-by", default="", help=_("untuk publik: siapa yang memeriksa semuanya"))
    parser.choices.add_argument("--confirmed-by", default="", help=_("untuk publik: orang kedua yang menyetujui"))
    parser.choices.add_argument(
        "--checked", action="append", default=[], choices=[*exchange_commands.CHECKS, "all"],
        help=_("untuk publik: hal yang sudah diperiksa; all untuk kedelapannya"),
    )  # fmt: skip


def _add_backup_commands(command: Command) -> None:
    backup = command("backup", backup_commands.backup, _("buat cadangan yang terbukti utuh"), reads=True)
    _file(backup)
    backup.choices.add_argument(
        "--to", default="", metavar="FOLDER", help=_("simpan juga di sini, misalnya di stik USB")
    )
    listed = command("backups", backup_commands.backups, _("daftar cadangan, juga dari berkas yang rusak"), reads=True)
    _file(listed)
    listed.choices.add_argument("--verify", action="store_true", help=_("baca ulang setiap cadangan"))
    look = command("look", backup_commands.look, _("lihat isi cadangan sebelum memulihkannya"), reads=True)
    look.given.add_argument("backup", metavar="BACKUP", help=_("berkas cadangan; tidak diubah"))
    look.choices.add_argument("--against", default="", metavar="FILE", help=_("bandingkan dengan berkas sekarang"))
    restore = command("restore", backup_commands.restore, _("pulihkan cadangan ke berkas baru"), reads=True)
    restore.given.add_argument("backup", metavar="BACKUP", help=_("berkas cadangan; tidak diubah"))
    restore.choices.add_argument("--output", required=True, metavar="FILE", help=_("berkas baru yang ditulis"))
    salvage = command("salvage", backup_commands.salvage, _("selamatkan isi berkas rusak ke berkas baru"), reads=True)
    _file(salvage)
    salvage.choices.add_argument("--output", required=True, metavar="FILE", help=_("berkas baru yang ditulis"))
    copy = command("copy", backup_commands.copy, _("salinan lengkap untuk rekan atau stik USB"), reads=True)
    _file(copy)
    copy.given.add_argument("target", metavar="TARGET", help=_("berkas baru atau folder"))
