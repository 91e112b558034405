"""The lake and the hills around it; each fills the whole picture."""

import math

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import GREEN, INK, PALE_GREEN, WHITE, frond, steam
from seeds.pictures.paths import box, leaf, mirrored, oval, path

_HOURS = {
    "dawn": ("#F7DCCB", "#FBEBD9", "#8FA3B0", "#F2B28E"),
    "noon": ("#CFE4EC", "#EAF3F1", "#6F9A8E", "#FFF3CF"),
    "evening": ("#E8B39C", "#F7DDB9", "#7D6E8C", "#F08A5B"),
    "mist": ("#D9E0E2", "#EEF0EC", "#8FA5A4", "#F6EBDD"),
}


def _ridge(c, rng, y, height, colour, *, waves=2.4):
    """A line of hills across the picture, its foot at `y`."""
    phase, extra = rng.uniform(0, 6), rng.uniform(0, 6)
    span = c.right - c.left
    points = [(c.left - 1, y)]
    for i in range(61):
        t = i / 60
        h = 0.55 + 0.3 * math.sin(t * math.tau * waves / 2 + phase) + 0.15 * math.sin(t * math.tau * waves + extra)
        points.append((c.left + t * span, y - height * max(0.08, h)))
    c.fill([*points, (c.right + 1, y)], colour)


def _water(c, y, top, low):
    c.fill(box(c.left, y, c.right - c.left, c.bottom - y), (top, low))


def _ripples(c, rng, y, n, colour=WHITE):
    for _ in range(n):
        ry = rng.uniform(y + 2, c.bottom)
        rx, w = rng.uniform(c.left, c.right), rng.uniform(4, 16) * (0.5 + (ry - y) / 40)
        c.line([(rx, ry), (rx + w, ry)], colour, 0.5, 0.45)


def _sky(c, rng):
    hour = rng.choice(list(_HOURS))
    high, low, hill, sun = _HOURS[hour]
    c.fill(box(c.left, c.top, c.right - c.left, c.bottom - c.top), (high, low))
    return high, low, hill, sun


def _willow(c, rng, x, colour=GREEN):
    c.line(path(f"M {x} 100 C {x + 3} 70 {x - 4} 50 {x + 2} 8"), "#5B4A3A", 4)
    for i in range(17):
        sx, sy = x + 2 + (i - 8) * 2.4, 6 + abs(i - 8) * 1.1
        end = sy + rng.uniform(30, 56)
        sway = rng.uniform(-3, 5)
        c.line(path(f"M {x + 2} 8 Q {sx} {sy} {sx + (i - 8) * 1.3} {sy + 12}"), "#6B5A45", 0.8)
        strand = path(
            f"M {sx + (i - 8) * 1.3} {sy + 10}"
            f" Q {sx + (i - 8) * 1.8} {(sy + end) / 2} {sx + (i - 8) * 1.7 + sway} {end}"
        )
        c.line(strand, shade(colour, 0.1), 0.4)
        for k in range(0, len(strand), 2):
            c.fill(leaf(*strand[k], 3.6, 70 + rng.uniform(-40, 40), 0.24), rng.choice((colour, PALE_GREEN, "#7FA05A")))


@motif("sky", "mist", "peach", scene=True)
def lake(c, rng, tone):
    high, low, hill, sun = _sky(c, rng)
    c.fill(oval(rng.uniform(30, 74), rng.uniform(20, 32), 8), sun)
    for k, h in enumerate((30, 20, 11)):
        _ridge(c, rng, 57, h, mix(low, hill, 0.4 + 0.28 * k), waves=2 + k)
    x = rng.uniform(58, 78)
    tower = shade(hill, 0.45)
    for i in range(5):
        w, y = 5.6 - i * 0.6, 44 - i * 4.4
        c.fill(
            path(
                f"M {x - w - 1.6} {y} Q {x} {y - 2.6} {x + w + 1.6} {y}"
                f" L {x + w - 1} {y - 1.8} L {x - w + 1} {y - 1.8} Z"
            ),
            tower,
        )
        c.fill(box(x - w + 1.6, y, 2 * w - 3.2, 4), mix(tower, low, 0.25))
    c.line(path(f"M {x} 26 V 18"), tower, 0.7)
    _water(c, 57, mix(low, hill, 0.25), mix(high, hill, 0.35))
    c.line(path(f"M {c.left} 57 H {c.right}"), shade(hill, 0.2), 0.6, 0.6)
    _ripples(c, rng, 58, 26)
    bx, by = rng.uniform(22, 44), rng.uniform(74, 80)
    boat = path(
        f"M {bx - 15} {by} Q {bx} {by + 8} {bx + 15} {by} L {bx + 12} {by + 4} Q {bx} {by + 8} {bx - 12} {by + 4} Z"
    )
    c.fill(oval(bx, by + 5.4, 17, 1.8), shade(hill, 0.3), 0.4)
    c.fill(boat, "#6B4A33")
    c.fill(path(f"M {bx - 7} {by + 2} C {bx - 6} {by - 8} {bx + 6} {by - 8} {bx + 7} {by + 2} Z"), "#A67D45")
    c.line(path(f"M {bx + 9} {by - 9} L {bx + 17} {by + 8}"), "#6B4A33", 0.8)
    c.fill(oval(bx + 9, by - 4.6, 1.7), INK)
    c.fill(path(f"M {bx + 6.6} {by + 2} Q {bx + 9} {by - 7} {bx + 11.4} {by + 2} Z"), "#3F5F7D")
    if rng.random() < 0.6:
        _willow(c, rng, c.right - rng.uniform(4, 10))


@motif("leaf", "sky", "wheat", scene=True)
def tea_hills(c, rng, tone):
    _, low, hill, sun = _sky(c, rng)
    c.fill(oval(rng.uniform(20, 80), 22, 7.4), sun)
    _ridge(c, rng, 50, 26, mix(low, hill, 0.5))
    _ridge(c, rng, 52, 14, mix(low, hill, 0.8), waves=3)
    c.fill(box(c.left, 50, c.right - c.left, c.bottom - 50), "#5F8246")
    for i in range(9):
        y = 52 + i * i * 0.42 + i * 2.4
        thick = 2 + i * 0.75
        green = mix("#7FA05A", "#4A6B39", i / 10)
        bend = rng.uniform(3, 7)
        row = path(f"M {c.left - 4} {y + 4} C 20 {y - bend} 50 {y + bend} {c.right + 4} {y - 3}")
        c.line(row, shade(green, 0.24), thick)
        c.line([(x, py - thick * 0.3) for x, py in row], green, thick * 0.9)
        for _ in range(22):
            x, py = rng.choice(row)
            x += rng.uniform(-4, 4)
            c.fill(oval(x, py - thick * 0.55, thick * rng.uniform(0.5, 0.9), thick * 0.36), tint(green, 0.12))
    for x, y, s in ((rng.uniform(24, 40), 66, 0.9), (rng.uniform(58, 74), 75, 1.15)):
        coat = rng.choice(("#3F5F7D", "#97452E", "#6E3352"))
        c.fill(path(f"M {x - 4 * s} {y + 9 * s} Q {x} {y - 6 * s} {x + 4 * s} {y + 9 * s} Z"), coat)
        c.fill(oval(x, y - 1.6 * s, 1.9 * s), "#E9C9A8")
        c.fill(path(f"M {x - 5 * s} {y - 2 * s} L {x} {y - 6.4 * s} L {x + 5 * s} {y - 2 * s} Z"), "#E0C48C")
        c.fill(oval(x + 4.6 * s, y + 6 * s, 2.8 * s, 2.2 * s), "#B98A4E")


@motif("mist", "rose", "sky", scene=True)
def bridge(c, rng, tone):
    high, low, hill, _ = _sky(c, rng)
    _ridge(c, rng, 54, 22, mix(low, hill, 0.5))
    _water(c, 54, mix(low, hill, 0.3), mix(high, hill, 0.45))
    stone = mix("#B9B2A6", hill, 0.15)
    c.fill(
        path(
            "M -20 62 C 18 58 30 40 50 40 C 70 40 82 58 120 62 L 120 70"
            " C 86 70 76 56 66 56 L 66 70 L 34 70 L 34 56 C 24 56 14 70 -20 70 Z"
        ),
        stone,
    )
    hole = oval(50, 70, 16, 17, start=180, end=360)
    c.fill(hole, mix(low, hill, 0.42))
    c.line(path("M 34 70 C 34 48 66 48 66 70"), shade(stone, 0.2), 1)
    c.line(path("M -20 60 C 18 56 30 38 50 38 C 70 38 82 56 120 60"), tint(stone, 0.3), 1.3)
    for x in range(-12, 114, 8):
        y = 38 + min(22, abs(x - 50) ** 1.7 / 40)
        c.line([(x, y), (x, y - 4)], tint(stone, 0.2), 1)
    c.fill(oval(50, 71, 16, 14, start=0, end=180), mix(stone, hill, 0.55), 0.5)
    _ripples(c, rng, 66, 24)
    for _ in range(9):
        x, y = rng.uniform(c.left, c.right), rng.uniform(82, 99)
        c.fill(oval(x, y, rng.uniform(5, 9), rng.uniform(1.6, 2.6)), rng.choice(("#6B8F4E", "#7FA05A", "#55763F")))
    for _ in range(3):
        x, y = rng.uniform(8, 92), rng.uniform(80, 92)
        for turn in (-130, -110, -90, -70, -50):
            c.fill(leaf(x, y, 7, turn, 0.34), rng.choice(("#E9A3AE", "#F0BDC4", "#F6D9DC")))
    if rng.random() < 0.5:
        _willow(c, rng, c.left + 6)
    else:
        umbrella = rng.choice(("#B8371F", "#D9A13A"))
        c.fill(path("M 45 27 Q 52 20 59 27 Z"), umbrella)
        c.line([(52, 23), (52, 33)], INK, 0.4)
        c.fill(path("M 49.6 38 Q 52 27 54.4 38 Z"), "#3F5F7D")


@motif("leaf", "peach", "sun", scene=True)
def picnic(c, rng, tone):
    high, low, hill, _ = _sky(c, rng)
    _ridge(c, rng, 40, 20, mix(low, hill, 0.5))
    _water(c, 40, mix(low, hill, 0.25), mix(high, hill, 0.35))
    _ripples(c, rng, 41, 10)
    c.fill(path(f"M {c.left} 50 Q 50 44 {c.right} 52 L {c.right} {c.bottom} L {c.left} {c.bottom} Z"), "#8FAE68")
    cloth = rng.choice(("#E9DCC6", "#D98C7A", "#8FB0BF"))
    c.fill(path("M 14 66 L 78 60 L 94 84 L 16 92 Z"), cloth)
    for i in range(1, 5):
        c.line([(14 + i * 12.8, 66 - i * 1.2), (16 + i * 15.6, 92 - i * 1.6)], tint(cloth, 0.4), 1.6)
        c.line([(14 + i * 0.4, 66 + i * 5.4), (78 + i * 3.2, 60 + i * 4.8)], tint(cloth, 0.4), 1.6)
    c.fill(oval(39, 75, 11, 1.8), shade(cloth, 0.35), 0.6)
    c.line(path("M 30 63 L 25 59"), "#8E4B33", 1.8)
    c.line(path("M 47 62 C 54 60 53 70 47 70"), "#8E4B33", 1.6)
    c.solid(mirrored("M 32 58 C 26 60 25 70 29 74 L 38 74.6", 38), "#8E4B33", depth=2)
    c.fill(oval(38, 58, 6, 1.6), shade("#8E4B33", 0.2))
    c.fill(oval(38, 56.4, 1.6, 1.4), "#8E4B33")
    for x, y in ((55, 72), (66, 69), (60, 80)):
        c.solid(mirrored(f"M {x - 4.4} {y} Q {x - 4} {y + 6} {x - 1.6} {y + 6.4} L {x} {y + 6.4}", x), WHITE, depth=1)
        c.fill(oval(x, y, 4.4, 1.3), "#A9A943")
    c.solid(path("M 72 72 L 90 70 L 88 82 L 75 84 Z"), "#C9A063", depth=2)
    for x, y in ((76, 71), (81, 69), (86, 70)):
        c.solid(oval(x, y, 3.2), rng.choice(("#E2722B", "#D9564A", "#E5B93D")), depth=0.8)
    steam(c, 38, 52, n=1, height=9)
    _willow(c, rng, c.left + 4)


@motif("wheat", "rose", "peach", scene=True)
def osmanthus(c, rng, tone):
    c.fill(oval(64, 34, 24), tint(tone.light, 0.5), 0.7)
    bough = path(f"M {c.left} 82 C 16 70 34 60 50 46 C 60 38 76 30 {c.right} 22")
    c.line(bough, "#6B5535", 2.6)
    for k in range(3, len(bough) - 1, 3):
        x, y = bough[k]
        for turn in (-120, -62, 40, 110):
            frond(
                c,
                x,
                y,
                rng.uniform(15, 21),
                turn + rng.uniform(-14, 14),
                rng.choice((GREEN, "#55763F", "#4A6B39")),
                fat=0.2,
            )
    for k in range(2, len(bough) - 1, 2):
        x, y = bough[k]
        for _ in range(11):
            px, py = x + rng.gauss(0, 4), y + rng.gauss(0, 3.4)
            c.fill(oval(px, py, rng.uniform(0.9, 1.5)), rng.choice(("#F0B63C", "#F6CF6B", "#E8A02A")))
    for _ in range(26):
        c.fill(oval(rng.uniform(c.left, c.right), rng.uniform(58, 97), rng.uniform(0.7, 1.2)), "#F0B63C", 0.85)


@motif("sky", "mist", scene=True)
def ferry(c, rng, tone):
    high, low, hill, sun = _sky(c, rng)
    c.fill(oval(30, 26, 8), sun)
    for k, h in enumerate((24, 14)):
        _ridge(c, rng, 56, h, mix(low, hill, 0.4 + 0.3 * k))
    _water(c, 56, mix(low, hill, 0.28), mix(high, hill, 0.45))
    _ripples(c, rng, 58, 22)
    c.fill(oval(52, 78, 36, 3), shade(hill, 0.35), 0.45)
    c.solid(path("M 14 66 L 92 66 C 90 74 86 78 80 78 L 26 78 C 20 78 16 74 14 66 Z"), "#7A4A2C", depth=2)
    c.fill(box(24, 48, 56, 18), "#E9D9B8")
    for x in range(28, 78, 10):
        c.fill(box(x, 52, 7, 9, 1), mix(hill, WHITE, 0.5))
        c.fill(box(x - 1.6, 48, 1.4, 18), "#97452E")
    c.fill(path("M 16 48 Q 22 44 26 38 Q 52 34 78 38 Q 82 44 90 48 Z"), shade(hill, 0.4))
    c.line(path("M 16 48 H 90"), "#C9A24B", 1)
    for x in (22, 84):
        c.fill(oval(x, 53, 2.2, 2.8), "#C8402E")
