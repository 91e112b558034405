"""Fruit as it lies on the table."""

import math

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, INK, WHITE, WOOD, frond, grain, ground, shine
from seeds.pictures.paths import box, leaf, moved, oval, path


@motif("peach", "rose", "sun", "leaf")
def peach(c, rng, tone):
    ground(c, tone, y=78, rx=38)
    skin, other = rng.choice((("#EE8E74", "#F5A98A"), ("#E97F7B", "#F3A79E"), ("#F0A468", "#F6BF8C")))
    c.solid(oval(67, 62, 17.5, 17), other, depth=3.4, lit=0.2)
    body = path("M 36 35 C 52 29 62 42 60 57 C 58 71 46 78 37 78 C 26 78 14 70 14 56 C 14 42 24 32 36 35 Z")
    c.solid(body, skin, depth=4.4, lit=0.18)
    c.line(path("M 36 35 C 28 46 28 62 35 77"), shade(skin, 0.16), 1)
    frond(c, 36, 35, 22, -34, GREEN)
    frond(c, 36, 36, 15, -150, "#7FA05A")
    c.fill(oval(22, 50, 4, 6), WHITE, 0.2)


@motif("sun", "leaf", "peach", "sky")
def orange(c, rng, tone):
    ground(c, tone, y=79, rx=38)
    peel = rng.choice(("#EE9430", "#F0A63C", "#E98326"))
    c.solid(oval(39, 56, 23.5, 22.5), peel, depth=4.6, lit=0.2)
    grain(c, rng, 38, 57, 18, 17, 46, shade(peel, 0.14), 0.5)
    frond(c, 40, 35, 19, -24, GREEN)
    c.line(path("M 40 36 L 38 30"), "#6B5535", 1.3)
    c.solid(oval(70, 63, 17.5), peel, depth=2)
    c.fill(oval(70, 63, 15.4), CREAM)
    for i in range(9):
        a = math.radians(i * 40 + 8)
        wedge = [(70 + 2 * math.cos(a), 63 + 2 * math.sin(a))]
        wedge += oval(70, 63, 13.8, start=i * 40 - 9, end=i * 40 + 25)
        c.fill(wedge, mix(peel, "#F8C063", rng.uniform(0.2, 0.45)))
    c.fill(oval(70, 63, 1.8), CREAM)


@motif("plum", "leaf", "rose", "mist")
def bayberry(c, rng, tone):
    ground(c, tone, y=79, rx=37)
    c.solid(path("M 17 60 L 83 60 C 83 73 76 79 66 79 L 34 79 C 24 79 17 73 17 60 Z"), "#C59A63", depth=3.4)
    for i in range(9):
        c.line(path(f"M {20 + i * 7.6} 61 L {26 + i * 6.2} 78"), shade("#C59A63", 0.2), 0.9)
    c.line(path("M 20 66.5 H 80"), shade("#C59A63", 0.18), 0.8)
    c.line(path("M 24 73 H 76"), shade("#C59A63", 0.18), 0.8)
    for x, y in ((28, 55), (44, 56), (60, 56), (73, 55), (36, 45), (52, 44), (66, 46), (46, 34), (58, 36)):
        skin = rng.choice(("#7A1F3A", "#8E2642", "#611930", "#A43548"))
        c.solid(oval(x, y, 9.4), skin, depth=2.6)
        grain(c, rng, x - 0.6, y - 0.6, 7.8, 7.8, 34, tint(skin, 0.22), 0.8)
    frond(c, 56, 28, 22, -18, GREEN, fat=0.2)
    frond(c, 54, 28, 20, -150, "#55763F", fat=0.2)
    c.solid(box(15, 57.6, 70, 4.4, 2), "#D3AA74", depth=1)


@motif("peach", "sand", "mist", "leaf")
def persimmon(c, rng, tone):
    ground(c, tone, y=79, rx=38)
    for x, y, r, skin in ((66, 61, 19, "#E8873A"), (36, 58, 23, rng.choice(("#E2722B", "#EA8A34", "#D9642A")))):
        c.solid(oval(x, y, r, r * 0.84), skin, depth=4, lit=0.2)
        top = y - r * 0.66
        for turn in (-165, -120, -60, -15):
            c.solid(leaf(x, top, r * 0.52, turn + rng.uniform(-6, 6), 0.42), "#7C8A4E", depth=0.8)
        c.fill(oval(x, top, r * 0.2, r * 0.11), shade("#7C8A4E", 0.2))
        c.line(path(f"M {x} {top} V {top - r * 0.24}"), "#6B5535", 1.6)
        shine(c, f"M {x - r * 0.62} {y + 1} Q {x - r * 0.6} {y - r * 0.3} {x - r * 0.38} {y - r * 0.45}", 2, 0.38)


@motif("moss", "leaf", "wheat", "sand")
def pear(c, rng, tone):
    ground(c, tone, y=79, rx=35)
    shape = (
        "M 39 30 C 47 28 49 36 51 44 C 54 52 60 56 60 65 C 60 75 51 79 41 79"
        " C 30 79 21 75 21 64 C 21 55 27 52 30 44 C 32 37 32 31 39 30 Z"
    )
    skins = rng.sample(("#C9C456", "#DCC05A", "#B5BE5F", "#D9A851"), 2)
    for dx, scale, skin in ((30, 0.82, skins[1]), (0, 1, skins[0])):
        body = moved(path(shape), dx, 0, scale=scale, at=(40, 79))
        c.solid(body, skin, depth=4, lit=0.22)
        with c.inside(body):
            grain(c, rng, 40 + dx, 62, 17 * scale, 15 * scale, 40, shade(skin, 0.2), 0.4)
        top = 79 - 49 * scale
        c.line(path(f"M {39.5 + dx} {top} Q {41 + dx} {top - 5} {44 + dx} {top - 8}"), "#6B5535", 1.4)
    frond(c, 41, 27, 17, -14, GREEN)


@motif("lilac", "plum", "leaf", "mist")
def grapes(c, rng, tone):
    ground(c, tone, y=80, rx=30)
    skin = rng.choice(("#6A4A8C", "#5B3A6E", "#8DA653", "#7C3B55"))
    rows = (
        (34, (30, 42, 54, 66)),
        (44, (25, 37, 49, 61, 73)),
        (54, (32, 44, 56, 68)),
        (63, (38, 50, 62)),
        (71, (44, 56)),
    )
    c.line(path("M 49 34 C 49 26 52 22 56 18"), "#7A6247", 2.2)
    for y, xs in rows:
        for x in xs:
            tone_of = mix(skin, rng.choice(("#2E2140", WHITE, "#A45A7C")), rng.uniform(0, 0.16))
            c.solid(oval(x, y, 7.4), tone_of, depth=2, lit=0.2)
            c.fill(oval(x - 2.4, y - 2.6, 1.4), WHITE, 0.55)
    frond(c, 51, 25, 25, -8, GREEN, fat=0.42)
    frond(c, 50, 26, 20, -168, "#7FA05A", fat=0.42)


@motif("rose", "leaf", "sky", "peach")
def watermelon(c, rng, tone):
    ground(c, tone, y=79, rx=40)
    c.solid(oval(60, 50, 30, 27), "#4E7A45", depth=5)
    with c.inside(oval(60, 50, 30, 27)):
        for x in (38, 48, 60, 72, 83):
            c.line(
                path(f"M {60 + (x - 60) * 0.2} 22 Q {x + (x - 60) * 0.4} 50 {60 + (x - 60) * 0.2} 78"), "#35592F", 2.6
            )
    rind = path("M 8 54 L 66 62 C 62 77 50 82 37 80 C 20 78 9 68 8 54 Z")
    c.solid(rind, "#4E7A45", depth=1.6)
    c.fill(moved(rind, scale=0.94, at=(38, 59)), "#EEF0CF")
    flesh = moved(rind, scale=0.87, at=(38, 58))
    c.fill(flesh, rng.choice(("#E2574F", "#EB6A55", "#F2B441")))
    for x, y in ((20, 61), (28, 65), (37, 63), (46, 67), (54, 65), (33, 72), (43, 74)):
        c.fill(leaf(x, y, 3.2, 75, 0.45), INK)


@motif("peach", "leaf", "rose", "mist")
def apple(c, rng, tone):
    ground(c, tone, y=79, rx=36)
    shape = (
        "M 38 38 C 48 30 62 36 61 54 C 60 68 52 79 44 79 C 41 79 40 78 38 78"
        " C 36 78 35 79 32 79 C 24 79 15 68 15 54 C 14 36 28 30 38 38 Z"
    )
    skins = rng.sample(("#C8433E", "#D9564A", "#9DB54E", "#E0A03F"), 2)
    for dx, scale, skin in ((31, 0.78, skins[1]), (0, 1, skins[0])):
        body = moved(path(shape), dx, 0, scale=scale, at=(38, 79))
        c.solid(body, skin, depth=4.4, lit=0.18)
        top = 79 - 41 * scale
        c.fill(oval(38 + dx, top + 1.4, 5 * scale, 1.6 * scale), shade(skin, 0.35))
        c.line(path(f"M {38 + dx} {top + 1} Q {38 + dx} {top - 5} {41 + dx} {top - 8}"), "#6B5535", 1.5)
        x, y = 38 + dx - 15 * scale, 79 - 26 * scale
        shine(c, f"M {x} {y + 6 * scale} Q {x} {y - 5 * scale} {x + 6 * scale} {y - 8 * scale}", 2, 0.4)
    frond(c, 39, 35, 16, -28, GREEN)


@motif("sand", "wheat", "clay")
def chestnuts(c, rng, tone):
    ground(c, tone, y=79, rx=39, ry=5)
    shell = rng.choice(("#7A3F22", "#6A3620", "#8A4C2A"))
    nut = path("M 50 40 C 60 44 66 54 64 63 Q 50 69 36 63 C 34 54 40 44 50 40 Z")
    for x, y, turn, size in (
        (28, 66, -16, 1),
        (72, 66, 14, 1),
        (50, 68, 4, 1.02),
        (38, 50, -8, 0.96),
        (62, 50, 12, 0.96),
    ):
        body = moved(nut, x - 50, y - 56, turn=turn, scale=size, at=(50, 56))
        c.solid(body, mix(shell, "#A86A3D", rng.uniform(0, 0.25)), depth=3.2, lit=0.2)
        with c.inside(body):
            base = moved(oval(50, 66.5, 16, 5.4), x - 50, y - 56, turn=turn, scale=size, at=(50, 56))
            c.fill(base, "#CFAE86")
        c.line(
            moved(path("M 43 47 Q 40 52 40 57"), x - 50, y - 56, turn=turn, scale=size, at=(50, 56)), WHITE, 1.1, 0.4
        )


@motif("rose", "jade", "leaf", "lilac")
def lotus_pod(c, rng, tone):
    ground(c, tone, y=80, rx=35)
    c.line(path("M 42 58 C 44 70 40 76 37 80"), "#7C8F4E", 3)
    pod = rng.choice(("#8FA657", "#7E9A50"))
    c.solid(path("M 16 42 C 20 54 32 62 42 62 C 52 62 64 54 68 42 Z"), shade(pod, 0.08), depth=3)
    c.fill(oval(42, 42, 26, 9), tint(pod, 0.16))
    for x, y in ((27, 41), (36, 38), (48, 38), (57, 41), (42, 43), (32, 46), (52, 46)):
        c.fill(oval(x, y, 3.5, 2), shade(pod, 0.3))
        c.fill(oval(x, y - 0.7, 2.6, 1.8), "#C6D083")
    for x, turn in ((74, -112), (76, -90), (78, -68)):
        c.solid(leaf(x, 80, 34, turn, 0.3), rng.choice(("#E9A3AE", "#F0BDC4")), depth=2, lit=0.2)
    c.solid(leaf(76, 80, 27, -90, 0.36), "#F4CFD3", depth=2)


@motif("leaf", "moss", "wheat", "jade")
def pomelo(c, rng, tone):
    ground(c, tone, y=80, rx=38)
    peel = rng.choice(("#D5CC5B", "#E0C84F", "#BFC85C"))
    c.solid(
        path("M 42 25 C 58 30 68 44 67 58 C 66 72 55 80 42 80 C 28 80 17 72 17 58 C 17 44 28 30 42 25 Z"),
        peel,
        depth=5,
        lit=0.22,
    )
    grain(c, rng, 42, 56, 20, 19, 60, shade(peel, 0.16), 0.5)
    frond(c, 42, 26, 18, -30, GREEN)
    wedge = path("M 58 80 C 60 64 72 54 88 58 C 92 70 80 80 58 80 Z")
    c.solid(wedge, CREAM, depth=1.4)
    c.fill(moved(wedge, scale=0.84, at=(75, 71)), rng.choice(("#EFA08A", "#F3D08A")))
    for x in (68, 74, 80):
        c.line(path(f"M {x - 5} 77 Q {x - 1} 68 {x + 4} 63"), CREAM, 0.6, 0.7)


@motif("sun", "sand", "leaf", "peach")
def loquat(c, rng, tone):
    ground(c, tone, y=79, rx=37)
    c.line(path("M 50 62 C 50 44 48 34 40 22"), "#7A6247", 2.2)
    skin = rng.choice(("#EDAE43", "#E99B37", "#F2C063"))
    for turn in (-150, -118, -44, -12):
        frond(c, 44, 30, 30, turn, "#55763F" if turn < -90 else GREEN, fat=0.18)
    for x, y, turn in ((30, 58, 20), (70, 58, -20), (50, 54, 0), (40, 68, 10), (61, 68, -10)):
        c.solid(moved(oval(x, y, 9.6, 11.6), turn=turn, at=(x, y)), skin, depth=2.6, lit=0.25)
        c.fill(oval(x, y + 9, 2.2, 1.4), "#6B5535")
    c.fill(oval(50, 40, 1.4), WOOD)
