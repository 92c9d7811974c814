"""Whether a picture can be shown: it opens to its last line, and is not larger than any screen or sheet needs.

A photograph tells where it was taken and with whose camera; that goes before anybody is shown it.
"""

from __future__ import annotations

import io
from typing import IO, Final

from PIL import Image, ImageOps

MOST_DOTS: Final = 50_000_000
"""Width times height. A small file can open to a picture that fills the memory."""
_FORMATS: Final = ("PNG", "JPEG", "WEBP")


class PictureUnreadable(ValueError):
    """Why a picture cannot be shown, in a sentence."""


def look_at(picture: IO[bytes] | bytes) -> None:
    """Open the whole picture. Raises `PictureUnreadable` where it is damaged, cut off or far too large."""
    opened = io.BytesIO(picture) if isinstance(picture, bytes) else picture
    try:
        with Image.open(opened, formats=_FORMATS) as found:
            if found.width * found.height > MOST_DOTS:
                raise PictureUnreadable(_too_large(found.width, found.height))
            found.load()
    except Image.DecompressionBombError as error:
        raise PictureUnreadable("This picture has far too many dots.") from error
    except PictureUnreadable:
        raise
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureUnreadable("This picture is damaged or not complete.") from error


def without_notes(picture: IO[bytes]) -> bytes | None:
    """The picture, upright, without what the camera wrote into it (place, day, owner); None where it wrote nothing."""
    picture.seek(0)
    with Image.open(picture, formats=_FORMATS) as found:
        if not found.getexif() and "xmp" not in found.info:
            return None
        upright = ImageOps.exif_transpose(found)
        made = io.BytesIO()
        profile = found.info.get("icc_profile")
        upright.info.clear()
        upright.save(made, found.format, exif=b"", icc_profile=profile, quality=92)
        return made.getvalue()


def _too_large(width: int, height: int) -> str:
    return f"This picture is {width:,} by {height:,} dots, more than the {MOST_DOTS // 1_000_000} million we can show."
