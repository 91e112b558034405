"""Streets, stalls and rooms of the old town; each fills the whole picture."""

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, GREEN, INK, KRAFT, STEEL, WHITE, WOOD, frond, sprig, steam
from seeds.pictures.paths import blob, box, leaf, moved, oval, path

_PLASTER = ("#F3ECE0", "#EDE1CF", "#E6E4DE", "#F1E3D3")
_SHUTTER = ("#6E3B2A", "#3F5F5A", "#7A5A3A", "#4E4A57", "#22564A")
_AWNING = ("#B8371F", "#22705C", "#D9A13A", "#3F5F7D", "#C0714F")


def _roof(c, x, y, w, tile="#4E545C"):
    """A tiled roof whose eaves, upturned, are `w` wide at `y`."""
    c.fill(
        path(
            f"M {x - 4} {y} Q {x + 2} {y - 2} {x + 6} {y - 9}"
            f" L {x + w - 6} {y - 9} Q {x + w - 2} {y - 2} {x + w + 4} {y} Z"
        ),
        tile,
    )
    for i in range(int(w / 3.4)):
        tx = x + 4 + i * 3.4
        c.line([(tx + 2, y - 8), (tx, y - 1)], shade(tile, 0.25), 0.5)
    c.line(path(f"M {x + 5} {y - 9.4} H {x + w - 5}"), shade(tile, 0.3), 1.4)
    c.line(path(f"M {x - 4} {y} H {x + w + 4}"), tint(tile, 0.15), 0.9)


def _house(c, rng, x, w, roof, foot=82):
    """A house with a shop below and a window above."""
    wall = rng.choice(_PLASTER)
    c.fill(box(x, roof, w, foot - roof), wall)
    c.fill(box(x + w - 3, roof, 3, foot - roof), shade(wall, 0.1))
    _roof(c, x, roof, w)
    shutter = rng.choice(_SHUTTER)
    for i in range(2):
        wx = x + w * (0.14 + 0.44 * i)
        c.fill(box(wx, roof + 6, w * 0.28, 9), "#FCE8B8" if rng.random() < 0.6 else "#8FA5B0")
        c.line(box(wx, roof + 6, w * 0.28, 9), shutter, 0.9)
        c.line([(wx + w * 0.14, roof + 6), (wx + w * 0.14, roof + 15)], shutter, 0.7)
    awning = rng.choice(_AWNING)
    top = roof + 20
    c.fill(box(x + 2, top + 4, w - 4, foot - top - 4), shade(shutter, 0.35))
    c.fill(box(x + w * 0.3, top + 6, w * 0.4, foot - top - 6), "#F9DFA5", 0.85)
    for i in range(6):
        sx = x + i * w / 6
        c.fill([(sx, top + 7), (sx + w / 6, top + 7), (sx + w / 6, top), (sx, top)], awning if i % 2 else CREAM)
        c.fill(oval(sx + w / 12, top + 7, w / 12, 1.7), awning if i % 2 else CREAM)
    for i in range(3):
        c.solid(box(x + w * (0.1 + 0.29 * i), foot - 6, w * 0.22, 6, 1), WOOD, depth=0.7)
        for k in range(3):
            c.fill(
                oval(x + w * (0.13 + 0.29 * i) + k * w * 0.075, foot - 6.6, w * 0.045),
                rng.choice(("#E2722B", "#D9564A", "#7FA05A", "#E5B93D")),
            )


def _person(c, rng, x, foot, s=1.0):
    coat = rng.choice(("#3F5F7D", "#97452E", "#6E3352", "#22705C", "#C98A16", "#5B5358"))
    c.line([(x - 1.2 * s, foot - 6 * s), (x - 1.4 * s, foot)], shade(coat, 0.4), 1.3 * s)
    c.line([(x + 1.2 * s, foot - 6 * s), (x + 1.6 * s, foot)], shade(coat, 0.4), 1.3 * s)
    c.fill(
        path(
            f"M {x - 3 * s} {foot - 5 * s}"
            f" C {x - 3 * s} {foot - 13 * s} {x + 3 * s} {foot - 13 * s} {x + 3 * s} {foot - 5 * s} Z"
        ),
        coat,
    )
    c.fill(oval(x, foot - 13.4 * s, 2 * s), "#E9C9A8")
    c.fill(oval(x, foot - 14.4 * s, 2 * s, 1.3 * s), INK)
    if rng.random() < 0.5:
        c.fill(box(x + 2.6 * s, foot - 7 * s, 3 * s, 3.6 * s, 0.6), rng.choice((KRAFT, CREAM)))


@motif("sky", "peach", "wheat", scene=True)
def street(c, rng, tone):
    x = c.left - 3
    while x < c.right:
        w = rng.uniform(25, 32)
        _house(c, rng, x, w, rng.uniform(30, 38))
        x += w + 1
    c.fill(box(c.left, 82, c.right - c.left, c.bottom - 82), "#BFB5A6")
    for i in range(4):
        c.line(path(f"M {c.left} {84.6 + i * 4.4} H {c.right}"), shade("#BFB5A6", 0.1), 0.5)
    for _ in range(4):
        _person(c, rng, rng.uniform(c.left + 6, c.right - 6), rng.uniform(86, 94), rng.uniform(1, 1.25))
    for x in (c.left + 10, c.right - 14):
        c.fill(blob(x, 24, 11, rng, 0.3), GREEN, 0.9)


@motif("peach", "sun", "rose", scene=True)
def market(c, rng, tone):
    c.fill(box(c.left, 70, c.right - c.left, c.bottom - 70), shade(mix(tone.light, tone.dark, 0.7), 0.12))
    x = c.left - 2
    while x < c.right:
        awning = rng.choice(_AWNING)
        w = rng.uniform(30, 36)
        for px in (x + 2, x + w - 2):
            c.line([(px, 34), (px, 80)], WOOD, 1.2)
        c.fill(box(x + 2, 40, w - 4, 30), shade(tone.dark, 0.16), 0.6)
        _person(c, rng, x + w * rng.uniform(0.35, 0.65), 72, 1.35)
        for i in range(6):
            sx = x + i * w / 6
            c.fill([(sx + 1, 24), (sx + w / 6 + 1, 24), (sx + w / 6, 36), (sx, 36)], awning if i % 2 else CREAM)
            c.fill(oval(sx + w / 12, 36, w / 12, 2.6), awning if i % 2 else CREAM)
        c.solid(box(x + 2, 64, w - 4, 18, 1), WOOD, depth=1.2)
        for k in range(3):
            fruit = rng.choice(("#E2722B", "#D9564A", "#7FA05A", "#E5B93D", "#8E2642", "#55763F"))
            for j in range(5):
                c.solid(oval(x + 6 + k * (w - 8) / 3 + j * 1.9, 64 - (j % 2) * 2, 2.4), fruit, depth=0.5)
            c.solid(box(x + 4 + k * (w - 8) / 3, 68, 5, 4, 0.4), CREAM, depth=0.3)
        x += w + 3
    for _ in range(3):
        _person(c, rng, rng.uniform(c.left + 8, c.right - 8), rng.uniform(90, 97), 1.6)


@motif("dusk", scene=True)
def night(c, rng, tone):
    c.fill(oval(rng.uniform(60, 84), 18, 6.4), "#FBEFC8")
    for _ in range(26):
        c.fill(oval(rng.uniform(c.left, c.right), rng.uniform(2, 34), rng.uniform(0.2, 0.5)), WHITE, 0.8)
    x = c.left - 4
    while x < c.right:
        w, roof = rng.uniform(22, 30), rng.uniform(40, 52)
        wall = mix("#3D4668", "#2A2F4A", rng.random())
        c.fill(box(x, roof, w, 84 - roof), wall)
        _roof(c, x, roof, w, "#252A40")
        for i in range(2):
            if rng.random() < 0.85:
                c.fill(
                    box(x + w * (0.16 + 0.42 * i), roof + 7, w * 0.26, 9), rng.choice(("#FFD98A", "#F9C46B", "#FFE7B0"))
                )
        c.fill(box(x + w * 0.24, 66, w * 0.52, 18), "#FFCF7A")
        c.fill(box(x + w * 0.24, 66, w * 0.52, 3.4), rng.choice(_AWNING))
        c.fill(oval(x + w * 0.1, 66, 6), "#FFD98A", 0.2)
        c.solid(oval(x + w * 0.1, 66, 2.7, 3.4), "#D9482F", depth=0.8)
        x += w
    c.fill(box(c.left, 84, c.right - c.left, c.bottom - 84), "#2C3150")
    for _ in range(12):
        x, y = rng.uniform(c.left, c.right), rng.uniform(87, 98)
        c.line([(x, y), (x + rng.uniform(2, 6), y)], "#FFCF7A", 0.5, 0.45)
    for _ in range(3):
        _person(c, rng, rng.uniform(c.left + 8, c.right - 8), rng.uniform(90, 96), 1.2)


@motif("mist", "leaf", "wheat", scene=True)
def window(c, rng, tone):
    wall = rng.choice(("#E9DFD0", "#DFE4DC", "#EBDAD0"))
    c.fill(box(c.left, c.top, c.right - c.left, c.bottom - c.top), wall)
    c.fill(box(16, 8, 68, 60, 1.5), "#7A5A3E")
    c.fill(box(19, 11, 62, 54), ("#CFE4EC", "#F4ECD8"))
    with c.inside(box(19, 11, 62, 54)):
        c.fill(oval(38, 68, 34, 26), "#9DB8A0")
        c.fill(oval(70, 70, 34, 22), "#7F9F84")
        c.fill(oval(rng.uniform(30, 70), 26, 5), "#FBE7B5")
        for _ in range(5):
            frond(
                c,
                rng.uniform(19, 81),
                9,
                rng.uniform(12, 20),
                rng.uniform(60, 120),
                rng.choice((GREEN, "#7FA05A")),
                fat=0.2,
            )
    c.line([(50, 11), (50, 65)], "#7A5A3E", 2)
    c.line([(19, 34), (81, 34)], "#7A5A3E", 2)
    c.fill(box(c.left, 68, c.right - c.left, 6), "#8A6848")
    c.fill(box(c.left, 74, c.right - c.left, c.bottom - 74), shade(wall, 0.1))
    c.fill(box(c.left, 68, c.right - c.left, 1.6), tint("#8A6848", 0.25))
    x = rng.uniform(28, 38)
    c.solid(
        path(f"M {x - 7} 56 L {x + 7} 56 L {x + 5} 69 L {x - 5} 69 Z"),
        rng.choice(("#C0714F", "#3F5F7D", "#E7DCC6")),
        depth=1.4,
    )
    for turn in (-130, -104, -78, -52):
        frond(c, x, 57, 17, turn, rng.choice((GREEN, "#55763F")))
    c.solid(path("M 60 60 L 62 67 Q 62.6 69 65 69 L 71 69 Q 73 69 73.6 67 L 75 60 Z"), CREAM, depth=1.4)
    c.line(path("M 75 62 Q 80 63 74 66"), CREAM, 1.3)
    c.fill(oval(67.5, 60, 7.5, 1.7), rng.choice(("#A9A943", "#B8682C", "#5A3524")))
    steam(c, 67.5, 56, gap=5, height=9)


def _dish(c, rng, x, y, r, wood):
    """A dish of `r` seen from above: tea when small, else whatever was cooked."""
    c.fill(oval(x + 1.2, y + 1.6, r), shade(wood, 0.35), 0.4)
    glaze = rng.choice((CREAM, WHITE, "#8FB5A8", "#3F5F7D", "#D9C3A5"))
    c.fill(oval(x, y, r), glaze)
    c.fill(oval(x, y, r * 0.82), shade(glaze, 0.08))
    food = rng.choice(("tea", "buns", "greens", "noodles", "fruit"))
    if food == "tea" or r < 10:
        c.fill(oval(x, y, r * 0.72), rng.choice(("#A9A943", "#B8682C", "#8A3B22")))
        c.line(oval(x, y, r * 0.56, start=200, end=260), WHITE, 0.6, 0.6)
    elif food == "greens":
        for i in range(9):
            c.fill(leaf(x, y, r * 0.7, i * 40 + rng.uniform(-15, 15), 0.3), rng.choice((GREEN, "#7FA05A", "#55763F")))
    elif food == "noodles":
        for i in range(5):
            c.line(
                oval(
                    x + rng.uniform(-1, 1),
                    y,
                    r * (0.2 + 0.12 * i),
                    start=rng.uniform(0, 90),
                    end=rng.uniform(250, 360),
                ),
                "#E8C77E",
                1.4,
            )
        c.fill(oval(x + r * 0.2, y - r * 0.2, r * 0.24), "#EFA632")
    else:
        colour = rng.choice(("#E2722B", "#D9564A", "#8E2642")) if food == "fruit" else "#E3B877"
        for dx, dy in ((-0.3, -0.25), (0.3, -0.25), (-0.3, 0.3), (0.3, 0.3), (0, 0)):
            c.solid(oval(x + dx * r, y + dy * r, r * 0.27), colour, depth=0.9, lit=0.25)


@motif("wheat", "peach", "sand", "jade", scene=True)
def table(c, rng, tone):
    """A table seen from above, with what friends brought."""
    wood = rng.choice(("#C99F6E", "#B98A5A", "#D8B98C"))
    c.fill(box(c.left, c.top, c.right - c.left, c.bottom - c.top), wood)
    for i in range(6):
        c.line([(c.left, 8 + i * 18), (c.right, 8 + i * 18)], shade(wood, 0.14), 0.6)
    c.fill(box(c.left, 34, c.right - c.left, 32), tint(tone.light, 0.3), 0.9)
    for y in (36.4, 63.6):
        c.line([(c.left, y), (c.right, y)], tone.deep, 0.8, 0.8)
    small = ((50, 14, 9), (50, 88, 9), (c.left + 6, 50, 9), (c.right - 6, 50, 9))
    for x, y, r in ((50, 50, 18), (20, 28, 12), (80, 28, 12.5), (22, 76, 13), (78, 76, 12), *small):
        _dish(c, rng, x, y, r, wood)


def _pot_on_shelf(c, rng, x, y, w, h):
    glaze = rng.choice(("#8FB5A8", "#3F5F7D", "#C0714F", CREAM, "#7D9C93", "#D9A13A", "#6E3352"))
    kind = rng.random()
    if kind < 0.4:
        c.solid(
            path(
                f"M {x} {y - h} C {x - 1} {y - h * 0.4} {x + 1} {y} {x + w * 0.3} {y}"
                f" L {x + w * 0.7} {y} C {x + w - 1} {y} {x + w + 1} {y - h * 0.4} {x + w} {y - h} Z"
            ),
            glaze,
            depth=1.2,
        )
    elif kind < 0.75:
        c.solid(
            path(
                f"M {x + w * 0.36} {y - h} L {x + w * 0.64} {y - h}"
                f" C {x + w * 0.6} {y - h * 0.7} {x + w} {y - h * 0.6} {x + w} {y - h * 0.3}"
                f" L {x + w * 0.8} {y} L {x + w * 0.2} {y} L {x} {y - h * 0.3}"
                f" C {x} {y - h * 0.6} {x + w * 0.4} {y - h * 0.7} {x + w * 0.36} {y - h} Z"
            ),
            glaze,
            depth=1.2,
        )
    else:
        c.solid(box(x, y - h * 0.7, w, h * 0.7, 1.4), glaze, depth=1.2)


@motif("sand", "mist", "clay", scene=True)
def workshop(c, rng, tone):
    wall = rng.choice(("#E6DAC8", "#D9DED8", "#E3D3C5"))
    c.fill(box(c.left, c.top, c.right - c.left, c.bottom - c.top), wall)
    for y in (26, 50):
        c.fill(box(c.left, y, c.right - c.left, 3), WOOD)
        c.fill(box(c.left, y + 3, c.right - c.left, 1.6), shade(wall, 0.2), 0.7)
        x = c.left + 4
        while x < c.right - 8:
            h, w = rng.uniform(8, 16), rng.uniform(7, 11)
            _pot_on_shelf(c, rng, x, y, w, h)
            x += w + rng.uniform(3, 6)
    c.fill(box(c.left, 78, c.right - c.left, c.bottom - 78), "#9A7350")
    c.fill(box(c.left, 78, c.right - c.left, 2.2), tint("#9A7350", 0.25))
    c.solid(oval(50, 78, 22, 4), STEEL, depth=1.2)
    c.solid(path("M 36 62 C 37 72 43 77 46 77 L 54 77 C 57 77 63 72 64 62 Z"), "#B98A6A", depth=2.4, lit=0.2)
    c.fill(oval(50, 62, 14, 3), shade("#B98A6A", 0.25))
    for i in range(3):
        c.line(path(f"M 39 {67 + i * 3} Q 50 {70 + i * 3} 61 {67 + i * 3}"), shade("#B98A6A", 0.14), 0.5)
    c.line(moved(path("M 78 60 V 78"), turn=12, at=(78, 78)), WOOD, 1.4)
    c.line(moved(path("M 82 62 V 78"), turn=-4, at=(82, 78)), "#7A4A2C", 1.4)
    c.solid(path("M 73 70 L 88 70 L 86 80 L 75 80 Z"), tone.deep, depth=1.4)
    sprig(c, 16, 70, rng, length=17, colour="#7FA05A")
    c.solid(path("M 12 69 L 20 69 C 24 72 23 79 20 80 L 12 80 C 9 79 8 72 12 69 Z"), "#3F5F7D", depth=1.4)


@motif("wheat", "clay", "peach", scene=True)
def oven(c, rng, tone):
    brick = rng.choice(("#B5654A", "#A8593F", "#9E6A50"))
    c.fill(box(c.left, c.top, c.right - c.left, c.bottom - c.top), brick)
    for row in range(15):
        y = row * 7
        x = c.left - 8 + (row % 2) * 7
        while x < c.right:
            c.fill(box(x, y, 12.6, 5.8, 0.6), mix(brick, rng.choice(("#D98F6B", "#8A4632")), rng.uniform(0.05, 0.3)))
            x += 14
    arch = path("M 16 74 L 16 46 C 16 12 84 12 84 46 L 84 74 Z")
    c.fill(moved(arch, scale=1.12, at=(50, 74)), shade(brick, 0.35))
    c.fill(arch, "#3A2018")
    with c.inside(arch):
        c.fill(oval(50, 74, 40, 34), "#F2A33A", 0.5)
        c.fill(oval(50, 74, 28, 20), "#FFD98A", 0.55)
        for x in (30, 50, 70):
            c.solid(oval(x, 68, 11, 6.4), rng.choice(("#B9772F", "#C4883F")), depth=2, lit=0.2)
            for k in (-4, 0, 4):
                c.line([(x + k - 1, 64), (x + k + 2, 70)], "#EFD09A", 0.9)
    c.fill(box(c.left, 74, c.right - c.left, 7), "#CFC4B4")
    c.fill(box(c.left, 81, c.right - c.left, c.bottom - 81), shade(brick, 0.3))
    c.fill(box(c.left, 74, c.right - c.left, 1.6), WHITE, 0.4)
    c.line(moved(path("M 92 20 V 78"), turn=6, at=(92, 78)), WOOD, 2)
    c.solid(moved(box(86, 66, 12, 14, 3), turn=6, at=(92, 78)), WOOD, depth=1.4)
