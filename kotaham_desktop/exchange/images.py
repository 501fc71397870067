"""Pictures taken in from cameras and disks: decoded safely, upright, of sane size, and free of all they tell besides.

A photo carries place, time, device and a second small photo within it; none of that may reach a file or a report.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kotaham_desktop.domain.errors import ExpectedError
from kotaham_desktop.domain.picture_areas import Area

MAX_BYTES = 60 * 1024 * 1024
_SECONDS = 45
_WORKER = "kotaham_desktop.exchange.image_worker"
_START = (
    f"import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); importlib.import_module({_WORKER!r}).main()"
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture fit to keep: JPEG or PNG without any metadata, its long edge at most 3000 pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def clean_image(data: bytes, blur: Iterable[Area] = ()) -> CleanImage:
    """The picture anew, with some areas unrecognisable for good; the same bytes give the same bytes.

    May run on any thread and takes a moment.
    Raises ``ExpectedError``: ``image_wrong_kind``, ``image_heic``, ``image_too_large`` (60 MB, 50 megapixels) or
    ``image_damaged``. Foreign bytes are decoded in a process of their own (``image_worker``).
    """
    if len(data) > MAX_BYTES:
        raise ExpectedError("image_too_large")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise ExpectedError("image_heic")
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if not is_webp and not data.startswith(_STARTS):
        raise ExpectedError("image_wrong_kind")
    answer, picture = _decoded(data, [[area.x, area.y, area.width, area.height] for area in blur])
    if "error" in answer:
        raise ExpectedError(str(answer["error"]))
    return CleanImage(picture, str(answer["media_type"]), int(str(answer["width"])), int(str(answer["height"])))


def clean_image_file(path: Path) -> CleanImage:
    """The picture in a file; raises ``ExpectedError`` as ``clean_image`` does, or ``image_unreadable``."""
    try:
        if not path.is_file():
            raise FileNotFoundError(path)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ExpectedError("image_unreadable", name=path.name) from error
    return clean_image(data)


def _decoded(data: bytes, blur: Sequence[Sequence[float]]) -> tuple[dict[str, object], bytes]:
    try:
        finished = subprocess.run(  # noqa: S603 - a fixed command of our own
            worker_command(),
            input=json.dumps({"blur": blur}).encode("ascii") + b"\n" + data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise ExpectedError("image_damaged") from error
    first_line, _end, picture = finished.stdout.partition(b"\n")
    answer = json.loads(first_line)
    return (answer if isinstance(answer, dict) else {"error": "image_damaged"}), picture


def worker_command() -> list[str]:
    """How the worker is started: by this Python, isolated, with the places from which this program was loaded.

    A frozen program starts itself with ``--image-worker``; its entry point then calls ``image_worker.main()`` at once.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, "--image-worker"]
    places = [place or str(Path.cwd()) for place in sys.path]
    return [sys.executable, "-I", "-S", "-c", _START, json.dumps(places)]
