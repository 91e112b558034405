"""Crates, baskets and what a stall has beside fruit."""

from seeds.pictures.colour import shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, KRAFT, STEEL, WHITE, WOOD, frond, grain, ground, shine
from seeds.pictures.paths import blob, box, leaf, mirrored, moved, oval, path

_FRUITS = ("#EE9430", "#D9564A", "#9DB54E", "#E5B93D", "#8E2642", "#E2722B")


@motif("leaf", "sun", "peach", "sky", "wheat")
def crate(c, rng, tone):
    ground(c, tone, y=80, rx=40)
    fruits = rng.sample(_FRUITS, 2)
    c.fill(box(14, 46, 72, 14), shade(WOOD, 0.45))
    for row, (y, xs) in enumerate(((45, (32, 46, 60, 73)), (51, (24, 38, 52, 66, 78)))):
        for x in xs:
            c.solid(oval(x, y - rng.uniform(0, 3), 8.6), fruits[(x + row) % 2], depth=2.2, lit=0.22)
            c.fill(oval(x, y - 7.4, 1, 0.6), "#5B4A30")
    frond(c, 44, 38, 13, -30, GREEN)
    frond(c, 66, 40, 12, -140, "#7FA05A")
    for board in (55, 64.5, 74):
        c.solid(box(12, board, 76, 7.6, 1), tint(WOOD, 0.16) if board < 60 else WOOD, depth=1.2)
        c.line(path(f"M 30 {board + 3} H {rng.randrange(44, 66)}"), shade(WOOD, 0.14), 0.4)
    for x in (12, 81):
        c.solid(box(x, 51, 7, 31, 1), shade(WOOD, 0.08), depth=1)
        for nail in (58.6, 68, 78):
            c.fill(oval(x + 3.5, nail, 0.8), shade(WOOD, 0.5))


@motif("leaf", "jade", "moss", "wheat")
def basket(c, rng, tone):
    ground(c, tone, y=80, rx=34)
    straw = rng.choice(("#C9A063", "#B98A4E", "#D8B57C"))
    c.line(path("M 24 54 C 24 12 76 12 76 54"), shade(straw, 0.12), 3)
    for x, y, r in ((34, 46, 10), (66, 46, 10), (50, 42, 12)):
        c.solid(blob(x, y, r, rng, 0.3), rng.choice(("#6B8F4E", "#7FA05A", "#55763F")), depth=2.4)
    for x, turn in ((40, -100), (58, -78)):
        c.solid(moved(leaf(x, 52, 26, turn, 0.2), turn=0, at=(x, 52)), "#E2722B", depth=1.6)
        frond(c, x + (-3 if turn < -90 else 4), 29, 9, turn, GREEN)
    c.solid(oval(33, 49, 6.4), "#D9564A", depth=1.6, lit=0.25)
    body = path("M 20 52 L 80 52 L 73 77 Q 72 80 68 80 L 32 80 Q 28 80 27 77 Z")
    c.solid(body, straw, depth=4)
    with c.inside(body):
        for row in range(6):
            for col in range(12):
                wx, wy = 18 + col * 5.6 + (row % 2) * 2.8, 54 + row * 4.8
                c.line(path(f"M {wx} {wy} Q {wx + 1.4} {wy - 1.6} {wx + 2.8} {wy}"), shade(straw, 0.22), 0.9)
    c.solid(box(17, 50, 66, 5.4, 2.7), tint(straw, 0.14), depth=1.2)


@motif("leaf", "moss", "sand")
def greens(c, rng, tone):
    ground(c, tone, y=79, rx=34)
    for start, turn in ((32, -126), (40, -108), (50, -90), (60, -72), (68, -54), (45, -99), (55, -81)):
        frond(
            c,
            50 + (start - 50) * 0.4,
            60,
            46 - abs(start - 50) * 0.5,
            turn,
            rng.choice((GREEN, "#55763F", "#7FA05A")),
            fat=0.36,
        )
    for x in (37, 43.5, 50, 56.5, 63):
        stem = path(
            f"M {50 + (x - 50) * 1.1} 52 C {x - 6} 62 {x - 6} 76 {x - 2} 79"
            f" L {x + 2} 79 C {x + 6} 76 {x + 6} 62 {50 + (x - 50) * 1.1} 52 Z"
        )
        c.solid(stem, "#E4EACB", depth=1.6)
    c.solid(box(32, 60, 36, 5, 2), "#B8371F", depth=1)
    c.line(path("M 60 62 L 67 70"), "#B8371F", 1.6)


@motif("sky", "sand", "mist")
def scales(c, rng, tone):
    ground(c, tone, y=80, rx=28)
    paint = rng.choice((tone.deep, "#B8553A", "#22705C"))
    c.solid(path("M 34 52 L 66 52 L 74 80 L 26 80 Z"), paint, depth=4)
    c.solid(oval(50, 67, 10.5), CREAM, depth=0.8)
    for a in range(-150, -29, 20):
        c.line(moved(path("M 58.6 67 L 59.8 67"), turn=a, at=(50, 67)), shade(paint, 0.3), 0.6)
    c.line(moved(path("M 50 67 L 58 67"), turn=rng.uniform(-140, -50), at=(50, 67)), "#B8371F", 0.9)
    c.solid(box(46, 44, 8, 9), STEEL, depth=1.4)
    for x, y, r in ((40, 34, 8), (59, 34, 8.4), (50, 28, 8)):
        c.solid(oval(x, y, r), rng.choice(_FRUITS), depth=2.2, lit=0.2)
    c.solid(path("M 20 38 L 80 38 C 76 45 66 47 50 47 C 34 47 24 45 20 38 Z"), STEEL, depth=2, lit=0.4)


@motif("sand", "leaf", "mist", "wheat", "rose")
def tote(c, rng, tone):
    ground(c, tone, y=80, rx=30)
    cloth = rng.choice((CREAM, KRAFT, tint(tone.deep, 0.4)))
    c.line(path("M 38 44 C 38 18 62 18 62 44"), shade(cloth, 0.2), 2.6)
    for x, turn in ((40, -104), (48, -92), (57, -76)):
        frond(c, x, 48, 24, turn, rng.choice((GREEN, "#7FA05A")), fat=0.3)
    c.solid(path("M 24 42 L 76 42 L 79 80 L 21 80 Z"), cloth, depth=4)
    c.line(path("M 25 46 H 75"), shade(cloth, 0.16), 0.6)
    c.fill(oval(50, 62, 10), tone.deep, 0.9)
    frond(c, 50, 69, 13, -120, CREAM, vein=False)
    frond(c, 50, 69, 13, -60, CREAM, vein=False)


@motif("mist", "wheat", "sky")
def eggs(c, rng, tone):
    ground(c, tone, y=78, rx=38)
    for x, y in ((34, 52), (50, 49), (66, 52), (27, 61), (43, 60), (58, 60), (73, 61)):
        shell = rng.choice(("#E5BC97", "#EBC9A8", "#D9A97F", "#F0E4D2", "#BFD3D0"))
        egg = path(
            f"M {x} {y - 12} C {x + 7} {y - 12} {x + 9.4} {y - 1} {x + 9} {y + 3}"
            f" C {x + 8} {y + 10} {x - 8} {y + 10} {x - 9} {y + 3} C {x - 9.4} {y - 1} {x - 7} {y - 12} {x} {y - 12} Z"
        )
        c.solid(egg, shell, depth=2.2, lit=0.3)
    c.solid(path("M 14 62 Q 50 70 86 62 C 86 74 72 79 50 79 C 28 79 14 74 14 62 Z"), "#B8946A", depth=3)
    for i in range(7):
        weave = 66.6 + i * 1.7
        c.line(path(f"M {17 + i * 1.6} {weave} Q 50 {weave + 6.6} {83 - i * 1.6} {weave}"), shade("#B8946A", 0.2), 0.6)


@motif("sky", "mist", "jade", "sand")
def bamboo_basket(c, rng, tone):
    ground(c, tone, y=80, rx=36)
    cane = rng.choice(("#C9A063", "#A7834B", "#D3B57A"))
    c.solid(mirrored("M 18 44 C 20 66 30 79 42 80 L 50 80"), cane, depth=5)
    with c.inside(mirrored("M 18 44 C 20 66 30 79 42 80 L 50 80")):
        for x in range(14, 92, 7):
            c.line(path(f"M {x} 44 Q {50 + (x - 50) * 0.8} 66 {50 + (x - 50) * 0.5} 82"), shade(cane, 0.24), 1)
        for y in (50, 57, 64, 71):
            c.line(path(f"M 12 {y} Q 50 {y + 8} 88 {y}"), tint(cane, 0.25), 1.4)
    c.fill(oval(50, 44, 32, 7), shade(cane, 0.4))
    c.line(oval(50, 44, 32, 7), tint(cane, 0.1), 2.2)
    grain(c, rng, 50, 45, 24, 3.6, 40, WHITE, 1.1)
    shine(c, "M 24 52 Q 27 64 34 72", 1.4, 0.25)
