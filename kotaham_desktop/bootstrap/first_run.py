"""The main job, started for the first time: the window, or without a display the same work on the sample."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kotaham_desktop.bootstrap.places import Checkout, Unprepared
from kotaham_desktop.i18n import _, current_language

SAMPLE = "Pelatihan Semarang.kotaham"
SCREENS = "layar"


def open_window(checkout: Checkout, say: Callable[[str], None]) -> int:
    """Show the window and wait until it is closed; its exit code."""
    window = checkout.command("kotaham-desktop")
    say(_("Membuka jendela. Lain kali cukup: {command}").format(command=window))
    code = subprocess.run([str(window)], check=False).returncode
    if code < 0:
        raise Unprepared(
            _("Jendela berhenti mendadak (lihat pesan di atas); tanpa layar, tambahkan --headless pada perintah ini.")
        )
    return code


def run_headless(checkout: Checkout, folder: Path, environment: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Make the sample, both PDFs and pictures of the screens in ``folder``, with the real programs; say where."""
    say(_("Tidak ada layar di sini: contoh dikerjakan tanpa jendela."))
    folder.mkdir(parents=True, exist_ok=True)
    sample = folder / SAMPLE
    report = folder / _("Laporan Kegiatan (tim).pdf")
    summary = folder / _("Ringkasan (publik).pdf")
    screens = folder / SCREENS
    screens.mkdir(exist_ok=True)
    # The programs speak the language that this run speaks; pictures need no display with Qt's offscreen platform.
    speaking = {**environment, "KOTAHAM_LANGUAGE": current_language()}
    offscreen = {**speaking, "QT_QPA_PLATFORM": "offscreen"}

    def kotaham(*arguments: str | Path) -> None:
        _run([checkout.command("kotaham"), *arguments], speaking)

    if not sample.exists():
        # Under another name until it is whole: an interrupted first run leaves nothing that looks finished.
        unfinished = folder / (_("belum selesai") + ".kotaham")
        unfinished.unlink(missing_ok=True)
        _run([checkout.command("kotaham"), "sample", unfinished], speaking, stdout=subprocess.DEVNULL)
        unfinished.rename(sample)
    kotaham("info", sample)
    kotaham("report", sample, "--output", report, "--kind", "laporan", "--audience", "team")
    # What leaves for the public is looked at by two people; in the sample both are as fictional as its people.
    signed = ("--prepared-by", "Penyiap (contoh)", "--confirmed-by", "Penyetuju (contoh)", "--checked", "all")
    kotaham("report", sample, "--output", summary, "--kind", "ringkasan", "--audience", "public", *signed)
    kotaham("check", sample)
    _run([checkout.command("kotaham-desktop"), "--screenshots", screens, sample], offscreen)
    say("")
    say(_("Selesai. Hasilnya ada di folder {folder}").format(folder=folder))
    for made in (sample, report, summary):
        say(f"  {made.name}")
    say(_("  {folder}: gambar {n} layar").format(folder=SCREENS, n=len(list(screens.glob("*.png")))))
    return 0


def _run(command: Sequence[str | Path], environment: Mapping[str, str], stdout: int | None = None) -> None:
    words = [str(part) for part in command]
    if subprocess.run(words, env=dict(environment), stdout=stdout, check=False).returncode != 0:
        raise Unprepared(
            _("Perintah «{command}» tidak berhasil; sebabnya tertulis di atas.").format(
                command=" ".join([Path(command[0]).name, *(str(part) for part in command[1:])])
            )
        )
