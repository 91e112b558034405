"""What leaves the oven, and the steamer."""

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, KRAFT, WHITE, WOOD, frond, grain, ground, shine, steam
from seeds.pictures.paths import box, leaf, mirrored, moved, oval, path

_CRUSTS = ("#B9772F", "#A96A2B", "#C4883F", "#9C5C26")


@motif("wheat", "sand", "peach", "sun")
def loaf(c, rng, tone):
    ground(c, tone, y=77, rx=37)
    crust = rng.choice(_CRUSTS)
    body = path("M 14 66 C 13 48 30 38 50 38 C 70 38 87 48 86 66 C 86 75 76 77 50 77 C 24 77 14 75 14 66 Z")
    c.solid(body, crust, depth=4.6, lit=0.15)
    with c.inside(body):
        for x in (24, 39, 54, 69):
            cut = path(f"M {x} 43 C {x + 8} 46 {x + 10} 54 {x + 6} 63 C {x + 3} 56 {x - 1} 50 {x} 43 Z")
            c.fill(moved(cut, turn=rng.uniform(-6, 6), at=(x, 50)), "#EFCF98")
            c.line(path(f"M {x} 43 C {x + 8} 46 {x + 10} 54 {x + 6} 63"), shade(crust, 0.15), 0.9)
        grain(c, rng, 48, 53, 34, 13, 60, CREAM, 0.55)


@motif("wheat", "peach", "sand", "mist")
def toast(c, rng, tone):
    ground(c, tone, y=79, rx=36)
    crust = rng.choice(_CRUSTS)
    c.solid(path("M 44 30 C 60 26 84 28 86 40 C 87 45 84 48 82 49 L 82 78 L 44 79 Z"), crust, depth=3)
    for x in (56, 66, 76):
        c.line(path(f"M {x} 33 Q {x + 5} 52 {x + 2} 78"), shade(crust, 0.16), 0.6, 0.7)
    face = path("M 20 46 C 10 42 14 29 34 29 C 54 29 59 42 49 47 L 49 76 Q 49 79 46 79 L 23 79 Q 20 79 20 76 Z")
    c.solid(face, crust, depth=1)
    crumb = moved(face, scale=0.88, at=(34.5, 56))
    c.fill(crumb, "#F6E2B8")
    grain(c, rng, 34, 58, 11, 15, 36, "#E2C58E", 0.8)
    if rng.random() < 0.5:
        swirl = path("M 34 60 C 30 60 29 54 34 53 C 41 52 43 62 36 66 C 27 70 22 60 26 52")
        c.line(swirl, rng.choice(("#7A4A2C", "#8B5A6B", "#6B7F3E")), 1.5, 0.85)


@motif("wheat", "sun", "peach", "sky")
def croissant(c, rng, tone):
    ground(c, tone, y=72, rx=38)
    crust = rng.choice(("#D08B3A", "#C27A30", "#DB9A48"))
    c.solid(
        path(
            "M 9 66 C 14 44 34 33 52 33 C 70 33 87 46 91 66 C 91 72 84 73 80 68 C 74 58 64 55 50 55 "
            "C 36 55 27 59 20 68 C 16 73 9 72 9 66 Z"
        ),
        crust,
        depth=3,
    )
    for x, turn, size in ((50, 0, 1), (33, -24, 0.88), (67, 24, 0.88), (20, -44, 0.66), (80, 44, 0.66)):
        y = 44 + abs(x - 50) * abs(x - 50) * 0.0175
        band = moved(
            path("M 41 32 Q 50 28 59 32 L 57 57 Q 50 54 43 57 Z"), x - 50, y - 44, turn=turn, scale=size, at=(50, 44)
        )
        c.solid(band, mix(crust, "#F1C27A", rng.uniform(0.1, 0.3)), depth=2.4, lit=0.22)
        c.line(
            moved(path("M 46 34 L 47 54"), x - 50, y - 44, turn=turn, scale=size, at=(50, 44)), shade(crust, 0.1), 0.5
        )
    for _ in range(7):
        c.fill(leaf(rng.uniform(20, 80), rng.uniform(74, 78), 2.4, rng.uniform(0, 360), 0.4), crust, 0.8)


@motif("sand", "wheat", "rose", "leaf")
def cookies(c, rng, tone):
    ground(c, tone, y=78, rx=38, ry=5)
    c.solid(oval(50, 73, 38, 7.5), mix(CREAM, tone.light, 0.4), depth=1.4)
    dough = rng.choice(("#E3B877", "#D7A45E", "#EAC78F"))
    dots = rng.choice(("#6A4328", "#C98A16", "#7A8F3E"))
    for x, y in ((30, 66), (70, 66), (50, 68), (39, 53), (61, 53), (50, 40)):
        c.solid(oval(x, y + 2.4, 14.5, 7.6), shade(dough, 0.22), depth=1)
        c.solid(oval(x, y, 14.5, 7.6), dough, depth=1.8, lit=0.25)
        grain(c, rng, x, y, 9.5, 4.4, 9, dots, 1.05)


@motif("wheat", "sand", "mist", "sun")
def bagel(c, rng, tone):
    ground(c, tone, y=76, rx=36)
    crust = rng.choice(_CRUSTS)
    for x, y, r in ((58, 57, 0.92), (42, 62, 1)):
        c.solid(oval(x, y, 28 * r, 15.5 * r), crust, depth=4, lit=0.22)
        c.fill(oval(x, y - 1.6, 9.2 * r, 4.2 * r), shade(crust, 0.42))
        c.fill(oval(x, y - 0.2, 7.6 * r, 2.6 * r), tone.dark, 0.75)
        for _ in range(54):
            px, py = x + rng.uniform(-23, 23) * r, y + rng.uniform(-11, 8) * r
            inside = ((px - x) / (24 * r)) ** 2 + ((py - y) / (12 * r)) ** 2
            if 0.26 < inside < 0.95:
                c.fill(leaf(px, py, 1.9, rng.uniform(0, 360), 0.5), rng.choice((CREAM, "#F3DFB0", "#3B3028")))


@motif("sky", "wheat", "sand", "peach")
def baguette(c, rng, tone):
    ground(c, tone, y=80, rx=26)
    for x, turn in ((44, -16), (58, 8), (50, -3)):
        crust = rng.choice(_CRUSTS)
        stick = moved(box(x - 6, 11, 12, 62, 6), turn=turn, at=(50, 78))
        c.solid(stick, crust, depth=2.4, lit=0.2)
        for y in (18, 27, 36, 45):
            cut = moved(leaf(x - 4, y + 6, 10.5, -46, 0.2), turn=turn, at=(50, 78))
            c.fill(cut, "#F0D3A0")
    bag = path(
        "M 30 44 L 34 47 L 38 43.5 L 42 47 L 46 43.5 L 50 47 L 54 43.5"
        " L 58 47 L 62 43.5 L 66 47 L 70 44 L 66 80 L 34 80 Z"
    )
    c.solid(bag, KRAFT, depth=4)
    c.line(path("M 41 50 L 43 79"), shade(KRAFT, 0.12), 0.6)
    c.solid(oval(51, 63, 8), tone.deep, depth=0.6)
    c.line(path("M 51 69 V 58"), CREAM, 0.8)
    for y in (60, 63, 66):
        c.fill(leaf(51, y, 4, -40, 0.3), CREAM)
        c.fill(leaf(51, y, 4, -140, 0.3), CREAM)


@motif("leaf", "moss", "jade", "sand")
def qingtuan(c, rng, tone):
    ground(c, tone, y=79, rx=39, ry=5)
    frond(c, 8, 74, 84, -2, "#55763F", fat=0.16)
    dough = rng.choice(("#7E9E53", "#6F9150", "#8FA95C"))
    for x, y, r in ((35, 60, 17), (66, 60, 17), (50, 66, 17.5)):
        c.solid(oval(x, y, r, r * 0.82), dough, depth=4, lit=0.2)
        shine(c, f"M {x - 9} {y - 4} Q {x - 6} {y - 9.5} {x} {y - 10.5}", 1.8, 0.5)
    c.fill(oval(50, 61, 1, 0.8), shade(dough, 0.3), 0.4)
    steam(c, 50, 42, gap=13)


@motif("rose", "peach", "lilac", "wheat", "leaf")
def cake(c, rng, tone):
    ground(c, tone, y=79, rx=34)
    c.solid(oval(50, 77, 34, 4.6), WHITE, depth=1.4)
    cream, sponge = rng.choice((WHITE, "#F4DCC8", "#E9D9EE")), rng.choice(("#E8BC77", "#8A5A3C", "#B8C27A"))
    c.fill(path("M 22 46 L 74 40 L 80 74 L 22 76 Z"), cream)
    c.fill(path("M 22 46 L 66 55 L 66 77 L 22 76 Z"), sponge)
    c.fill(path("M 66 55 L 82 44 L 82 70 L 66 77 Z"), shade(cream, 0.1))
    for y in (55, 64):
        c.fill(path(f"M 22 {y} L 66 {y + 5} L 66 {y + 7.6} L 22 {y + 3}"), cream)
    c.fill(path("M 22 46 C 40 36 66 35 82 44 L 66 55 Z"), tint(cream, 0.4))
    c.fill(
        path("M 22 46 L 66 55 L 66 58 C 62 62 60 57 56 57 C 52 60 48 55 44 55 C 40 58 36 52 22 50 Z"), tint(cream, 0.4)
    )
    berry = rng.choice(("#C8404A", "#8E3B63", "#E08A2E"))
    for x, y, r in ((47, 38, 5), (57, 36, 5.6), (66, 41, 4.6)):
        c.solid(oval(x, y, r), berry, depth=1.6, lit=0.3)
    frond(c, 57, 31, 8, -30, GREEN, vein=False)
    frond(c, 56, 31, 7, -140, GREEN, vein=False)


@motif("sun", "rose", "sand", "jade", "plum")
def pastry(c, rng, tone):
    ground(c, tone, y=79, rx=38)
    c.solid(path("M 12 58 L 88 58 L 84 78 L 16 78 Z"), WOOD, depth=2)
    c.line(path("M 13.6 64 H 86.4"), shade(WOOD, 0.25), 0.8)
    c.line(path("M 15 71 H 85"), shade(WOOD, 0.25), 0.8)
    crust = rng.choice(("#EBC98C", "#E2B673", "#F1D9AC"))
    stamp = rng.choice(("#B8371F", "#A8692A", "#8E3B63"))
    for x, y in ((29, 52), (71, 52), (50, 54), (39.5, 42), (60.5, 42)):
        c.solid(box(x - 11.5, y - 5, 23, 12, 5), shade(crust, 0.15), depth=1.6)
        c.solid(oval(x, y - 4, 11.5, 5.2), crust, depth=1.2, lit=0.3)
        for a in range(0, 360, 60):
            c.fill(moved(oval(x + 2.2, y - 4, 1.2, 0.7), turn=a, at=(x, y - 4)), stamp, 0.85)
        c.line(path(f"M {x - 11} {y + 1} Q {x} {y + 6} {x + 11} {y + 1}"), shade(crust, 0.22), 0.5, 0.7)


@motif("peach", "mist", "wheat", "jade")
def steamer(c, rng, tone):
    ground(c, tone, y=80, rx=37)
    bamboo = rng.choice(("#D3A566", "#C99A5B", "#DDB57B"))
    c.solid(mirrored("M 15 56 L 15 76 Q 32 81 50 81"), bamboo, depth=5)
    for y in (61, 70):
        c.line(path(f"M 15 {y} Q 50 {y + 6} 85 {y}"), shade(bamboo, 0.22), 1)
    for x in (28, 72):
        c.fill(box(x - 2, 62, 4, 18, 0.6), shade(bamboo, 0.18))
    c.fill(oval(50, 56, 35, 9), shade(bamboo, 0.12))
    c.fill(oval(50, 56.6, 31.5, 7.2), shade(bamboo, 0.38))
    bun = rng.choice((WHITE, "#F7EBD6"))
    for x, y in ((34, 52), (66, 52), (50, 49), (50, 56)):
        dome = path(
            f"M {x - 12} {y + 3} C {x - 12} {y - 11} {x + 12} {y - 11} {x + 12} {y + 3}"
            f" Q {x} {y + 7} {x - 12} {y + 3} Z"
        )
        c.solid(dome, bun, depth=2.6, dark=0.12)
        for dx in (-4, 0, 4):
            c.line(path(f"M {x} {y - 6.5} Q {x + dx} {y - 5} {x + dx * 1.4} {y - 2.5}"), shade(bun, 0.2), 0.5)
    steam(c, 50, 34, n=3)
