"""The seal as PNG icons for home screens: 群 in white on cinnabar.

`python -m config.shell.seal FONT` draws them anew; FONT is a bold Chinese font (Debian's
`/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc`). The results are committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CINNABAR = "#b8371f"
ICONS = Path(__file__).resolve().parent.parent / "static" / "icons"
OVERSAMPLE = 4
SIMPLIFIED = 2


def draw(size: int, font: str, *, radius: float, glyph: float) -> Image.Image:
    """A seal of `size` pixels; `radius` and `glyph` are parts of the size."""
    whole = size * OVERSAMPLE
    image = Image.new("RGBA", (whole, whole), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, whole - 1, whole - 1), radius=radius * whole, fill=CINNABAR)
    face = ImageFont.truetype(font, round(glyph * whole), index=SIMPLIFIED)
    left, top, right, bottom = pen.textbbox((0, 0), "群", font=face)
    pen.text(((whole - left - right) / 2, (whole - top - bottom) / 2), "群", font=face, fill="white")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main(font: str) -> None:
    for name, size, radius, glyph in (
        ("icon-192", 192, 0.24, 0.68),
        ("icon-512", 512, 0.24, 0.68),
        ("maskable-512", 512, 0, 0.52),
        ("apple-touch-icon", 180, 0, 0.64),
    ):
        image = draw(size, font, radius=radius, glyph=glyph)
        (image if radius else image.convert("RGB")).save(ICONS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
