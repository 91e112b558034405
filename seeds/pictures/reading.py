"""Books, old and new, and what lies beside them."""

import math

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, INK, KRAFT, STEEL, WHITE, WOOD, flower, frond, ground, shine
from seeds.pictures.paths import box, leaf, moved, oval, path

_CLOTHS = ("#3F5F7D", "#97452E", "#22705C", "#6E3352", "#C98A16", "#5B5358", "#A8692A", "#66712C")


def _emblem(c, rng, x, y, ink):
    kind = rng.randrange(4)
    if kind == 0:
        c.fill(oval(x, y, 6.5), ink, 0.9)
        c.line(path(f"M {x - 12} {y + 9} Q {x - 4} {y + 4} {x} {y + 9} Q {x + 5} {y + 13} {x + 12} {y + 8}"), ink, 1.1)
    elif kind == 1:
        for dx, h in ((-8, 9), (0, 15), (8, 11)):
            c.fill([(x + dx - 7, y + 9), (x + dx, y + 9 - h), (x + dx + 7, y + 9)], ink, 0.85)
    elif kind == 2:
        for turn in (-130, -90, -50):
            frond(c, x, y + 9, 15, turn, ink, vein=False)
    else:
        flower(c, x, y, 8, ink, heart=CREAM, petals=6)


@motif("mist", "sand", "clay", "jade", "plum")
def book(c, rng, tone):
    ground(c, tone, y=80, rx=30)
    cloth = rng.choice(_CLOTHS)
    c.solid(moved(box(29, 20, 46, 60, 2), turn=3, at=(50, 80)), shade(cloth, 0.3), depth=1)
    c.fill(moved(box(30, 22, 45.6, 56, 1), turn=2, at=(50, 80)), CREAM)
    for i in range(4):
        c.line(moved(path(f"M {72 + i * 0.9} 23 V 77"), turn=2, at=(50, 80)), shade(CREAM, 0.16), 0.3)
    c.solid(box(26, 20, 46, 60, 2), cloth, depth=2.4, lit=0.14)
    c.fill(box(26, 20, 5.6, 60, 2), shade(cloth, 0.2))
    ink = rng.choice((CREAM, "#E9C46A", tint(cloth, 0.55)))
    c.line(path("M 38 30 H 64"), ink, 1.8)
    c.line(path("M 42 35 H 60"), ink, 1, 0.8)
    _emblem(c, rng, 51, 54, ink)
    c.line(path("M 44 73 H 58"), ink, 0.9, 0.8)
    if rng.random() < 0.5:
        c.fill(path("M 62 20 H 67 V 86 L 64.5 83 L 62 86 Z"), "#B8371F")


@motif("sand", "wheat", "mist", "moss", "rose")
def book_stack(c, rng, tone):
    ground(c, tone, y=80, rx=36)
    y = 80.0
    for cloth, h in zip(rng.sample(_CLOTHS, 5), (12, 9, 13, 8, 11), strict=True):
        w, dx = rng.uniform(50, 64), rng.uniform(-4, 4)
        y -= h
        x = 50 + dx - w / 2
        c.solid(box(x, y, w, h, 1.6), cloth, depth=2)
        c.fill(box(x + w - 5, y + 1.6, 5.4, h - 3.2), CREAM)
        for i in range(3):
            c.line(path(f"M {x + w - 5} {y + 2.6 + i * (h - 5) / 2.4} H {x + w}"), shade(CREAM, 0.2), 0.3)
        c.line(path(f"M {x + 8} {y + h / 2} H {x + w * rng.uniform(0.4, 0.6)}"), tint(cloth, 0.6), 1.2)
        c.fill(box(x + w - 13, y, 2, h), tint(cloth, 0.4), 0.8)
    if rng.random() < 0.6:
        c.solid(
            path(f"M 40 {y - 12} L 41.4 {y - 2} Q 42 {y} 44 {y} L 54 {y} Q 56 {y} 56.6 {y - 2} L 58 {y - 12} Z"),
            CREAM,
            depth=2,
        )
        c.fill(oval(49, y - 12, 9, 2), "#8A5A2E")
        c.line(path(f"M 58 {y - 10} Q 64 {y - 8} 57.4 {y - 4}"), CREAM, 1.6)
    else:
        c.line(oval(44, y - 3.2, 6, 3.2), INK, 1.1)
        c.line(oval(60, y - 3.2, 6, 3.2), INK, 1.1)
        c.line(path(f"M 50 {y - 4} Q 52 {y - 6} 54 {y - 4}"), INK, 1.1)


@motif("wheat", "sky", "leaf", "sand")
def open_book(c, rng, tone):
    ground(c, tone, y=78, rx=42)
    cloth = rng.choice(_CLOTHS)
    c.solid(path("M 8 40 L 50 45 L 92 40 L 92 74 L 50 79 L 8 74 Z"), cloth, depth=2)
    for k in (2, 1, 0):
        c.fill(
            path(f"M 11 {36 + k} Q 34 {30 + k} 50 {42 + k} L 50 {75 + k} Q 34 {65 + k} 11 {70 + k} Z"),
            shade(CREAM, k * 0.06),
        )
        c.fill(
            path(f"M 89 {36 + k} Q 66 {30 + k} 50 {42 + k} L 50 {75 + k} Q 66 {65 + k} 89 {70 + k} Z"),
            shade(CREAM, 0.05 + k * 0.06),
        )
    for i in range(6):
        y = 43 + i * 4
        c.line(path(f"M 17 {y - 2} Q 34 {y - 5} 45 {y + 3}"), INK, 0.7, 0.45)
        if i < 2:
            c.line(path(f"M 55 {y + 3} Q 66 {y - 5} 83 {y - 2}"), INK, 0.7, 0.45)
    frond(c, 62, 66, 17, -64, "#6B8F4E")
    frond(c, 62, 66, 15, -20, "#9DB87C")
    c.line(path("M 50 43 V 75"), shade(CREAM, 0.3), 0.7)
    c.fill(path("M 49 43 H 52 V 84 L 50.5 82 L 49 84 Z"), "#B8371F")


@motif("sky", "peach", "sand", "mist")
def postcards(c, rng, tone):
    ground(c, tone, y=80, rx=38)
    for x, y, turn in ((42, 44, -9), (57, 56, 7)):
        at = (x, y)
        c.solid(moved(box(x - 27, y - 18, 54, 38, 1), turn=turn, at=at), WHITE, depth=1, dark=0.1)
        inner = moved(box(x - 24.5, y - 15.5, 49, 33), turn=turn, at=at)
        sky, hill = rng.choice((("#BFD9E2", "#6F9150"), ("#F4CDB0", "#6E3352"), ("#DCE6D2", "#3F5F7D")))
        c.fill(inner, sky)
        with c.inside(inner):
            c.fill(oval(x + rng.uniform(-12, 12), y - 5, 5), "#F7E3A8")
            c.fill(oval(x - 14, y + 14, 22, 13), mix(hill, sky, 0.35))
            c.fill(oval(x + 14, y + 16, 24, 12), hill)
            c.fill(moved(box(x - 30, y + 9, 60, 12), turn=turn, at=at), mix(sky, WHITE, 0.5))
            for i in range(3):
                c.line(
                    moved(path(f"M {x - 18 + i * 12} {y + 13} H {x - 10 + i * 12}"), turn=turn, at=at), hill, 0.6, 0.5
                )
    c.solid(moved(box(74, 26, 13, 16, 0.6), turn=12, at=(80, 34)), "#B8371F", depth=1)
    c.fill(moved(oval(80.5, 34, 4), turn=12, at=(80, 34)), CREAM)


@motif("mist", "sand", "jade")
def notebook(c, rng, tone):
    ground(c, tone, y=80, rx=32)
    cloth = rng.choice((*_CLOTHS[:5], KRAFT))
    c.solid(box(26, 22, 46, 58, 3), cloth, depth=2.4, lit=0.14)
    c.fill(box(31, 22, 1, 58), shade(cloth, 0.25))
    c.solid(box(38, 32, 26, 14, 1), CREAM, depth=0.5)
    c.line(path("M 42 37 H 60"), INK, 0.8, 0.6)
    c.line(path("M 42 41 H 54"), INK, 0.8, 0.6)
    for i in range(4):
        y = 28 + i * 15
        c.line(path(f"M 28 {y} H 22"), STEEL, 1.6)
    c.solid(
        moved(box(76, 18, 5, 54, 1), turn=10, at=(78, 70)), rng.choice(("#D9A13A", "#B8371F", "#5C8545")), depth=1.2
    )
    c.fill(moved(path("M 76 72 H 81 L 78.5 80 Z"), turn=10, at=(78, 70)), "#E9CFA2")
    c.fill(moved(path("M 77.7 77 H 79.3 L 78.5 80 Z"), turn=10, at=(78, 70)), INK)


@motif("plum", "sand", "moss", "clay")
def ink(c, rng, tone):
    ground(c, tone, y=80, rx=38)
    c.solid(box(16, 60, 40, 19, 4), "#3B3A3C", depth=3, lit=0.15)
    c.fill(oval(36, 61, 17, 3.6), "#1E1D20")
    c.fill(oval(32, 60.6, 5, 1), STEEL, 0.5)
    c.solid(moved(box(40, 43, 8, 19, 1), turn=14, at=(44, 58)), "#26242A", depth=1.6)
    c.fill(moved(box(41.6, 46, 4.8, 7), turn=14, at=(44, 58)), "#C9A24B")
    c.solid(path("M 62 70 L 92 70 L 88 79 L 66 79 Z"), WOOD, depth=1.4)
    c.fill(path("M 70 70 L 74 74 L 78 70 Z"), shade(WOOD, 0.4))
    for x, turn, hair in ((74, -16, "#E9D9B8"), (78, 4, "#5A4632")):
        c.solid(
            moved(box(x - 1.3, 26, 2.6, 44, 1.2), turn=turn, at=(x, 74)), rng.choice(("#A8763F", "#7A4A2C")), depth=0.8
        )
        c.fill(moved(leaf(x, 28, 13, -90, 0.3), turn=turn, at=(x, 74)), hair)
        c.fill(moved(leaf(x, 20, 5, -90, 0.4), turn=turn, at=(x, 74)), INK)
    shine(c, "M 20 65 V 75", 1.2, 0.25)
    c.fill([(20 + 3 * math.cos(a), 84 + math.sin(a)) for a in (0, 1, 2, 3, 4, 5)], INK, 0.3)
