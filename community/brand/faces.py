"""Typefaces for what is drawn on the server: a Chinese one of the system, or Pillow's own where words are Latin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont

# (regular, bold, number of the simplified face in the file), where systems keep them.
KNOWN = (
    (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
        2,
    ),
    (
        "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
        2,
    ),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", "/System/Library/Fonts/STHeiti Medium.ttc", 1),
)
# The last sign of Latin with its accents, which Pillow's own face has.
_LAST_LATIN = "\u017f"


@cache
def chinese() -> tuple[str, str, int] | None:
    """The files of the Chinese face; None where the system has none. CARD_FONTS names others: regular, bold."""
    named = settings.CARD_FONTS
    choices = ((named[0], named[-1], 0), *KNOWN) if named else KNOWN
    return next((each for each in choices if Path(each[0]).is_file() and Path(each[1]).is_file()), None)


@cache
def face(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face in that size, in pixels."""
    files = chinese()
    if files is None:
        return ImageFont.load_default(size)
    regular, strong, number = files
    return ImageFont.truetype(strong if bold else regular, size, index=number)


def can_write(text: str) -> bool:
    """Whether there is a face for all of `text`."""
    return chinese() is not None or all(sign <= _LAST_LATIN or sign in "–—‘’“”…·" for sign in text)
