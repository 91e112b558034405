"""Bicycles and what mends them."""

import math

from seeds.pictures.colour import shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, INK, KRAFT, STEEL, WHITE, WOOD, flower, ground, shine
from seeds.pictures.paths import box, moved, oval, path

_PAINTS = ("#B8371F", "#22705C", "#3F5F7D", "#C98A16", "#6E3352")


def _wheel(c, x, y, r, spokes=14):
    for i in range(spokes):
        a = math.tau * i / spokes
        c.line([(x, y), (x + r * math.cos(a), y + r * math.sin(a))], STEEL, 0.35, 0.9)
    c.line(oval(x, y, r), INK, 2)
    c.line(oval(x, y, r - 1.6), STEEL, 0.8)
    c.fill(oval(x, y, 1.8), INK)


@motif("sky", "leaf", "peach", "mist", "wheat")
def bicycle(c, rng, tone):
    ground(c, tone, y=80, rx=42, ry=3)
    paint = rng.choice(_PAINTS)
    _wheel(c, 25, 62, 17)
    _wheel(c, 75, 62, 17)
    c.line(oval(25, 62, 19.4, start=190, end=325), paint, 1.2)
    for t in ("M 25 62 L 48 62 L 66 38 L 37 40 L 48 62", "M 25 62 L 37 40", "M 75 62 L 65 32"):
        c.line(path(t), paint, 2.2)
    c.line(path("M 37 40 L 35 33"), STEEL, 1.6)
    c.solid(path("M 26 31 C 30 28 40 29 44 32 C 40 35 32 35 27 34 Z"), "#7A4A2C", depth=1)
    c.line(path("M 65 32 L 64 28 C 68 26 74 27 76 31"), STEEL, 1.8)
    c.line(path("M 73 29.4 L 77 32"), "#7A4A2C", 2.6)
    c.line(oval(48, 62, 5), STEEL, 1.2)
    c.line(path("M 48 62 L 52 71"), INK, 1.4)
    c.line(path("M 49 72 H 56"), INK, 2)
    c.line(path("M 25 60.4 L 48 57.4"), STEEL, 0.6)
    c.line(path("M 25 63.6 L 48 66.6"), STEEL, 0.6)
    if rng.random() < 0.7:
        c.solid(path("M 68 36 L 92 36 L 89 50 L 71 50 Z"), KRAFT, depth=2)
        for x, y, r in ((74, 33, 4.4), (81, 31, 5), (88, 33, 4)):
            flower(c, x, y, r, rng.choice(("#D98C9A", "#E9C46A", "#8F74AE", CREAM)))
        for y in (40, 44, 48):
            c.line(path(f"M 70 {y} H 90"), shade(KRAFT, 0.2), 0.6)


@motif("mist", "sand", "sky")
def wheel(c, rng, tone):
    ground(c, tone, y=81, rx=26, ry=3.4)
    c.line(oval(50, 46, 31), "#3A3A3C", 5.4)
    c.line(oval(50, 46, 30), tint("#3A3A3C", 0.25), 1)
    c.line(oval(50, 46, 27), STEEL, 2.4)
    for i in range(28):
        a, b = math.tau * i / 28, math.tau * (i + (2 if i % 2 else -2)) / 28
        c.line(
            [(50 + 4 * math.cos(b), 46 + 4 * math.sin(b)), (50 + 26.6 * math.cos(a), 46 + 26.6 * math.sin(a))],
            STEEL,
            0.5,
        )
    c.solid(oval(50, 46, 5), rng.choice(_PAINTS), depth=1.4)
    c.fill(oval(50, 46, 2), INK)
    c.line(oval(50, 46, 32.6, start=200, end=250), WHITE, 0.8, 0.5)


@motif("sun", "sky", "rose", "mist", "jade")
def bell(c, rng, tone):
    ground(c, tone, y=78, rx=30)
    brass = rng.choice(("#D9B25F", STEEL, *_PAINTS[:3]))
    c.line(path("M 14 68 C 34 64 60 64 86 69"), shade(STEEL, 0.2), 6)
    c.line(path("M 14 67 C 34 63 60 63 86 68"), tint(STEEL, 0.3), 1.4, 0.8)
    c.solid(box(42, 58, 16, 12, 3), INK, depth=2)
    c.line(path("M 68 60 L 80 52"), INK, 2.6)
    c.solid(oval(81, 51, 3.4), INK, depth=1)
    c.solid(path("M 22 58 C 22 38 36 28 50 28 C 64 28 78 38 78 58 Q 50 66 22 58 Z"), brass, depth=5, lit=0.3)
    c.line(path("M 22.6 56 Q 50 64 77.4 56"), shade(brass, 0.3), 1)
    c.solid(oval(50, 28, 4, 2.6), shade(brass, 0.15), depth=1)
    shine(c, "M 31 52 C 31 42 36 37 42 35", 2.2, 0.6)


@motif("clay", "mist", "sand", "sky")
def tools(c, rng, tone):
    ground(c, tone, y=80, rx=38)
    handle = rng.choice(_PAINTS)
    spanner = [*path("M 46 34 L 46 80"), *path("M 54 80 L 54 34")]
    c.solid(moved(spanner, turn=-24, at=(50, 60)), STEEL, depth=1.4, lit=0.3)
    jaw = path("M 40 18 L 46 26 L 54 26 L 60 18 C 66 26 62 37 54 38 L 46 38 C 38 37 34 26 40 18 Z")
    c.solid(moved(jaw, turn=-24, at=(50, 60)), STEEL, depth=1.8, lit=0.3)
    for part, colour in ((box(48.4, 18, 3.2, 30, 1), STEEL), (box(45, 46, 10, 34, 4), handle)):
        c.solid(moved(part, turn=26, at=(50, 60)), colour, depth=1.8, lit=0.25)
    for dx in (-2, 1, 4):
        c.line(moved(path(f"M {49 + dx} 52 V 75"), turn=26, at=(50, 60)), shade(handle, 0.25), 0.7)
    nut = [(82 + 7 * math.cos(math.radians(a)), 72 + 6 * math.sin(math.radians(a))) for a in range(0, 360, 60)]
    c.solid(nut, shade(STEEL, 0.1), depth=1.4)
    c.fill(oval(82, 72, 3.2, 2.7), tone.dark)
    c.line(oval(18, 74, 6, 4.4), INK, 1.6)


@motif("dusk", "sand", "mist", "wheat")
def lamp(c, rng, tone):
    ground(c, tone, y=80, rx=32)
    c.fill(path("M 36 47 L 12 36 Q 2 56 12 76 L 36 65 Z"), "#FFE9AE", 0.5)
    c.fill(path("M 36 49 L 20 43 Q 14 56 20 69 L 36 63 Z"), "#FFF3CC", 0.6)
    paint = rng.choice(_PAINTS)
    c.solid(path("M 34 40 C 52 36 74 44 80 56 C 74 68 52 76 34 72 Z"), paint, depth=4, lit=0.22)
    c.solid(oval(34, 56, 6, 17), tint(STEEL, 0.3), depth=1.2)
    c.fill(oval(34, 56, 4.4, 14), "#FFF3CC")
    c.solid(box(52, 70, 8, 11, 2), INK, depth=2)
    c.fill(oval(58, 40, 3, 1.6), INK)
    shine(c, "M 44 45 Q 58 45 68 51", 1.8, 0.4)


@motif("sky", "peach", "jade", "sun")
def helmet(c, rng, tone):
    ground(c, tone, y=78, rx=34)
    paint = rng.choice((*_PAINTS, CREAM))
    c.line(path("M 30 64 C 32 76 44 80 52 78"), INK, 1.4)
    c.line(path("M 62 64 C 60 72 56 76 52 78"), INK, 1.4)
    body = path("M 16 62 C 14 38 34 26 54 27 C 74 28 88 42 86 60 C 70 67 36 69 16 62 Z")
    c.solid(body, paint, depth=4.4, lit=0.22)
    with c.inside(body):
        for t in (
            "M 30 56 C 32 44 40 37 48 35 L 52 38 C 44 41 38 48 37 57 Z",
            "M 48 56 C 49 46 54 39 60 36 L 66 39 C 59 43 56 49 56 57 Z",
            "M 67 56 C 68 49 71 44 74 42 L 79 48 C 76 50 75 53 75 56 Z",
        ):
            c.fill(path(t), shade(paint, 0.45))
    c.solid(path("M 14 60 Q 50 70 88 58 L 92 63 Q 50 76 13 65 Z"), shade(paint, 0.2), depth=1.2)


@motif("sand", "mist", "clay")
def toolbox(c, rng, tone):
    ground(c, tone, y=80, rx=38)
    paint = rng.choice(_PAINTS)
    for x, colour, h in ((30, WOOD, 22), (42, STEEL, 28), (60, "#C98A16", 20), (70, STEEL, 25)):
        c.solid(moved(box(x - 2, 54 - h, 4.4, h + 4, 1.4), turn=(x - 50) * 0.5, at=(x, 54)), colour, depth=1)
    c.line(path("M 24 52 C 24 20 76 20 76 52"), "#7A4A2C", 3)
    c.solid(path("M 12 52 L 88 52 L 84 80 L 16 80 Z"), paint, depth=4, lit=0.16)
    c.solid(box(10, 49, 80, 6, 2), shade(paint, 0.14), depth=1.4)
    c.solid(box(43, 60, 14, 9, 2), STEEL, depth=1.2)
    c.fill(oval(50, 64.4, 1.6), INK)
