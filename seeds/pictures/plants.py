"""What grows in pots."""

import math

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import (
    CREAM,
    DARK_GREEN,
    GREEN,
    KRAFT,
    PALE_GREEN,
    STEEL,
    WOOD,
    flower,
    frond,
    ground,
    shine,
    sprig,
)
from seeds.pictures.paths import blob, box, leaf, mirrored, moved, oval, path

_POTS = ("#C0714F", "#B8553A", "#E7DCC6", "#6E8FA6", "#5B6B5A", "#D9B08A", "#3F5F7D")


def _pot(c, rng, top=58, w=17, foot=80):
    clay = rng.choice(_POTS)
    c.solid(
        mirrored(
            f"M {50 - w} {top} L {50 - w * 0.72} {foot - 2} Q {50 - w * 0.7} {foot} {50 - w * 0.6} {foot} L 50 {foot}"
        ),
        clay,
        depth=3.4,
    )
    c.solid(box(50 - w - 2, top - 3, 2 * w + 4, 6.4, 1.6), tint(clay, 0.1), depth=2.4)
    return clay


@motif("leaf", "jade", "sand", "mist", "peach")
def monstera(c, rng, tone):
    ground(c, tone, y=81, rx=27)
    for x, y, length, turn in (
        (50, 58, 25, -160),
        (50, 58, 27, -20),
        (50, 58, 31, -125),
        (50, 58, 32, -58),
        (50, 58, 34, -92),
    ):
        a = math.radians(turn + rng.uniform(-5, 5))
        tip = (x + length * math.cos(a), y + length * math.sin(a))
        c.line([(x, y), tip], DARK_GREEN, 1)
        green = rng.choice((GREEN, "#55763F", DARK_GREEN, "#7FA05A"))
        heart = moved(
            path("M 0 0 C -6 -10 -22 -4 -16 8 C -12 16 -4 20 0 24 C 4 20 12 16 16 8 C 22 -4 6 -10 0 0 Z"),
            *tip,
            turn=turn + 90 + (180 if turn > 0 else 0) + 180,
            scale=0.72,
        )
        c.solid(heart, green, depth=1.8)
        for s in (-1, 1):
            for k in (4, 10, 15):
                cut = [(s * (17 - k * 0.5), k - 1), (s * 5, k - 2), (s * (16 - k * 0.5), k + 2.2)]
                c.fill(moved(cut, *tip, turn=turn + 270, scale=0.72), mix(tone.light, tone.dark, 0.45))
        c.line(moved([(0, 1), (0, 21)], *tip, turn=turn + 270, scale=0.72), tint(green, 0.25), 0.6)
    _pot(c, rng)


@motif("peach", "sand", "mist", "lilac", "jade")
def succulent(c, rng, tone):
    ground(c, tone, y=81, rx=25)
    _pot(c, rng, top=62, w=19)
    body = rng.choice(("#7FA58F", "#9DB87C", "#8E86A8", "#B58A94"))
    for ring, (r, n) in enumerate(((25, 11), (19, 9), (12, 7))):
        for i in range(n):
            a = -180 + 180 * (i + 0.5) / n if ring == 0 else -190 + 200 * (i + 0.5) / n
            petal = leaf(50, 57 - ring * 2, r, a, 0.34)
            c.solid(petal, mix(body, CREAM, ring * 0.16), depth=1.2)
            end = petal[len(petal) // 2 - 1]
            c.fill(oval(*end, 1), "#C9707A", 0.8)
    flower(c, 50, 50, 5, tint(body, 0.4), heart=tint(body, 0.2), petals=6)


@motif("sun", "peach", "sky", "clay")
def cactus(c, rng, tone):
    ground(c, tone, y=81, rx=24)
    green = rng.choice((GREEN, "#55763F", "#5E8E72"))
    c.line(path("M 41 48 L 30 46 L 29 34"), green, 8)
    c.line(path("M 58 42 L 69 40 L 70 28"), green, 8)
    body = box(39, 16, 22, 46, 11)
    c.solid(body, green, depth=4, lit=0.16)
    for x in (45, 50, 55):
        c.line(path(f"M {x} 21 V 58"), shade(green, 0.18), 0.6)
        for y in range(24, 58, 6):
            c.line(path(f"M {x - 1} {y} L {x + 1} {y - 1.4}"), CREAM, 0.5, 0.9)
    flower(c, 50, 15, 6, rng.choice(("#D9687A", "#E9B949", "#D98C9A")), petals=6)
    flower(c, 29, 31, 4, "#D9687A", petals=6)
    _pot(c, rng, top=60, w=18)


@motif("leaf", "sky", "wheat", "moss")
def fern(c, rng, tone):
    ground(c, tone, y=81, rx=26)
    for i in range(13):
        turn = -172 + i * 13.4 + rng.uniform(-4, 4)
        a = math.radians(turn)
        length = rng.uniform(30, 38) * (0.75 + 0.25 * abs(math.sin(a)))
        tip = (50 + length * math.cos(a), 56 + length * math.sin(a) + abs(math.cos(a)) * 9)
        middle = (50 + length * 0.55 * math.cos(a), 50 + length * 0.85 * math.sin(a))
        spine = path(f"M 50 58 Q {middle[0]} {middle[1]} {tip[0]} {tip[1]}")
        green = rng.choice((GREEN, "#7FA05A", "#55763F"))
        c.line(spine, shade(green, 0.2), 0.6)
        for k in range(4, len(spine) - 1, 2):
            (x, y), (nx, ny) = spine[k], spine[k + 1]
            along = math.degrees(math.atan2(ny - y, nx - x))
            size = 7.4 * (1 - k / 24)
            c.fill(leaf(x, y, size, along - 62, 0.3), green)
            c.fill(leaf(x, y, size, along + 62, 0.3), tint(green, 0.12))
    _pot(c, rng)


@motif("lilac", "rose", "mist", "sand")
def orchid(c, rng, tone):
    ground(c, tone, y=81, rx=22)
    for turn in (-160, -140, -40, -18):
        frond(c, 50, 62, 24, turn, rng.choice((GREEN, "#55763F")), fat=0.24)
    c.line(path("M 50 62 C 46 44 44 26 60 14 C 68 9 76 12 82 20"), "#6F7F4A", 1.3)
    petal = rng.choice(("#C98BB5", "#F2E6EE", "#E9C46A", "#B06A9A"))
    for x, y, r in ((49, 30, 7), (57, 18, 7.4), (69, 13, 6.6), (79, 19, 5)):
        flower(c, x, y, r, petal, heart="#B8371F" if petal == "#E9C46A" else "#E9B949", turn=rng.uniform(0, 60))
        c.fill(oval(x, y + r * 0.3, r * 0.2), shade(petal, 0.3))
    c.fill(oval(84, 25, 2), petal)
    _pot(c, rng, top=62, w=13)


@motif("sand", "mist", "clay", "jade")
def bonsai(c, rng, tone):
    ground(c, tone, y=81, rx=34)
    trunk = "#7A5A3E"
    c.line(path("M 52 70 C 44 60 62 54 52 44 C 46 38 50 32 54 28"), trunk, 5)
    c.line(path("M 53 56 C 64 52 70 50 76 48"), trunk, 2.8)
    c.line(path("M 51 46 C 42 44 36 42 30 42"), trunk, 2.6)
    green = rng.choice((DARK_GREEN, "#55763F", "#4F7360"))
    for x, y, r in ((30, 40, 10), (76, 46, 10.5), (54, 27, 13.5), (42, 33, 8), (66, 37, 8)):
        crown = [(px, y + (py - y) * 0.62) for px, py in blob(x, y, r, rng, 0.25)]
        c.solid(crown, mix(green, "#9DB87C", rng.uniform(0, 0.3)), depth=2.4, lit=0.22)
    pot = rng.choice(("#3F5F7D", "#6E4A34", "#5B6B5A"))
    c.solid(path("M 24 69 L 76 69 L 71 79 L 29 79 Z"), pot, depth=2.6, lit=0.14)
    c.fill(box(31, 79, 7, 3), shade(pot, 0.2))
    c.fill(box(62, 79, 7, 3), shade(pot, 0.2))
    c.fill(oval(50, 69, 24, 2.4), "#6B7F4A")


@motif("sky", "leaf", "sun", "rose")
def watering_can(c, rng, tone):
    ground(c, tone, y=80, rx=36)
    tin = rng.choice((STEEL, "#22705C", "#B8553A", "#3F5F7D", "#D9A13A"))
    c.line(path("M 66 46 C 90 40 88 74 68 74"), tin, 3.4)
    c.line(path("M 40 44 C 42 28 60 28 62 44"), shade(tin, 0.1), 2.6)
    c.solid(path("M 36 64 L 14 38 L 18 35 L 38 54 Z"), shade(tin, 0.06), depth=1.4)
    c.solid(moved(oval(15, 36, 3.4, 7.4), turn=-46, at=(15, 36)), tin, depth=1.2)
    c.solid(mirrored("M 35 44 L 33 77 Q 33 80 36 80 L 50 80", 51), tin, depth=4, lit=0.2)
    c.fill(oval(51, 44, 16, 3), shade(tin, 0.35))
    for x, y in ((8, 44), (11, 52), (5, 55), (14, 60), (9, 64)):
        c.fill(moved(leaf(x, y, 4, 90, 0.4), turn=12, at=(x, y)), "#8FBAD0", 0.9)
    shine(c, "M 39 50 L 38 72", 1.8, 0.35)


@motif("wheat", "leaf", "sand")
def seedlings(c, rng, tone):
    ground(c, tone, y=80, rx=38)
    for x, y in ((24, 60), (40, 58), (57, 60), (74, 58)):
        top = y - rng.uniform(12, 24)
        c.line(path(f"M {x} {y} Q {x + 2} {y - 8} {x} {top}"), "#7FA05A", 1.2)
        for s in (-150, -30):
            frond(
                c,
                x,
                top + 2,
                rng.uniform(9, 12),
                s + rng.uniform(-12, 12),
                rng.choice((GREEN, PALE_GREEN, "#7FA05A")),
                fat=0.32,
            )
        frond(c, x, top + 1, 6, -90, PALE_GREEN, vein=False)
    c.solid(path("M 12 58 L 88 58 L 84 79 L 16 79 Z"), KRAFT, depth=3.4)
    c.solid(box(10, 56, 80, 5.4, 2), tint(KRAFT, 0.12), depth=1.2)
    for slat in (31, 49.5, 68):
        c.line(path(f"M {slat} 62 V 78"), shade(KRAFT, 0.2), 0.9)
    for x in (22, 58):
        c.solid(box(x, 44, 9, 8, 1), CREAM, depth=0.6)
        c.line(path(f"M {x + 4.5} 52 V 60"), CREAM, 1.2)
        c.line(path(f"M {x + 2} 48 H {x + 7}"), GREEN, 0.8)


@motif("jade", "mist", "leaf", "sand")
def bamboo(c, rng, tone):
    ground(c, tone, y=81, rx=24)
    for x, top in ((43, 22), (50, 12), (57, 28)):
        green = rng.choice(("#7FA05A", GREEN, "#6F9A6A"))
        c.solid(box(x - 2.6, top, 5.2, 50, 1.6), green, depth=1.4, lit=0.2)
        for y in range(top + 10, 64, 11):
            c.line(path(f"M {x - 3} {y} H {x + 3}"), shade(green, 0.24), 0.9)
        for s in (-150, -32):
            frond(c, x, top + 4, rng.uniform(14, 19), s + rng.uniform(-14, 14), green, fat=0.16)
        frond(c, x, top + 16, 14, -24 if x > 50 else -158, green, fat=0.16)
    c.fill(box(36, 58, 28, 22, 4), "#DDEBEE", 0.75)
    c.fill(box(37.4, 66, 25.2, 12.6, 3), "#A9CBD6", 0.7)
    for x, y in ((42, 76), (48, 77), (55, 76), (59, 77)):
        c.fill(oval(x, y, 3, 1.8), rng.choice((STEEL, WOOD, CREAM)))
    shine(c, "M 39 62 V 74", 1.2, 0.7)


@motif("sun", "sky", "leaf", "wheat", "peach")
def chrysanthemum(c, rng, tone):
    ground(c, tone, y=81, rx=28)
    petal = rng.choice(("#E5B93D", "#D98C9A", "#F3E7DA", "#A85A7A", "#E2722B"))
    for x, y in ((32, 44), (68, 43), (50, 32), (42, 54), (60, 54)):
        sprig(
            c,
            50 + (x - 50) * 0.3,
            62,
            rng,
            length=math.hypot(x - 50, y - 62) * 0.8,
            turn=math.degrees(math.atan2(y - 62, (x - 50) * 0.7)),
            pairs=2,
        )
    for x, y, r in ((32, 44, 10), (68, 43, 10), (50, 31, 11), (40, 55, 8), (61, 55, 8)):
        for ring, n in ((1.0, 16), (0.72, 12), (0.44, 8)):
            for i in range(n):
                c.fill(
                    leaf(x, y, r * ring, i * 360 / n + ring * 20, 0.2),
                    mix(petal, shade(petal, 0.35), 0.55 * (ring - 0.4) / 0.6),
                )
        c.fill(oval(x, y, r * 0.16), shade(petal, 0.2))
    _pot(c, rng, top=62, w=18)
