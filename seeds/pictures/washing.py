"""Soap, candles and what stands on the edge of a basin."""

from seeds.pictures.colour import shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, INK, KRAFT, WHITE, WOOD, flower, frond, grain, ground, shine, sprig
from seeds.pictures.paths import box, mirrored, moved, oval, path

_SOAPS = ("#8F74AE", "#7FA06A", "#E0C89A", "#D99A84", "#6E8FA6", "#C98A3E", "#5B5A58", "#C97B8C")


def _bubbles(c, rng, spots):
    for x, y in spots:
        r = rng.uniform(2, 4.6)
        c.fill(oval(x, y, r), WHITE, 0.55)
        c.fill(oval(x - r * 0.3, y - r * 0.3, r * 0.28), WHITE, 0.9)


@motif("lilac", "leaf", "peach", "mist", "wheat", "rose")
def soap(c, rng, tone):
    ground(c, tone, y=78, rx=38)
    bar = rng.choice(_SOAPS)
    c.solid(box(14, 68, 72, 9, 3), WOOD, depth=1.4)
    c.fill(box(14, 68, 72, 3, 1.5), tint(WOOD, 0.22))
    c.solid(box(18, 37, 64, 32, 8), bar, depth=4, lit=0.24)
    c.fill(box(25, 43.5, 50, 19, 5), tint(bar, 0.22))
    kind = rng.random()
    if kind < 0.4:
        frond(c, 41, 57, 13, -40, shade(bar, 0.1), vein=False)
        frond(c, 42, 57.5, 12, -5, shade(bar, 0.2), vein=False)
    elif kind < 0.75:
        flower(c, 50, 53, 6.5, tint(bar, 0.5), heart=shade(bar, 0.2))
    else:
        with c.inside(box(25, 43.5, 50, 19, 5)):
            grain(c, rng, 50, 53, 24, 9, 46, shade(bar, 0.35), 0.7)
    _bubbles(c, rng, ((72, 28), (80, 21), (64, 21), (84, 31)))


@motif("sand", "mist", "lilac", "leaf")
def soap_stack(c, rng, tone):
    ground(c, tone, y=80, rx=32)
    y = 64
    for bar in rng.sample(_SOAPS, 3):
        dx = rng.uniform(-3, 3)
        c.solid(box(25 + dx, y, 50, 15.4, 3), bar, depth=3, lit=0.2)
        with c.inside(box(25 + dx, y, 50, 15.4, 3)):
            wave = rng.uniform(4, 9)
            c.line(
                path(f"M 20 {y + wave} C 34 {y + 2} 42 {y + 14} 56 {y + wave} C 64 {y + 3} 72 {y + 12} 84 {y + wave}"),
                tint(bar, 0.3),
                2,
            )
        y -= 15
    c.line(path(f"M 50 {y + 15} V 79"), KRAFT, 1.6)
    sprig(c, 48, y + 15, rng, length=17, turn=-62, colour=rng.choice((GREEN, "#8F74AE")))


@motif("mist", "jade", "sand", "rose", "sky")
def pump(c, rng, tone):
    ground(c, tone, y=81, rx=24)
    glass = rng.choice((tone.deep, "#8A5A2E", "#6E8FA6", CREAM))
    c.line(path("M 50 34 V 20 H 36 L 34 23"), INK, 2.6)
    c.solid(box(43, 28, 14, 7, 1.6), INK, depth=2, dark=0.3)
    c.solid(mirrored("M 44 35 C 36 37 33 40 33 46 L 33 76 Q 33 81 38 81 L 50 81"), glass, depth=4.4, lit=0.16)
    c.solid(box(33.4, 51, 33, 19), CREAM if glass != CREAM else KRAFT, depth=3, dark=0.1)
    flower(c, 50, 59, 5, tone.accent)
    c.line(path("M 44 66.6 H 56"), shade(CREAM, 0.4), 0.7)
    shine(c, "M 37.4 46 V 49", 1.6, 0.5)
    _bubbles(c, rng, ((76, 70), (81, 62), (72, 58)))


@motif("rose", "sand", "plum", "lilac", "wheat")
def candle(c, rng, tone):
    ground(c, tone, y=80, rx=28)
    c.fill(oval(50, 30, 20), "#FFE9AE", 0.35)
    c.fill(oval(50, 30, 12), "#FFE9AE", 0.4)
    wax = rng.choice((CREAM, "#F2D9C4", "#DDE3CB", "#E6D5E6"))
    c.fill(box(30, 42, 40, 38, 4), WHITE, 0.5)
    c.solid(box(32, 50, 36, 28, 3), wax, depth=4)
    c.fill(oval(50, 50, 18, 3), tint(wax, 0.5))
    c.line(path("M 50 50 V 40"), INK, 1)
    c.fill(path("M 50 24 C 56 33 55 40 50 41 C 45 40 44 33 50 24 Z"), "#F2A33A")
    c.fill(path("M 50 31 C 53 35 52.6 39.6 50 40 C 47.4 39.6 47 35 50 31 Z"), "#FFE7A0")
    c.solid(box(32, 58, 36, 14), rng.choice((tone.deep, KRAFT)), depth=4, dark=0.12)
    flower(c, 50, 65, 4.4, CREAM, heart=tone.accent, petals=6)
    shine(c, "M 33.6 46 V 76", 1.2, 0.6)


@motif("sand", "mist", "jade", "sky")
def brush(c, rng, tone):
    ground(c, tone, y=79, rx=38)
    wood = rng.choice((WOOD, "#A8763F", "#C99B62"))
    c.solid(oval(35, 69, 25, 8), rng.choice(_SOAPS[:6]), depth=2.6, lit=0.25)
    for i in range(26):
        x = 30 + i * 1.9
        c.line(path(f"M {x} 56 L {x + rng.uniform(-1, 1)} 66"), rng.choice(("#E9D6AE", "#D6BC88")), 1.1)
    c.solid(
        path("M 24 52 C 24 42 42 41 54 42 C 72 43 84 46 84 52 C 84 57 72 58 54 58 C 38 58 24 58 24 52 Z"),
        wood,
        depth=3,
        lit=0.2,
    )
    c.line(path("M 34 49 Q 54 46 74 50"), tint(wood, 0.3), 0.8)
    _bubbles(c, rng, ((20, 56), (27, 47), (16, 46), (80, 68), (86, 61)))


@motif("mist", "sky", "rose", "jade")
def towels(c, rng, tone):
    ground(c, tone, y=80, rx=36)
    y = 66.0
    for cloth in rng.sample((tone.deep, tone.accent, CREAM, tint(tone.deep, 0.45), "#D9C3A5"), 3):
        c.solid(box(18, y, 64, 14, 6.5), cloth, depth=2.6, lit=0.18)
        c.line(path(f"M 26 {y + 7} H 82"), shade(cloth, 0.16), 0.9)
        c.line(path(f"M 70 {y + 2} V {y + 12}"), tint(cloth, 0.4), 1.2, 0.8)
        y -= 14.4
    c.solid(moved(box(36, y + 4, 26, 10, 4), turn=-4, at=(50, 40)), rng.choice(_SOAPS), depth=2, lit=0.25)
    _bubbles(c, rng, ((66, 28), (72, 20), (60, 20)))
