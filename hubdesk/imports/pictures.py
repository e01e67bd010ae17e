"""A picture of somebody else's, made small: a logo of 40 MB is refused, one of 4 becomes 40 KB.

Nothing of the file goes on but its dots: no place, no camera, no date.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from hubdesk.errors.certificates import NotAPicture, PictureTooLarge

MB: Final = 1_000_000
MOST_BYTES: Final = 20 * MB
MOST_DOTS: Final = 60 * MB  # more would need a quarter of an old laptop's memory
# 60 × 22 mm on paper at more than 400 dots an inch.
WIDE: Final = 1000
HIGH: Final = 600
_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A PNG, named by the hash of its bytes."""

    hash: str
    data: bytes
    width: int
    height: int


def picture_in(path: str) -> SmallPicture:
    """The picture in a file, made small. Refuses PictureTooLarge and NotAPicture."""
    try:
        size = Path(path).stat().st_size
        if size > MOST_BYTES:
            raise PictureTooLarge(-(-size // MB), MOST_BYTES // MB)
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotAPicture from error
    return small_picture(content)


def small_picture(content: bytes) -> SmallPicture:
    """The picture in some bytes, made small. Refuses PictureTooLarge and NotAPicture."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # not before the first picture

    if len(content) > MOST_BYTES:
        raise PictureTooLarge(-(-len(content) // MB), MOST_BYTES // MB)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as found:
            dots = found.width * found.height
            if dots > MOST_DOTS:
                raise PictureTooLarge(-(-dots // MB), MOST_DOTS // MB, in_dots=True)
            found.draft("RGB", (WIDE, HIGH))  # a large JPEG is decoded small at once
            shown = ImageOps.exif_transpose(found)
            see_through = shown.mode in ("LA", "PA", "RGBA") or "transparency" in shown.info
            plain = shown.convert("RGBA" if see_through else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise NotAPicture from None
    plain.thumbnail((WIDE, HIGH))
    out = BytesIO()
    clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    clean.save(out, "PNG", optimize=True)
    data = out.getvalue()
    return SmallPicture(hashlib.sha256(data).hexdigest(), data, *clean.size)
