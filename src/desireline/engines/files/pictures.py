"""Pictures are drawn anew: upright, without metadata, never larger than a screen needs."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from desireline.kit.errors import Refused

LONGEST = 2560
MOST_PIXELS = 50_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    type: str
    width: int
    height: int


def redraw(source: IO[bytes], kind: str) -> Picture:
    """The picture again from its pixels. Refused if it cannot be read or has more than 50 million pixels.

    PNG and JPEG keep their kind; GIF and WebP become WebP (a moving one keeps its first picture).
    """
    try:
        with Image.open(source, formats=[kind.removeprefix("image/").upper()]) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused(_("This picture has too many pixels. Make it smaller and try again."))
            picture = ImageOps.exif_transpose(found)
            picture.thumbnail((LONGEST, LONGEST))
            return _encode(picture, kind)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(
            _("This picture cannot be read. Save it again as PNG or JPEG and try once more.")
        ) from error


def _encode(picture: Image.Image, kind: str) -> Picture:
    out = io.BytesIO()
    if kind == "image/jpeg":
        picture.convert("RGB").save(out, "JPEG", quality=86, optimize=True)
    elif kind == "image/png":
        mode = picture.mode if picture.mode in {"1", "L", "LA", "RGB", "RGBA"} else "RGBA"
        picture.convert(mode).save(out, "PNG", optimize=False)
    else:
        kind = "image/webp"
        picture.convert("RGBA").save(out, "WEBP", quality=86)
    return Picture(out.getvalue(), kind, picture.width, picture.height)
