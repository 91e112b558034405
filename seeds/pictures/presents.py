"""Presents, letters and what one brings along."""

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, INK, KRAFT, WHITE, WOOD, flower, frond, ground, shine, sprig
from seeds.pictures.paths import box, leaf, moved, oval, path


@motif("rose", "jade", "sand", "sun", "plum")
def gift(c, rng, tone):
    ground(c, tone, y=80, rx=34)
    paper = rng.choice((KRAFT, CREAM, tone.deep, tint(tone.deep, 0.3)))
    ribbon = rng.choice(("#B8371F", "#22705C", "#D9A13A")) if paper != tone.deep else tone.accent
    c.solid(box(22, 42, 56, 38, 2), paper, depth=4)
    c.solid(box(18, 34, 64, 11, 2), tint(paper, 0.12), depth=3)
    c.fill(box(45, 34, 10, 46), ribbon)
    c.fill(box(52, 45, 3, 35), shade(ribbon, 0.16))
    for turn in (-152, -28):
        c.solid(leaf(50, 34, 25, turn, 0.36), ribbon, depth=1.8)
        c.fill(leaf(51 if turn > -90 else 49, 33.6, 14, turn, 0.26), shade(ribbon, 0.3))
    c.solid(oval(50, 33, 4.6, 4), ribbon, depth=1)
    sprig(c, 56, 32, rng, length=18, turn=-50, colour=GREEN)
    c.solid(moved(box(58, 50, 15, 9, 1), turn=8, at=(58, 50)), WHITE, depth=0.6)
    c.line(moved(path("M 61 54.6 H 70"), turn=8, at=(58, 50)), INK, 0.7, 0.5)


@motif("sand", "jade", "clay", "leaf")
def tea_gift(c, rng, tone):
    ground(c, tone, y=80, rx=40)
    paper = rng.choice((tone.deep, "#2F4A40", "#7A2F2F"))
    c.solid(path("M 10 50 L 90 50 L 86 79 L 14 79 Z"), paper, depth=3)
    c.solid(path("M 14 46 L 86 46 L 90 52 L 10 52 Z"), shade(paper, 0.25), depth=1)
    for x, tin in ((30, tone.accent), (70, tint(tone.deep, 0.2))):
        c.solid(box(x - 13, 24, 26, 26, 2), tin, depth=3.4)
        c.solid(box(x - 14, 20, 28, 8, 2), shade(tin, 0.14), depth=3)
        c.fill(box(x - 8, 32, 16, 13, 1), CREAM)
        frond(c, x, 43.5, 8, -115, GREEN, vein=False)
        frond(c, x, 43.5, 8, -65, GREEN, vein=False)
    sprig(c, 50, 50, rng, length=20, colour="#7FA05A")
    c.fill(path("M 12 56 L 88 56 L 87.4 60 L 12.6 60 Z"), "#D9B25F")
    c.solid(oval(50, 67, 5.6), "#B8371F", depth=1)


@motif("sky", "rose", "wheat", "mist")
def letter(c, rng, tone):
    ground(c, tone, y=79, rx=38)
    c.solid(moved(box(24, 22, 50, 46, 1), turn=-4, at=(50, 50)), WHITE, depth=1, dark=0.1)
    for i in range(5):
        c.line(moved(path(f"M 30 {29 + i * 5} H {rng.randrange(56, 69)}"), turn=-4, at=(50, 50)), INK, 0.7, 0.35)
    paper = rng.choice((KRAFT, tint(tone.deep, 0.4), CREAM))
    c.solid(box(16, 44, 68, 35, 2), paper, depth=3)
    c.fill(path("M 16 45 L 50 66 L 84 45 L 84 79 L 16 79 Z"), tint(paper, 0.12))
    c.line(path("M 16 78 L 42 61"), shade(paper, 0.2), 0.7)
    c.line(path("M 84 78 L 58 61"), shade(paper, 0.2), 0.7)
    c.line(path("M 16 45 L 50 66 L 84 45"), shade(paper, 0.24), 0.9)
    c.solid(oval(50, 65, 5.4), "#B8371F", depth=1.2, lit=0.2)
    sprig(c, 66, 80, rng, length=26, turn=-52, colour="#7FA05A")


@motif("rose", "peach", "leaf", "lilac", "sky")
def bouquet(c, rng, tone):
    ground(c, tone, y=82, rx=24)
    for turn in (-112, -90, -68, -100, -80):
        frond(c, 50, 58, 38, turn + rng.uniform(-6, 6), rng.choice((GREEN, "#7FA05A", "#55763F")), fat=0.18)
    colours = ("#D98C9A", "#E9B949", "#8F74AE", "#F4E6DC", "#D9684B")
    for x, y, r in (
        (34, 36, 8),
        (66, 36, 8),
        (50, 24, 8.4),
        (42, 44, 7),
        (58, 44, 7),
        (50, 36, 9),
        (40, 27, 6),
        (61, 27, 6),
    ):
        flower(c, x, y, r, rng.choice(colours), petals=rng.choice((5, 6, 8)), turn=rng.uniform(0, 60))
    paper = rng.choice((KRAFT, CREAM, tint(tone.deep, 0.4)))
    c.solid(path("M 24 46 C 36 54 64 54 76 46 L 58 82 L 42 82 Z"), paper, depth=3)
    c.fill(path("M 24 46 C 36 54 46 56 52 62 L 46 82 L 42 82 Z"), tint(paper, 0.16))
    c.line(path("M 41 66 Q 50 70 60 66"), tone.deep, 2)
    c.line(path("M 50 68 L 45 76"), tone.deep, 1.4)
    c.line(path("M 50 68 L 57 75"), tone.deep, 1.4)


@motif("sky", "mist", "jade", "rose")
def umbrella(c, rng, tone):
    ground(c, tone, y=85, rx=22, ry=3)
    oil = rng.choice(("#B8371F", "#D9A13A", "#3F7D6B", "#D98C9A", "#6E8FA6"))
    c.line(path("M 50 22 V 84"), WOOD, 2)
    c.line(path("M 50 84 Q 50 89 45 88"), WOOD, 2)
    canopy = path("M 8 54 C 12 28 32 16 50 16 C 68 16 88 28 92 54 Q 50 44 8 54 Z")
    c.solid(canopy, oil, depth=4, lit=0.2)
    with c.inside(canopy):
        for x in (22, 36, 50, 64, 78):
            c.line(path(f"M 50 16 Q {50 + (x - 50) * 0.9} 28 {x + (x - 50) * 0.3} 54"), shade(oil, 0.2), 0.6)
        for x, y, r in ((34, 36, 5), (42, 42, 3.6), (66, 34, 4.4)):
            flower(c, x, y, r, tint(oil, 0.6))
    for x in range(14, 90, 12):
        c.line(path(f"M {x} {50 - abs(50 - x) * 0.02} V 57"), WOOD, 0.4, 0.4)
    c.solid(oval(50, 16, 2.4), WOOD, depth=0.8)
    for x, y in ((10, 66), (22, 74), (78, 70), (90, 64), (84, 80), (16, 84), (30, 62), (70, 60)):
        c.line(path(f"M {x} {y} L {x - 1.4} {y + 5}"), "#8FB5C8", 0.8, 0.8)


@motif("dusk", "plum", "rose", "clay")
def lantern(c, rng, tone):
    c.fill(oval(50, 46, 40), "#FFD98A", 0.16)
    c.fill(oval(50, 46, 30), "#FFD98A", 0.2)
    paper = rng.choice(("#D9482F", "#E58A3A", "#C8402E"))
    c.line(path("M 50 4 V 20"), INK, 1)
    body = path("M 38 22 C 12 28 12 64 38 70 L 62 70 C 88 64 88 28 62 22 Z")
    c.solid(body, paper, depth=5, lit=0.25)
    with c.inside(body):
        for k in (-1.4, -0.8, 0.8, 1.4, 0):
            c.line(path(f"M {50 + k * 4} 22 Q {50 + k * 24} 46 {50 + k * 4} 70"), shade(paper, 0.2), 0.8)
        c.fill(oval(46, 46, 12, 17), "#FFD98A", 0.3)
    for y in (19.6, 68):
        c.solid(box(37, y, 26, 5, 1.6), "#C9A24B", depth=2)
    c.line(path("M 50 73 V 78"), "#C9A24B", 1.2)
    c.solid(box(46.6, 77, 6.8, 4, 1), "#C9A24B", depth=1)
    for x in (47.4, 49.2, 51, 52.8):
        c.line(path(f"M {x} 81 V 93"), paper, 0.9)


@motif("sand", "mist", "wheat", "jade")
def parcel(c, rng, tone):
    ground(c, tone, y=80, rx=38)
    card = rng.choice((KRAFT, "#D6B283", "#C39A66"))
    c.fill(path("M 16 42 L 58 50 L 58 82 L 16 72 Z"), card)
    c.fill(path("M 58 50 L 86 40 L 86 70 L 58 82 Z"), shade(card, 0.16))
    c.fill(path("M 16 42 L 44 33 L 86 40 L 58 50 Z"), tint(card, 0.22))
    c.fill(path("M 33 45.2 L 61 35.8 L 68 37 L 40 46.6 L 40 58 L 33 56.4 Z"), mix(CREAM, tone.accent, 0.25), 0.9)
    c.fill(path("M 22 58 L 30 59.8 L 30 70 L 22 68 Z"), WHITE)
    c.line(path("M 23.6 61.4 L 28.4 62.4"), INK, 0.6)
    c.line(path("M 23.6 64.4 L 28.4 65.4"), INK, 0.6)
    c.line(path("M 47 72 V 66"), INK, 0.9, 0.6)
    c.line(path("M 45 68 L 47 65.4 L 49 69"), INK, 0.9, 0.6)
    sprig(c, 72, 40, rng, length=20, turn=-70, colour="#7FA05A")
    shine(c, "M 20 46 L 30 48", 0.8, 0.3)
