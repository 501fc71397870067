"""Finished documents on the disk: whole, or not there."""

import sys

import pytest

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.exchange.safe_write import write_whole


def test_the_content_is_there_and_nothing_else(tmp_path):
    write_whole(tmp_path / "laporan.pdf", b"isi")
    assert [entry.name for entry in tmp_path.iterdir()] == ["laporan.pdf"]
    assert (tmp_path / "laporan.pdf").read_bytes() == b"isi"


def test_an_earlier_file_is_replaced_whole(tmp_path):
    target = tmp_path / "laporan.pdf"
    target.write_bytes(b"lama dan panjang")
    write_whole(target, b"baru")
    assert target.read_bytes() == b"baru"


def test_a_link_keeps_pointing_to_the_new_content(tmp_path):
    target = tmp_path / "asli.pdf"
    target.write_bytes(b"lama")
    link = tmp_path / "tautan.pdf"
    link.symlink_to(target)
    write_whole(link, b"baru")
    assert link.is_symlink()
    assert target.read_bytes() == b"baru"


@pytest.mark.parametrize(
    "name", ["tidak-ada/laporan.pdf", "n" * 400, "sebuah-folder", "dengan\x00nol", "berkas/laporan"]
)
def test_a_place_that_takes_no_file_is_named_and_nothing_is_left(tmp_path, name):
    (tmp_path / "sebuah-folder").mkdir()
    (tmp_path / "berkas").write_bytes(b"lama")
    before = sorted(entry.name for entry in tmp_path.iterdir())
    with pytest.raises(ExpectedError) as refusal:
        write_whole(tmp_path / name, b"isi")
    assert refusal.value.code == "export_failed"
    assert refusal.value.values["path"] == str(tmp_path / name)
    assert refusal.value.values["reason"]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == before


@pytest.mark.parametrize(("name", "content"), [("a.kotaham", b"?"), ("a.pdf", b"SQLite format 3\0...")])
def test_a_workshop_is_never_written_over(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ExpectedError) as refusal:
        write_whole(tmp_path / name, b"laporan")
    assert refusal.value.code == "export_onto_workshop"
    assert (tmp_path / name).read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="needs a size limit by the system")
def test_a_full_disk_leaves_the_earlier_file_and_no_half_one(tmp_path):
    import resource
    import signal

    target = tmp_path / "laporan.pdf"
    target.write_bytes(b"lama")
    old_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    old_handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, old_limit[1]))
    try:
        with pytest.raises(ExpectedError) as refusal:
            write_whole(target, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old_limit)
        signal.signal(signal.SIGXFSZ, old_handler)
    assert refusal.value.code == "export_failed"
    assert [entry.name for entry in tmp_path.iterdir()] == ["laporan.pdf"]
    assert target.read_bytes() == b"lama"
