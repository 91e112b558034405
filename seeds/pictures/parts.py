"""Parts that many motifs share: the shadow on the ground, steam, shine, stalks and leaves."""

import math
import random

from seeds.pictures.canvas import Canvas
from seeds.pictures.colour import Colour, Tone, mix, shade, tint
from seeds.pictures.paths import leaf, moved, oval, path

CREAM, WHITE, INK, WOOD, KRAFT, STEEL = "#F6F1E7", "#FFFDF8", "#3A322B", "#B98A5A", "#CDA877", "#AEB6BC"
GREEN, DARK_GREEN, PALE_GREEN = "#6B8F4E", "#4A6B39", "#9DB87C"


def ground(c: Canvas, tone: Tone, x: float = 50, y: float = 78, rx: float = 32, ry: float = 4.6) -> None:
    """The flat shadow on which a thing stands."""
    c.fill(oval(x, y, rx, ry), mix(tone.dark, tone.deep if sum(tone.deep) < 480 else "#20263F", 0.42), 0.62)


def steam(c: Canvas, x: float, y: float, *, gap: float = 11, height: float = 15, n: int = 2) -> None:
    """`n` wisps rising from `(x, y)`."""
    for i in range(n):
        wx = x + (i - (n - 1) / 2) * gap
        wisp = f"M {wx} {y} C {wx - 5} {y - height * 0.4} {wx + 5} {y - height * 0.6} {wx + 1} {y - height}"
        c.line(path(wisp), WHITE, 1.7, 0.72)


def shine(c: Canvas, text: str, width: float = 1.6, alpha: float = 0.45) -> None:
    """A streak of light along a path."""
    c.line(path(text), WHITE, width, alpha)


def frond(c: Canvas, x: float, y: float, length: float, turn: float, colour, *, fat: float = 0.26, vein=True) -> None:
    """One leaf with its lower half in shade and its vein."""
    outline = leaf(x, y, length, turn, fat)
    c.fill(outline, colour)
    half = len(outline) // 2
    tip = outline[half - 1]
    c.fill([(x, y), *outline[half:]], shade(colour, 0.13))
    if vein:
        end = (x + (tip[0] - x) * 0.86, y + (tip[1] - y) * 0.86)
        c.line([(x, y), end], tint(colour, 0.28), max(0.35, length * 0.022), 0.8)


def sprig(
    c: Canvas,
    x: float,
    y: float,
    rng: random.Random,
    *,
    length: float = 20,
    turn: float = -90,
    colour=GREEN,
    pairs: int = 3,
) -> None:
    """A stalk with leaves in pairs and one at the tip."""
    a = math.radians(turn)
    end = (x + length * math.cos(a), y + length * math.sin(a))
    c.line([(x, y), end], shade(colour, 0.2), 0.8)
    for i in range(pairs):
        t = (i + 0.7) / (pairs + 0.4)
        px, py = x + (end[0] - x) * t, y + (end[1] - y) * t
        size = length * (0.5 - 0.1 * t) * rng.uniform(0.9, 1.1)
        frond(c, px, py, size, turn - 48, colour, vein=False)
        frond(c, px, py, size, turn + 48, tint(colour, 0.12), vein=False)
    frond(c, *end, length * 0.42, turn, colour, vein=False)


def flower(c: Canvas, x: float, y: float, r: float, colour: str | Colour, heart="#E9B949", petals=5, turn=0.0) -> None:
    """A small open flower."""
    for i in range(petals):
        a = math.radians(turn + i * 360 / petals)
        c.fill(oval(x + r * 0.58 * math.cos(a), y + r * 0.58 * math.sin(a), r * 0.47), colour)
    c.fill(oval(x, y, r * 0.3), heart)


def grain(c: Canvas, rng: random.Random, x: float, y: float, rx: float, ry: float, n: int, colour, size=0.6) -> None:
    """Specks strewn evenly in an ellipse: sesame, soil, flecks in a glaze."""
    for _ in range(n):
        a, d = rng.uniform(0, math.tau), math.sqrt(rng.random())
        px, py = x + rx * d * math.cos(a), y + ry * d * math.sin(a)
        speck = oval(px, py, size * rng.uniform(0.7, 1.3), size * rng.uniform(0.45, 0.8))
        c.fill(moved(speck, turn=rng.uniform(0, 180), at=(px, py)), colour, 0.9)
