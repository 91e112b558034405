"""Noodles, jars and what a kitchen shelf holds."""

import math

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, INK, KRAFT, PALE_GREEN, WHITE, WOOD, grain, ground, shine, sprig, steam
from seeds.pictures.paths import blob, box, leaf, mirrored, moved, oval, path


def _bowl(c, glaze, broth, rx=34, y=50):
    c.solid(mirrored("M 40 74 L 41 79 L 50 79"), shade(glaze, 0.2), depth=2)
    left = 50 - rx
    c.solid(mirrored(f"M {left} {y} C {left + 2} {y + 16} 33 76 43 76 L 50 76"), glaze, depth=4.4)
    c.fill(oval(50, y, rx, 10.5), tint(glaze, 0.4))
    c.fill(oval(50, y + 0.6, rx - 2.6, 8.8), broth)


def _chopsticks(c, colour="#7A4A2C"):
    c.line(path("M 60 47 L 93 24"), colour, 1.7)
    c.line(path("M 57 45 L 91 19"), shade(colour, 0.1), 1.7)


@motif("peach", "clay", "wheat", "sky")
def noodles(c, rng, tone):
    ground(c, tone, y=79, rx=31)
    glaze = rng.choice((CREAM, tone.deep, "#3F5F7D", "#A8452F"))
    broth = rng.choice(("#C98B4A", "#E3C892", "#A65A32"))
    _bowl(c, glaze, broth)
    with c.inside(oval(50, 50.6, 31.4, 8.8)):
        for i in range(13):
            y = 46.5 + (i % 5) * 2.2
            x = 22 + i * 2.4
            c.line(
                path(f"M {x} {y} C {x + 8} {y - 6} {x + 14} {y + 7} {x + 26} {y}"),
                mix("#F4DFA6", "#E0BC6E", (i % 3) / 2),
                1.2,
            )
        for x, y, t in ((35, 50, -25), (39, 47, 10), (33, 54, 35)):
            c.fill(leaf(x, y, 14, t, 0.3), rng.choice((GREEN, "#7FA05A")))
    c.solid(oval(62, 50, 8, 4.6), WHITE, depth=1)
    c.solid(oval(62, 49.6, 4, 2.5), "#EFA632", depth=0.8)
    grain(c, rng, 48, 47, 12, 4, 16, "#5E8A45", 0.8)
    _chopsticks(c)
    steam(c, 40, 37, gap=13)


@motif("mist", "wheat", "leaf", "rose")
def wonton(c, rng, tone):
    ground(c, tone, y=79, rx=31)
    _bowl(c, rng.choice((CREAM, "#3F5F7D", tone.deep)), "#E9D3A2")
    skin = "#F7E9CE"
    for x, y in ((34, 50), (50, 47), (65, 51), (44, 54), (57, 55)):
        wing = path(
            f"M {x - 8} {y + 1} C {x - 6} {y - 5} {x - 3} {y - 2} {x} {y - 6} C {x + 3} {y - 2} {x + 6} {y - 5} "
            f"{x + 8} {y + 1} Q {x} {y + 5} {x - 8} {y + 1} Z"
        )
        c.solid(wing, skin, depth=1)
        c.fill(oval(x, y + 0.4, 3.6, 2.2), "#E7A98C", 0.7)
    grain(c, rng, 50, 50, 26, 6, 22, "#5E8A45", 0.9)
    c.line(path("M 74 48 L 94 34"), WHITE, 3)
    c.fill(oval(73, 49, 5, 2.8), tint("#B9C4CE", 0.3))
    steam(c, 46, 36, gap=13)


@motif("wheat", "sand", "clay", "moss")
def dry_noodles(c, rng, tone):
    ground(c, tone, y=78, rx=36)
    strand = rng.choice(("#EBCF93", "#F0DDB0", "#C9A36B"))
    c.solid(box(16, 42, 68, 34, 4), strand, depth=3)
    for i in range(22):
        y = 44 + i * 1.45
        c.line(path(f"M 16 {y} Q 50 {y + rng.uniform(-0.8, 0.8)} 84 {y}"), shade(strand, rng.uniform(0.06, 0.18)), 0.45)
    for x in (14.6, 85.4):
        for i in range(12):
            c.fill(oval(x, 45 + i * 2.6, 1.7, 1.4), mix(strand, CREAM, rng.uniform(0, 0.5)))
    band = rng.choice((tone.deep, "#B8371F", "#22705C"))
    c.solid(box(38, 40.5, 24, 37, 1), band, depth=2.6)
    c.fill(oval(50, 59, 8.4), CREAM)
    c.line(path("M 45 58 Q 50 64 55 58"), band, 1.2)
    for x in (46, 50, 54):
        c.line(path(f"M {x} 57 C {x - 2} 55 {x + 2} 54 {x} 52"), band, 0.8)


@motif("clay", "sand", "peach", "rose")
def chili_jar(c, rng, tone):
    ground(c, tone, y=80, rx=26)
    sauce = rng.choice(("#B3361F", "#7A3A22", "#C65A25", "#55612E"))
    jar = mirrored("M 36 34 C 28 37 28 42 28 46 L 28 74 Q 28 80 34 80 L 50 80")
    c.fill(jar, WHITE, 0.55)
    inner = mirrored("M 37 40 C 31 42 31 45 31 48 L 31 73 Q 31 77.6 35 77.6 L 50 77.6")
    c.solid(inner, sauce, depth=4)
    with c.inside(inner):
        c.fill(box(20, 36, 60, 11), tint("#D9772E", 0.1), 0.75)
        grain(c, rng, 50, 62, 18, 14, 60, tint("#E9B949", 0.2), 0.8)
        grain(c, rng, 50, 62, 18, 14, 40, shade(sauce, 0.35), 0.9)
    c.solid(box(34, 52, 32, 18, 1), CREAM, depth=0.6)
    c.solid(path("M 41 60 C 46 56 54 57 58 64 C 52 62 46 65 41 63 Z"), "#C0392B", depth=0.8)
    c.line(path("M 41 61.4 L 37.8 59.6"), GREEN, 1)
    c.solid(box(33, 24, 34, 11, 2), rng.choice((tone.deep, INK, "#A8452F")), depth=4, dark=0.2)
    shine(c, "M 33 45 V 72", 1.6)


@motif("sun", "wheat", "leaf", "peach")
def honey_jar(c, rng, tone):
    ground(c, tone, y=80, rx=29)
    honey = rng.choice(("#E5A32B", "#D68A1E", "#F0C257", "#B86F1C"))
    jar = mirrored("M 34 35 C 24 38 24 45 24 50 L 24 72 Q 24 80 32 80 L 50 80")
    c.fill(jar, WHITE, 0.6)
    inner = mirrored("M 36 42 C 27 44 27 48 27 52 L 27 71 Q 27 77.4 33 77.4 L 50 77.4")
    c.solid(inner, (tint(honey, 0.18), honey), depth=4.5, dark=0.14)
    hexagon = [
        (50 + 11.5 * math.sin(math.radians(a)), 60 - 11.5 * math.cos(math.radians(a))) for a in range(0, 360, 60)
    ]
    c.solid(hexagon, CREAM, depth=0.8)
    bee = oval(50, 61, 4.6, 3.3)
    c.fill(moved(oval(47.5, 56.6, 3.2, 2), turn=28, at=(47.5, 56.6)), tint("#B9C4CE", 0.4))
    c.fill(moved(oval(52.5, 56.6, 3.2, 2), turn=-28, at=(52.5, 56.6)), tint("#B9C4CE", 0.4))
    c.fill(bee, "#E5A32B")
    with c.inside(bee):
        for x in (47.6, 50.8, 54):
            c.fill(box(x - 0.8, 56, 1.6, 10), INK)
    cloth = rng.choice((tone.deep, "#B8553A", "#7C8F5A", "#E7DCC6"))
    c.solid(mirrored("M 35 24 C 32 30 29 36 27 40 L 33 37.5 L 38 41 L 44 38 L 50 41.5"), cloth, depth=3.4)
    c.fill(oval(50, 24, 15, 2.6), tint(cloth, 0.2))
    c.line(path("M 32.5 33.4 Q 50 37 67.5 33.4"), KRAFT, 1.3)
    shine(c, "M 29.4 50 V 70", 1.7, 0.5)


@motif("sun", "wheat", "sand")
def honeycomb(c, rng, tone):
    ground(c, tone, y=80, rx=36)
    wax = rng.choice(("#E9AE3C", "#DD9A2A", "#F0C257"))
    frame = box(17, 24, 66, 55, 3)
    c.solid(frame, WOOD, depth=2.6)
    c.solid(box(11, 22, 78, 8, 2), tint(WOOD, 0.12), depth=1.8)
    inner = box(22, 33, 56, 41, 1.5)
    c.fill(inner, shade(wax, 0.2))
    with c.inside(inner):
        for row in range(9):
            for col in range(11):
                x, y = 21 + col * 6 + (row % 2) * 3, 34 + row * 5.2
                cell = [
                    (x + 3.1 * math.sin(math.radians(a)), y - 3.1 * math.cos(math.radians(a)))
                    for a in range(0, 360, 60)
                ]
                lid = row < 3 + math.sin(col * 0.8) * 1.6
                c.fill(cell, tint(wax, 0.45) if lid else rng.choice((wax, tint(wax, 0.12), shade(wax, 0.12))))
    for x, y in ((40, 60), (62, 52), (55, 67)):
        c.solid(moved(oval(x, y, 3.8, 2.4), turn=rng.uniform(-40, 40), at=(x, y)), INK, depth=0.6)
        c.fill(oval(x - 1, y - 2, 2.6, 1.6), WHITE, 0.7)
        c.fill(box(x - 0.7, y - 2, 1.4, 4.2), wax)


@motif("moss", "sand", "jade", "clay")
def bottle(c, rng, tone):
    ground(c, tone, y=81, rx=21)
    glass = rng.choice(("#3E5B3A", "#5A3424", "#26423F", "#7A5A24"))
    body = mirrored("M 45 22 L 45 34 C 44 40 35 42 35 50 L 35 77 Q 35 81 39 81 L 50 81")
    c.solid(body, glass, depth=4, lit=0.16)
    c.solid(box(43.6, 14, 12.8, 9, 1.4), rng.choice((KRAFT, "#B8371F", INK)), depth=2)
    c.solid(box(35, 54, 30, 19), CREAM, depth=3, dark=0.1)
    sprig(c, 50, 71, rng, length=9, colour=mix(GREEN, glass, 0.3), pairs=2)
    shine(c, "M 39.4 49 V 53", 1.5, 0.5)
    shine(c, "M 47.6 25 V 33", 1.3, 0.4)
    c.solid(mirrored("M 72 72 Q 73 80 78 80.6 L 81 80.6", 81), CREAM, depth=1.6)
    c.fill(oval(81, 72, 9, 2.2), shade(glass, 0.1))


@motif("wheat", "leaf", "mist", "peach")
def dumplings(c, rng, tone):
    ground(c, tone, y=77, rx=38)
    c.solid(oval(50, 68, 39, 10), WHITE, depth=1.8)
    c.fill(oval(50, 67, 31, 7), shade(WHITE, 0.06))
    skin = rng.choice(("#F8ECD2", "#EFE3BE", "#DCE6C2"))
    for x, y in ((32, 60), (54, 57), (72, 62), (42, 68), (62, 69)):
        body = path(
            f"M {x - 12} {y + 3} C {x - 10} {y - 8} {x + 10} {y - 9} {x + 12} {y + 2} Q {x} {y + 9} {x - 12} {y + 3} Z"
        )
        c.solid(body, skin, depth=2, lit=0.2)
        for i in range(-3, 4):
            pleat = [(x + i * 2.9, y - 5 + abs(i) * 0.9), (x + i * 2.6, y - 1.4 + abs(i) * 0.5)]
            c.line(pleat, shade(skin, 0.2), 0.55)
    steam(c, 50, 44, n=3, height=14)


@motif("sand", "leaf", "wheat")
def bamboo_shoots(c, rng, tone):
    ground(c, tone, y=79, rx=36)
    for x, turn, size in ((34, -20, 0.95), (66, 16, 0.9), (50, -2, 1.08)):
        shoot = [
            moved(p, x - 50, 0, turn=turn, scale=size, at=(50, 78))
            for p in (
                path("M 50 22 C 40 36 36 58 37 76 Q 50 82 63 76 C 64 58 60 36 50 22 Z"),
                path("M 50 22 C 44 38 46 54 58 66 C 62 50 58 34 50 22 Z"),
                path("M 37 76 C 36 66 37 58 39 52 C 47 56 54 66 55 79 Q 44 80 37 76 Z"),
                path("M 63 76 C 64 68 63 60 62 55 C 56 58 50 68 49 79 Q 58 80 63 76 Z"),
            )
        ]
        base = rng.choice(("#B08A4E", "#A67D45"))
        c.solid(shoot[0], base, depth=3)
        c.solid(shoot[1], tint(base, 0.16), depth=2)
        c.solid(shoot[2], shade(base, 0.12), depth=2)
        c.solid(shoot[3], tint(base, 0.08), depth=2)
        tip = moved(path("M 50 22 L 46 31 L 54 31 Z"), x - 50, 0, turn=turn, scale=size, at=(50, 78))
        c.fill(tip, PALE_GREEN)


@motif("peach", "sun", "jade")
def jam(c, rng, tone):
    ground(c, tone, y=80, rx=33)
    fruit = rng.choice(("#C0413B", "#E08A2E", "#7A2F55", "#D9A521"))
    for x, w, h in ((36, 15, 40), (66, 12, 32)):
        top = 80 - h
        c.fill(box(x - w, top, 2 * w, h, 5), WHITE, 0.6)
        c.solid(box(x - w + 1.8, top + 5, 2 * w - 3.6, h - 7, 4), fruit, depth=3)
        c.solid(box(x - w * 0.66, top + h * 0.4, w * 1.32, h * 0.34, 1), CREAM, depth=0.6)
        c.fill(blob(x, top + h * 0.57, h * 0.09, rng), fruit)
        c.solid(box(x - w * 0.9, top - 5, w * 1.8, 7.4, 1.6), rng.choice((tone.deep, "#D9B25F")), depth=3, dark=0.18)
        shine(c, f"M {x - w + 4.4} {top + 8} V {top + h - 8}", 1.4)
