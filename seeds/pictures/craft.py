"""Needle, thread and cloth."""

import math

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, KRAFT, STEEL, WHITE, WOOD, flower, frond, ground, shine, sprig
from seeds.pictures.paths import box, leaf, mirrored, moved, oval, path

_SILKS = ("#B8371F", "#D98C9A", "#3F5F7D", "#5C8545", "#D9A13A", "#7B5EA3", "#22705C")


def _blossom(c, rng, petal):
    c.line(path("M 36 74 C 42 60 52 56 62 34"), "#6B5535", 1.6)
    for x, y, r in ((62, 33, 7), (50, 46, 6), (58, 53, 5), (43, 59, 5), (66, 45, 4)):
        flower(c, x, y, r, mix(petal, CREAM, rng.uniform(0, 0.4)), turn=rng.uniform(0, 70))
    frond(c, 46, 55, 10, -160, GREEN, vein=False)


def _goldfish(c, rng, petal):
    for x, y, s in ((44, 40, 1), (58, 58, 0.8)):
        body = path(
            f"M {x - 12 * s} {y} C {x - 4 * s} {y - 9 * s} {x + 6 * s} {y - 7 * s} {x + 10 * s} {y}"
            f" C {x + 6 * s} {y + 7 * s} {x - 4 * s} {y + 9 * s} {x - 12 * s} {y} Z"
        )
        c.solid(body, mix(petal, "#E2722B", 0.3), depth=1.6)
        c.fill(
            path(f"M {x + 9 * s} {y} L {x + 20 * s} {y - 8 * s} Q {x + 15 * s} {y} {x + 20 * s} {y + 8 * s} Z"),
            petal,
        )
        c.fill(oval(x - 7 * s, y - 1.6 * s, 1), CREAM)
    for i in range(3):
        c.line(path(f"M {28 + i * 10} {68 - i} Q {33 + i * 10} {65 - i} {38 + i * 10} {68 - i}"), "#6E8FA6", 0.9)


def _meadow(c, rng, petal):
    for i in range(5):
        sprig(
            c,
            50 + (i - 2) * 4,
            72,
            rng,
            length=24 - abs(i - 2) * 3,
            turn=-90 + (i - 2) * 17,
            colour=rng.choice((GREEN, "#7A8C4A")),
        )
    flower(c, 50, 38, 6.5, petal)
    flower(c, 38, 45, 5, tint(petal, 0.3))
    flower(c, 62, 45, 5, tint(petal, 0.3))


@motif("sand", "rose", "jade", "lilac", "mist")
def hoop(c, rng, tone):
    ground(c, tone, y=82, rx=26, ry=3.6)
    c.solid(box(47, 7, 6, 9, 1.4), WOOD, depth=1)
    c.line(path("M 44 11 H 58"), STEEL, 1.6)
    c.solid(oval(50, 48, 34), WOOD, depth=3)
    c.fill(oval(50, 48, 30.4), shade(WOOD, 0.25))
    cloth = rng.choice((CREAM, "#F3E3D3", "#DDE7E1", "#E8E0EC"))
    c.fill(oval(50.3, 48.4, 29.4), cloth)
    with c.inside(oval(50.3, 48.4, 29.4)):
        petal = rng.choice(_SILKS)
        rng.choice((_blossom, _goldfish, _meadow))(c, rng, petal)
    c.line(path("M 66 66 L 88 88"), STEEL, 1)
    c.line(path("M 66 66 C 74 58 84 66 78 74"), petal, 0.7)


@motif("rose", "mist", "lilac", "sand", "jade")
def scarf(c, rng, tone):
    ground(c, tone, y=81, rx=32)
    silk = rng.choice((tone.deep, tone.accent, *_SILKS[:3]))
    for x, y, turn in ((38, 44, 8), (60, 44, -7)):
        tail = moved(path(f"M {x - 10} {y} L {x + 10} {y} L {x + 9} 78 L {x - 9} 78 Z"), turn=turn, at=(x, y))
        c.solid(tail, silk, depth=2.6)
        with c.inside(tail):
            for i in range(3):
                band = moved(box(x - 14, y + 12 + i * 8, 28, 2.4), turn=turn, at=(x, y))
                c.fill(band, (tint(silk, 0.5), tint(silk, 0.3))[i % 2])
        for i in range(7):
            end = moved([(x - 8 + i * 2.7, 78), (x - 8 + i * 2.7, 83)], turn=turn, at=(x, y))
            c.line(end, tint(silk, 0.15), 0.9)
    c.solid(
        path("M 24 38 C 22 26 36 19 50 19 C 64 19 78 26 76 38 C 74 50 62 54 50 54 C 38 54 26 50 24 38 Z"),
        silk,
        depth=3.6,
        lit=0.2,
    )
    c.fill(path("M 36 35 C 40 29 60 29 64 35 C 62 42 56 44 50 44 C 44 44 38 42 36 35 Z"), shade(silk, 0.4))
    for t in ("M 27 42 Q 40 51 50 51", "M 30 30 Q 38 24 48 23", "M 72 33 Q 73 43 60 50"):
        c.line(path(t), shade(silk, 0.18), 0.9)


@motif("rose", "plum", "jade", "sun", "lilac")
def pouch(c, rng, tone):
    ground(c, tone, y=82, rx=22)
    silk = rng.choice(_SILKS)
    c.line(path("M 50 33 C 40 22 44 12 50 8 C 56 12 60 22 50 33"), tone.accent, 1.3)
    c.solid(path("M 36 26 L 41 34 L 59 34 L 64 26 L 57 29 L 50 25 L 43 29 Z"), silk, depth=1.8)
    body = path("M 42 36 C 26 42 22 56 28 68 C 32 76 40 79 50 79 C 60 79 68 76 72 68 C 78 56 74 42 58 36 Z")
    c.solid(body, silk, depth=4.4, lit=0.16)
    c.solid(box(39, 32.4, 22, 4.4, 2.2), tone.accent, depth=1)
    with c.inside(body):
        flower(c, 50, 57, 10, tint(silk, 0.55), heart=tone.accent)
        frond(c, 41, 66, 10, 160, "#7FA05A", vein=False)
        frond(c, 59, 66, 10, 20, "#7FA05A", vein=False)
        c.line(path("M 26 70 Q 50 80 74 70"), tone.accent, 1)
    for x in (46, 50, 54):
        c.line(path(f"M 50 79 L {x} 91"), tone.accent, 1.1)
    c.solid(oval(50, 81, 2.6), "#22705C", depth=0.8)


@motif("leaf", "sky", "rose", "jade")
def fan(c, rng, tone):
    ground(c, tone, y=87, rx=18, ry=2.8)
    c.solid(box(48, 62, 4, 25, 2), "#7A4A2C", depth=1)
    silk = rng.choice((CREAM, "#F0E4E8", "#E4EEE6"))
    c.solid(oval(50, 38, 30), shade(WOOD, 0.1), depth=2)
    c.fill(oval(50, 38, 28), silk)
    with c.inside(oval(50, 38, 28)):
        c.line(path("M 24 60 C 36 44 48 46 58 26"), "#6B5535", 1.5)
        c.line(path("M 44 46 C 54 46 60 42 68 44"), "#6B5535", 1.1)
        petal = rng.choice(("#D98C9A", "#E9C46A", "#B8371F", "#8F74AE"))
        for x, y, r in ((58, 26, 5), (48, 41, 4.4), (67, 44, 4.6), (38, 47, 4), (62, 34, 3.4), (31, 53, 3.2)):
            flower(c, x, y, r, petal, turn=rng.uniform(0, 70))
        bird = path("M 42 27 C 46 22 52 22 54 26 L 60 24 L 55 29 C 52 33 45 33 42 30 L 38 29 Z")
        c.fill(bird, mix(tone.deep, "#3F5F7D", 0.5))
    c.line(path("M 50 11 V 66"), shade(WOOD, 0.1), 0.7, 0.5)
    for x in (45, 48, 51):
        c.line(path(f"M 50 85 C 46 87 {x} 90 {x} 95"), tone.deep, 0.9)


@motif("sand", "mist", "rose", "wheat", "sky")
def thread(c, rng, tone):
    ground(c, tone, y=79, rx=38)
    for x, silk, h in zip((24, 50, 76), rng.sample(_SILKS, 3), (34, 40, 30), strict=True):
        top = 78 - h
        c.solid(box(x - 11, 72, 22, 6, 2), WOOD, depth=2)
        c.solid(
            mirrored(f"M {x - 8} {top + 5} Q {x - 10.5} {top + h / 2} {x - 9} 72 L {x} 72", x), silk, depth=3, lit=0.2
        )
        for i in range(int(h / 2.6) - 4):
            y = top + 8 + i * 2.6
            c.line(path(f"M {x - 8.6} {y} Q {x} {y + 2.4} {x + 8.6} {y - 0.6}"), shade(silk, 0.16), 0.5)
        c.solid(box(x - 10, top, 20, 6, 2), WOOD, depth=2)
        c.fill(oval(x, top + 1.2, 3, 1), shade(WOOD, 0.4))
    c.line(path("M 84 60 C 96 66 90 80 70 84 C 58 86 50 84 44 86"), _SILKS[0], 0.8)
    c.line(path("M 46 85.6 L 22 87"), STEEL, 1.1)


@motif("lilac", "peach", "jade", "clay")
def cushion(c, rng, tone):
    ground(c, tone, y=80, rx=34)
    cloth = rng.choice((tone.deep, tone.accent, CREAM, "#3F5F7D"))
    body = path("M 16 30 Q 50 36 84 30 Q 78 54 84 80 Q 50 74 16 80 Q 22 54 16 30 Z")
    c.solid(body, cloth, depth=4, lit=0.2)
    with c.inside(body):
        c.line(path("M 22 35 Q 50 40 78 35 Q 74 54 78 75 Q 50 70 22 75 Q 26 54 22 35"), tint(cloth, 0.35), 0.7)
        other = tint(cloth, 0.55) if cloth != CREAM else tone.deep
        for a in range(0, 360, 45):
            c.fill(leaf(50 + 6 * math.cos(math.radians(a)), 55 + 6 * math.sin(math.radians(a)), 12, a, 0.3), other)
        flower(c, 50, 55, 6, mix(other, "#D9A13A", 0.4), petals=6)
    for x, y in ((16, 30), (84, 30), (84, 80), (16, 80)):
        c.solid(oval(x, y, 2.6), tone.accent, depth=0.8)


@motif("sun", "rose", "sky", "peach")
def tiger_shoes(c, rng, tone):
    ground(c, tone, y=79, rx=38)
    cloth = rng.choice(("#C8402E", "#D9962E", "#2F6E8E"))
    for x, flip in ((31, 1), (69, -1)):
        c.solid(
            path(
                f"M {x - 17} 78 C {x - 19} 60 {x - 13} 50 {x} 50"
                f" C {x + 13} 50 {x + 19} 60 {x + 17} 78 Q {x} 82 {x - 17} 78 Z"
            ),
            cloth,
            depth=3,
        )
        for s in (-1, 1):
            c.solid(oval(x + s * 12, 49, 5.6), "#E9B949", depth=1.4)
            c.fill(oval(x + s * 12, 49, 2.8), CREAM)
            c.fill(oval(x + s * 6.4, 62, 4), CREAM)
            c.fill(oval(x + s * 6.4 + flip, 62, 2), "#2A1D1F")
            c.line(path(f"M {x + s * 7} 70 L {x + s * 15} 68"), CREAM, 0.7)
            c.line(path(f"M {x + s * 7} 72 L {x + s * 15} 72.6"), CREAM, 0.7)
        c.fill(path(f"M {x - 3} 67 H {x + 3} L {x} 70.4 Z"), "#2A1D1F")
        c.line(path(f"M {x - 5} 73 Q {x} 77 {x + 5} 73"), "#2A1D1F", 1)
        for i, w in enumerate((4, 6, 4)):
            c.line(path(f"M {x - w} {53.6 + i * 2.4} H {x + w}"), "#E9B949", 1)


@motif("mist", "jade", "wheat", "rose")
def sachet(c, rng, tone):
    ground(c, tone, y=80, rx=34)
    for x, y, turn in ((36, 56, -8), (64, 60, 7)):
        cloth = rng.choice((CREAM, tint(tone.deep, 0.35), tone.accent, "#D9C3A5"))
        bag = moved(box(x - 15, y - 17, 30, 38, 3), turn=turn, at=(x, y))
        c.solid(bag, cloth, depth=3, lit=0.15)
        with c.inside(bag):
            c.line(moved(path(f"M {x - 15} {y - 9} H {x + 15}"), turn=turn, at=(x, y)), shade(cloth, 0.3), 1.6)
            sprig(c, x + 1, y + 17, rng, length=16, turn=-90 + turn, colour=rng.choice((GREEN, "#7B5EA3", "#A8692A")))
        c.line(moved(path(f"M {x} {y - 9} Q {x - 7} {y - 16} {x - 6} {y - 8}"), turn=turn, at=(x, y)), KRAFT, 0.9)
        c.line(moved(path(f"M {x} {y - 9} Q {x + 7} {y - 16} {x + 6} {y - 8}"), turn=turn, at=(x, y)), KRAFT, 0.9)
    shine(c, "M 26 50 L 27 60", 1, 0.3)
    c.fill(oval(82, 77, 2), WHITE, 0.6)
