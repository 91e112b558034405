"""The roaster's bench."""

import math

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, INK, KRAFT, STEEL, WHITE, WOOD, ground, shine, steam
from seeds.pictures.paths import box, mirrored, moved, oval, path

_ROASTS = ("#5A3524", "#6E4430", "#452A1E", "#7D5236")


def _bean(c, x, y, size, turn, colour):
    at = (x, y)
    c.solid(moved(oval(x, y, size, size * 0.7), turn=turn, at=at), colour, depth=size * 0.22, lit=0.2)
    crease = path(
        f"M {x - size * 0.85} {y}"
        f" C {x - size * 0.3} {y - size * 0.3} {x + size * 0.3} {y + size * 0.3} {x + size * 0.85} {y}"
    )
    c.line(moved(crease, turn=turn, at=at), shade(colour, 0.4), size * 0.13)


@motif("wheat", "clay", "jade", "sky", "sand", "rose")
def coffee_bag(c, rng, tone):
    ground(c, tone, y=81, rx=29)
    paper = rng.choice((KRAFT, CREAM, tone.deep, "#2F3A3D", tone.accent))
    c.solid(path("M 28 22 L 72 22 L 74 34 L 76 77 Q 76 81 72 81 L 28 81 Q 24 81 24 77 L 26 34 Z"), paper, depth=4)
    c.solid(path("M 28 15 L 72 15 L 73 27 L 27 27 Z"), shade(paper, 0.12), depth=2)
    c.solid(box(24, 24, 52, 4, 1), STEEL if paper != KRAFT else "#E9D9B8", depth=1)
    c.line(path("M 27 34 Q 30 56 27 77"), shade(paper, 0.14), 0.7)
    c.line(path("M 73 34 Q 70 56 73 77"), shade(paper, 0.2), 0.7)
    ink = CREAM if sum(mix(paper, paper, 0)) < 420 else rng.choice((tone.deep, "#5A3524"))
    kind = rng.randrange(3)
    if kind == 0:
        c.solid(oval(50, 53, 13), ink, depth=0.8)
        _bean(c, 50, 53, 8, -50, rng.choice(_ROASTS))
    elif kind == 1:
        c.fill(box(35, 39, 30, 29, 1.5), ink)
        for dx, h, k in ((-8, 11, 0.2), (7, 13, 0), (0, 8, 0.4)):
            hill = [(50 + dx - 9, 62), (50 + dx, 62 - h), (50 + dx + 9, 62)]
            with c.inside(box(35, 39, 30, 29, 1.5)):
                c.fill(hill, mix(tone.deep, tone.accent, k) if ink == CREAM else mix(CREAM, tone.accent, k))
        c.fill(oval(57, 45, 3), "#E9B949")
    else:
        for i, colour in enumerate((ink, tone.accent, shade(ink, 0.2) if ink != CREAM else tint(tone.deep, 0.3))):
            c.fill(box(26.4, 44 + i * 7, 47.4, 4.6), colour)
    c.line(path("M 40 73 H 60"), ink, 1.2)
    c.fill(oval(50, 35, 1.8), shade(paper, 0.3))


@motif("sand", "clay", "wheat", "mist", "plum")
def latte(c, rng, tone):
    ground(c, tone, y=78, rx=40, ry=6)
    glaze = rng.choice((CREAM, tone.deep, tone.accent))
    c.solid(oval(48, 66, 39, 12), shade(glaze, 0.06), depth=1.8)
    c.fill(oval(48, 64.6, 27, 6.6), shade(glaze, 0.14))
    c.line(path("M 74 46 C 92 44 90 62 70 62"), glaze, 4.4)
    c.solid(path("M 20 42 C 21 60 32 70 40 71 L 56 71 C 64 70 75 60 76 42 Z"), glaze, depth=4)
    c.fill(oval(48, 42, 28, 11), tint(glaze, 0.35))
    c.fill(oval(48, 42.4, 25.4, 9.4), "#8A5A38")
    milk = "#F4E4CB"
    with c.inside(oval(48, 42.4, 25.4, 9.4)):
        for i, w in enumerate((17, 13.4, 9.8, 6.2)):
            y = 37.4 + i * 1.9
            heart = path(
                f"M 48 {y + w * 0.62} C {48 - w * 1.5} {y + 1} {48 - w * 0.7} {y - w * 0.42} 48 {y} "
                f"C {48 + w * 0.7} {y - w * 0.42} {48 + w * 1.5} {y + 1} 48 {y + w * 0.62} Z"
            )
            c.fill(heart, milk if i % 2 == 0 else "#8A5A38")
    steam(c, 48, 27, gap=12, height=13)


@motif("jade", "wheat", "sky", "peach")
def dripper(c, rng, tone):
    ground(c, tone, y=81, rx=26)
    c.fill(path("M 34 50 C 26 62 26 74 32 80 L 68 80 C 74 74 74 62 66 50 Z"), WHITE, 0.5)
    with c.inside(path("M 34 50 C 26 62 26 74 32 80 L 68 80 C 74 74 74 62 66 50 Z")):
        c.fill(box(20, 66, 60, 20), ("#7A4A2C", "#4A2A1A"), 0.92)
        c.fill(oval(50, 66, 22, 2.4), "#95613C")
    c.line(path("M 70 56 C 84 54 84 74 71 73"), WHITE, 3, 0.8)
    c.line(path("M 50 50 V 65"), "#6E4430", 0.9)
    cone = rng.choice((CREAM, tone.deep, tone.accent, "#D98C6A"))
    c.solid(path("M 22 22 L 78 22 L 58 46 L 42 46 Z"), cone, depth=4, lit=0.2)
    for x in (36, 44, 56, 64):
        c.line(path(f"M {x} 26 L {50 + (x - 50) * 0.42} 44"), shade(cone, 0.14), 0.8)
    c.solid(box(33, 45, 34, 5, 2), cone, depth=1.2)
    c.fill(oval(50, 22, 28, 5), tint(cone, 0.3))
    c.fill(oval(50, 22.4, 25, 4), "#F3E9D6")
    c.fill(oval(50, 23.4, 19, 2.6), "#4A2A1A")
    shine(c, "M 32 58 Q 29 66 32 75", 1.6, 0.6)
    steam(c, 50, 16, height=10)


@motif("wheat", "sand", "clay", "leaf")
def beans(c, rng, tone):
    ground(c, tone, y=78, rx=38)
    roast = rng.choice(_ROASTS)
    c.solid(
        path("M 16 50 C 18 68 30 78 40 78 L 60 78 C 70 78 82 68 84 50 Z"), rng.choice((CREAM, WOOD, tone.deep)), depth=4
    )
    c.fill(oval(50, 50, 34, 9), shade(roast, 0.4))
    for _ in range(70):
        a, d = rng.uniform(0, math.tau), math.sqrt(rng.random())
        x, y = 50 + 31 * d * math.cos(a), 49 + 7 * d * math.sin(a) - (1 - d) * 7
        _bean(c, x, y, rng.uniform(3.6, 4.6), rng.uniform(0, 180), mix(roast, "#9A6A45", rng.uniform(0, 0.3)))
    for x, y in ((14, 78), (86, 80), (78, 83), (22, 83)):
        _bean(c, x, y, 4, rng.uniform(0, 180), roast)


@motif("mist", "sand", "sky")
def press(c, rng, tone):
    ground(c, tone, y=81, rx=25)
    frame = rng.choice((STEEL, "#D9B25F", INK))
    c.line(path("M 68 40 C 88 38 88 70 68 70"), INK, 3.4)
    c.fill(box(32, 34, 36, 45, 3), WHITE, 0.5)
    c.solid(box(34, 46, 32, 32, 2), "#4A2A1A", depth=4)
    c.fill(box(34, 46, 32, 4), "#A9744A")
    c.line(path("M 50 22 V 44"), STEEL, 1.2)
    c.solid(box(34, 42, 32, 3.4, 1), STEEL, depth=1)
    for y in (37, 74):
        c.solid(box(31, y, 38, 3.4, 1), frame, depth=2)
    for x in (32, 50, 66):
        c.fill(box(x - 1, 37, 2, 40), frame)
    c.solid(path("M 30 34 C 32 27 42 26 50 26 C 58 26 68 27 70 34 Z"), frame, depth=2.6)
    c.solid(oval(50, 20, 4.4), INK, depth=1.2)
    shine(c, "M 37 48 V 70", 1.4, 0.4)


@motif("sand", "moss", "clay")
def grinder(c, rng, tone):
    ground(c, tone, y=81, rx=28)
    wood = rng.choice((WOOD, "#8A5A3A", "#A8763F"))
    c.line(path("M 50 22 C 62 16 74 18 80 24"), STEEL, 2.2)
    c.solid(oval(81, 23, 4.2), wood, depth=1.2)
    c.solid(mirrored("M 36 40 C 34 28 42 24 50 24"), rng.choice((STEEL, "#D9B25F", tone.deep)), depth=3, lit=0.2)
    c.solid(box(28, 40, 44, 6, 2), shade(wood, 0.16), depth=2)
    c.solid(box(31, 46, 38, 29, 1.5), wood, depth=4)
    c.solid(box(27, 74, 46, 6.4, 2), shade(wood, 0.16), depth=2)
    c.solid(box(37, 57, 26, 14, 1), tint(wood, 0.16), depth=1.4)
    c.solid(oval(50, 64, 2.4), "#D9B25F", depth=0.8)
    for x, y in ((17, 79), (23, 82), (84, 80)):
        _bean(c, x, y, 3.6, rng.uniform(0, 180), _ROASTS[0])


@motif("sky", "leaf", "mist", "peach")
def cold_brew(c, rng, tone):
    ground(c, tone, y=81, rx=22)
    c.fill(path("M 34 28 L 66 28 L 62 80 L 38 80 Z"), WHITE, 0.5)
    drink = path("M 35 38 L 65 38 L 61.6 78 L 38.4 78 Z")
    brew = rng.choice(("#5A3524", "#B8682C", "#8A3B22"))
    c.fill(drink, (tint(brew, 0.22), brew))
    with c.inside(drink):
        for x, y, turn in ((43, 43, 12), (56, 46, -18), (47, 56, 30)):
            c.fill(moved(box(x - 6, y - 6, 12, 12, 2), turn=turn, at=(x, y)), WHITE, 0.34)
    c.line(path("M 58 16 L 51 74"), rng.choice((tone.deep, "#B8371F")), 1.6)
    c.fill(oval(50, 28, 16, 2.6), WHITE, 0.6)
    c.solid(oval(64, 30, 8.4), "#F0C84B", depth=1.2)
    c.fill(oval(64, 30, 6.6), "#F8E49A")
    for a in range(0, 180, 45):
        c.line(moved(path("M 58 30 H 70"), turn=a, at=(64, 30)), "#F0C84B", 0.6)
    shine(c, "M 39 42 L 41.4 72", 1.6, 0.5)
