"""Decoding one picture in a process of its own, which may crash or be stopped without harm to the workshop.

Reads standard input: one line of JSON (``blur``: the areas to make unrecognisable), then the picture; and answers on
standard output in the same way. Only this module loads Pillow's decoders on foreign bytes. Its process belongs to it
alone, so it may change what is global there.
"""

import importlib
import io
import json
import sys
import warnings
from collections.abc import Sequence

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from kotaham_desktop.exchange.image_blurring import blurred

MAX_PIXELS = 50_000_000
LONG_EDGE = 3_000
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_FEW_COLOURS = 4_096
_LARGEST_PNG = 8 * 1024 * 1024
_QUALITY = 88
_MEMORY = 2 * 1024**3
_SECONDS = 30


class _TooLargeError(Exception):
    """More pixels than we decode."""


def main() -> None:
    """Recode standard input to standard output; what is wrong with the picture is answered, not raised."""
    _limit_process()
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    wanted = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    answer: dict[str, object]
    picture = b""
    try:
        picture, answer = _recoded(content, wanted.get("blur", ()))
    except (_TooLargeError, Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        answer = {"error": "image_too_large"}
    except UnidentifiedImageError:
        answer = {"error": "image_wrong_kind"}
    # Pillow's decoders answer to broken bytes with any of these.
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, EOFError):
        answer = {"error": "image_damaged"}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n" + picture)
    sys.stdout.buffer.flush()


def _limit_process() -> None:
    """Bound memory and processor time where the system offers it; Windows has neither for a process itself."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    for limit, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        try:
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue


def _recoded(content: bytes, areas: Sequence[Sequence[float]]) -> tuple[bytes, dict[str, object]]:
    with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise _TooLargeError
        is_photo = opened.format in {"JPEG", "MPO"}
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        plain = _plain(upright, opened.info.get("icc_profile"))
    plain.thumbnail((LONG_EDGE, LONG_EDGE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain.info.clear()
    if areas:
        plain = blurred(plain, areas)
    data, media_type = _encoded(plain, is_photo=is_photo)
    return data, {"media_type": media_type, "width": plain.width, "height": plain.height}


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in grey, RGB or RGBA with sRGB colours."""
    if image.mode == "I" or image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        opaque = with_alpha.getchannel("A").getextrema() == (255, 255)
        return with_alpha.convert("RGB") if opaque else with_alpha
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("L" if image.mode in {"1", "L", "F"} else "RGB")


def _encoded(image: Image.Image, *, is_photo: bool) -> tuple[bytes, str]:
    """PNG for drawings and for what is see-through, unless it grows out of hand; JPEG for all else."""
    if image.mode == "RGBA" or (not is_photo and image.getcolors(_FEW_COLOURS) is not None):
        target = io.BytesIO()
        image.save(target, "PNG", optimize=True)
        if target.tell() <= _LARGEST_PNG:
            return target.getvalue(), "image/png"
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    target = io.BytesIO()
    image.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue(), "image/jpeg"
