"""The icon sprite: which icons the site uses, and how the sprite is made.

`python -m config.shell.icons lucide-static/icons` writes `config/static/icons/sprite.svg`
from an unpacked `lucide-static` package (see `config/static/vendor/README.md`).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).resolve().parent.parent / "static" / "icons" / "sprite.svg"

_NAMES = """
archive arrow-down arrow-right arrow-up award ban bell bell-off book-open bookmark boxes calendar camera check
chevron-down chevron-left chevron-right circle-alert circle-check circle-user clock compass copy download ellipsis eye
eye-off file-text fingerprint flag frown graduation-cap hand hand-heart heart house image inbox info key-round languages
layout-dashboard leaf link list locate locate-fixed lock log-in log-out mail map map-pin message-circle message-square
minus moon newspaper package package-check package-open pause pencil phone pin play plus printer qr-code refresh-cw
repeat-2 reply rotate-ccw rss scale search send settings share shield-check shopping-bag sliders-horizontal smartphone
smile sprout star store sun sun-moon tag tags trash-2 triangle-alert truck user user-plus users users-round volume-x
waypoints wifi-off x
"""
ICONS = _NAMES.split()


def build_sprite(source: Path, target: Path = SPRITE) -> int:
    """Write one `<symbol>` an icon of `ICONS` from the SVG files in `source`. Returns how many.

    Raises FileNotFoundError for an icon that the package does not have.
    """
    symbols = []
    for name in ICONS:
        drawing = (source / f"{name}.svg").read_text(encoding="utf-8")
        shapes = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        if shapes is None:
            raise ValueError(f"{name}.svg holds no drawing")
        inner = re.sub(r"\s+", " ", shapes.group(1)).replace("> <", "><").replace(" />", "/>").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    body = "\n".join(symbols)
    target.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Icons by Lucide (ISC licence), see vendor/README.md. -->\n'
        f"{body}\n</svg>\n",
        encoding="utf-8",
    )
    return len(symbols)


if __name__ == "__main__":
    print(build_sprite(Path(sys.argv[1])), "icons")
