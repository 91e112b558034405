"""What stands on a tea table."""

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, DARK_GREEN, GREEN, PALE_GREEN, WHITE, WOOD, frond, ground, shine, steam
from seeds.pictures.paths import box, leaf, mirrored, moved, oval, path

_GREENS, _REDS = ("#8E9C43", "#A9A943", "#7F9A4A", "#B7B052"), ("#B8682C", "#8A3B22", "#D2A13A", "#C27B35")


def _tea(rng, tone):
    """Green tea where the picture is green, red where it is warm."""
    if tone.name in ("leaf", "jade", "moss"):
        return rng.choice(_GREENS)
    return rng.choice(_REDS if tone.name in ("wheat", "clay", "peach", "rose") else _GREENS + _REDS)


@motif("leaf", "sand", "mist", "jade", "wheat")
def cup(c, rng, tone):
    ground(c, tone, y=77)
    body = rng.choice((CREAM, CREAM, tint(tone.deep, 0.62), tone.deep))
    c.line(path("M 69 44 C 83 42 84 62 66 64"), shade(body, 0.1), 5)
    c.line(path("M 69 44 C 81 42 82 60 66 62.5"), body, 3.6)
    c.solid(mirrored("M 27 41 C 27 62 36 76 46 76.5 L 50 76.5"), body, depth=4, dark=0.12)
    c.fill(oval(50, 41, 23, 5.2), tint(body, 0.35))
    c.fill(oval(50, 41.6, 21, 4.1), _tea(rng, tone))
    c.line(path("M 33 43.6 Q 40 45.6 48 45.5"), WHITE, 0.7, 0.5)
    steam(c, 50, 33)


@motif("mist", "jade", "sand", "leaf")
def gaiwan(c, rng, tone):
    ground(c, tone, y=80, rx=34)
    glaze = rng.choice((CREAM, tint(tone.deep, 0.45), mix(tone.deep, CREAM, 0.25)))
    c.solid(oval(50, 75, 29, 5.4), shade(glaze, 0.06), depth=1.2)
    c.fill(oval(50, 74, 21, 3.2), shade(glaze, 0.14))
    c.solid(mirrored("M 26 46 C 27 63 36 74 44 75 L 50 75"), glaze, depth=4)
    c.fill(oval(50, 46, 24, 4.6), shade(glaze, 0.3))
    lid = moved(mirrored("M 47 28.5 L 47 32 C 38 33.5 31 38 29 44.5 Q 50 49 50 48.5"), 1.5, -1.4, turn=-5, at=(50, 40))
    c.solid(lid, tint(glaze, 0.12), depth=3.4)
    c.solid(moved(oval(50, 27.6, 5.4, 2.2), 1.5, -1.4, turn=-5, at=(50, 40)), glaze, depth=1)
    band = path("M 28.4 56 Q 50 63 71.6 56")
    c.line(band, mix(tone.deep, "#24435C", 0.4), 1.1, 0.7)
    frond(c, 45, 66, 10, -38, mix(tone.deep, glaze, 0.15), vein=False)
    frond(c, 46, 66.5, 8, -8, mix(tone.deep, glaze, 0.3), vein=False)
    shine(c, "M 32 52 Q 33 60 37 66")


@motif("clay", "sand", "leaf", "moss")
def teapot(c, rng, tone):
    ground(c, tone, y=77, rx=36)
    clay = rng.choice(("#8E4B33", "#6B3B2B", "#A5653B", "#5F5A45"))
    c.line(path("M 72 46 C 92 42 90 66 69 67"), clay, 4.6)
    c.line(path("M 74 47 C 88 45 86 62 71 64"), tint(clay, 0.16), 1, 0.7)
    c.solid(path("M 31 52 C 22 51 20 43 12 38 L 15 35.5 C 24 39 26 45 34 46 Z"), clay, depth=1.6)
    c.solid(mirrored("M 41 40 C 24 44 22 66 35 76 L 50 76"), clay, depth=5, lit=0.12)
    c.solid(mirrored("M 38 40.5 C 39 36 45 34.5 50 34.5"), tint(clay, 0.06), depth=2)
    c.line(path("M 37 41 Q 50 44 63 41"), shade(clay, 0.3), 0.9)
    c.solid(oval(50, 31.8, 3.6, 3.2), tint(clay, 0.08), depth=1.4)
    shine(c, "M 33 51 Q 30.5 58 34 66", alpha=0.28)


@motif("jade", "leaf", "wheat", "rose", "mist", "plum")
def caddy(c, rng, tone):
    ground(c, tone, y=80, rx=26)
    tin = rng.choice((tone.deep, mix(tone.deep, "#20332E", 0.35), tone.accent))
    w = rng.uniform(18, 21)
    c.solid(box(50 - w, 36, 2 * w, 44, 2.4), tin, depth=7, dark=0.2)
    label = box(50 - w * 0.58, 47, w * 1.16, 23, 1.2)
    c.fill(label, CREAM)
    c.line(path(f"M {50 - w * 0.42} 66.6 H {50 + w * 0.42}"), tin, 0.6, 0.7)
    frond(c, 50, 63.5, 12, -118, mix(GREEN, tin, 0.3), vein=True)
    frond(c, 50, 63.5, 13, -66, mix(GREEN, tin, 0.15), vein=True)
    c.solid(box(50 - w - 1, 22, 2 * w + 2, 15, 2.4), shade(tin, 0.12), depth=7, dark=0.2)
    c.line(path(f"M {50 - w - 1} 37.4 H {50 + w + 1}"), shade(tin, 0.45), 0.9, 0.6)
    shine(c, f"M {54 - w} 26 V 33", 1.8, 0.25)
    shine(c, f"M {54 - w} 42 V 74", 1.8, 0.2)


@motif("leaf", "sand", "moss", "wheat")
def tea_leaves(c, rng, tone):
    ground(c, tone, y=72, rx=38, ry=7)
    c.solid(oval(50, 69, 37, 9.5), WOOD, depth=2.4)
    c.fill(oval(50, 67.4, 33.5, 7.4), shade(WOOD, 0.18))
    kinds = ((GREEN, "#7FA05A", "#587A41"), ("#4B5A39", "#65704A", "#3B4630"), ("#6A4A33", "#80593B", "#503626"))
    colours = rng.choice(kinds)
    for i in range(150):
        t = i / 150
        spread = 30 * (1 - t) ** 0.75 + 2
        x = 50 + rng.uniform(-spread, spread)
        top = 67 - 26 * t
        y = top + rng.uniform(-1.5, 2.5)
        c.fill(leaf(x, y, rng.uniform(6, 10), rng.choice((0, 180)) + rng.uniform(-35, 35), 0.15), rng.choice(colours))
    frond(c, 51, 42, 17, -70, PALE_GREEN)
    frond(c, 50.5, 43, 14, -118, GREEN)
    frond(c, 51, 42.5, 8, -92, tint(PALE_GREEN, 0.3), vein=False)


@motif("wheat", "leaf", "peach", "sky")
def pitcher(c, rng, tone):
    ground(c, tone, y=79, rx=28)
    tea = _tea(rng, tone)
    c.line(path("M 66 42 C 84 40 82 68 66 69"), WHITE, 3.4, 0.75)
    glass = path(
        "M 31 32 C 32 34 34 35 35 37 C 30 48 30 68 35 77 Q 50 80 65 77 C 70 68 70 48 65 36 L 66 33 Q 48 36 31 32 Z"
    )
    c.fill(glass, WHITE, 0.5)
    with c.inside(moved(glass, scale=0.94, at=(50, 58))):
        c.fill(box(20, 52, 60, 30), (tint(tea, 0.25), tea), 0.88)
        c.fill(oval(50, 52, 19.5, 3.2), tint(tea, 0.45))
    c.line(path("M 31 32 Q 48 36 66 33"), WHITE, 1.2, 0.9)
    shine(c, "M 36 44 Q 33 56 37 70", 2, 0.55)
    c.solid(mirrored("M 76 70 Q 77 79 81 79 L 84 79", 84), CREAM, depth=1.6)
    c.fill(oval(84, 70, 8, 1.9), tea)


@motif("sand", "jade", "clay", "leaf")
def tasting(c, rng, tone):
    ground(c, tone, y=79, rx=42, ry=4)
    c.solid(box(9, 66, 82, 10, 2), WOOD, depth=1.4)
    c.fill(box(9, 66, 82, 3.2, 1.6), tint(WOOD, 0.2))
    for x in (14, 82):
        c.fill(box(x, 76, 4, 3), shade(WOOD, 0.35))
    teas = rng.sample(_GREENS[:2] + _REDS, 3)
    glazes = rng.sample((CREAM, tint(tone.deep, 0.5), tone.deep, tone.accent, "#E7DCC6"), 3)
    for x, tea, glaze in zip((26, 50, 74), teas, glazes, strict=True):
        c.solid(mirrored(f"M {x - 10.5} 47 C {x - 10} 60 {x - 6} 67 {x - 4.5} 67.4 L {x} 67.4", x), glaze, depth=2.4)
        c.fill(oval(x, 47, 10.5, 2.9), tint(glaze, 0.35))
        c.fill(oval(x, 47.3, 9.2, 2.2), tea)
        steam(c, x, 41, n=1, height=11)


@motif("clay", "sand", "moss", "wheat")
def tea_cake(c, rng, tone):
    ground(c, tone, y=78, rx=34, ry=4)
    paper = rng.choice((CREAM, "#EADCC0", "#DFC9A4"))
    c.solid(oval(44, 50, 27.5), paper, depth=4)
    for a in range(0, 360, 24):
        c.line(moved(path("M 57 50 L 69 50"), turn=a + rng.uniform(-4, 4), at=(44, 50)), shade(paper, 0.12), 0.5, 0.6)
    c.solid(oval(44, 50, 13.5), rng.choice((tone.deep, "#9E3B2A", "#35604F")), depth=1.6)
    c.fill(oval(44, 50, 10), paper, 0.92)
    frond(c, 44, 56, 11, -112, DARK_GREEN)
    frond(c, 44, 56, 11, -62, GREEN)
    chunk = path("M 68 78 L 64 68 L 71 60 L 84 61 L 92 70 L 88 79 Q 78 81 68 78 Z")
    c.solid(chunk, "#5A3B29", depth=3, lit=0.12)
    with c.inside(chunk):
        for _ in range(46):
            x, y = rng.uniform(62, 92), rng.uniform(60, 80)
            c.fill(leaf(x, y, 5.5, rng.uniform(0, 360), 0.18), rng.choice(("#7A5236", "#4A2F20", "#93683F")))
