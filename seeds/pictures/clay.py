"""What comes out of a kiln."""

from seeds.pictures.colour import mix, shade, tint
from seeds.pictures.drawing import motif
from seeds.pictures.parts import CREAM, INK, frond, grain, ground, shine, sprig
from seeds.pictures.paths import mirrored, oval, path


def _glaze(rng, tone):
    return rng.choice((tone.deep, mix(tone.deep, CREAM, 0.3), "#8FB5A8", "#3F5F7D", "#B9A58A", "#7D9C93", "#C9BFA9"))


@motif("mist", "jade", "sand", "sky")
def bowl(c, rng, tone):
    ground(c, tone, y=78, rx=28)
    glaze = _glaze(rng, tone)
    c.solid(mirrored("M 41 73 L 42 78 L 50 78"), shade(glaze, 0.2), depth=2)
    c.solid(mirrored("M 18 45 C 20 64 34 75 44 75.5 L 50 75.5"), glaze, depth=5)
    c.fill(oval(50, 45, 32, 6.6), shade(glaze, 0.28))
    with c.inside(oval(50, 45, 30.4, 5.4)):
        c.fill(oval(50, 49, 30, 5.6), shade(glaze, 0.1))
    c.line(path("M 24 53 Q 50 64 76 53"), tint(glaze, 0.55), 1.3, 0.75)
    if rng.random() < 0.6:
        grain(c, rng, 50, 63, 18, 6, 34, shade(glaze, 0.3), 0.5)
    shine(c, "M 25 59 Q 29 67 36 71", alpha=0.3)


@motif("sand", "jade", "rose", "mist", "clay")
def vase(c, rng, tone):
    ground(c, tone, y=82, rx=22)
    glaze = _glaze(rng, tone)
    shape = rng.choice(
        (
            "M 45 34 C 45 42 31 48 31 62 C 31 74 38 82 43 82 L 50 82",
            "M 43 34 L 45 38 C 44 48 36 52 36 66 C 36 76 40 82 44 82 L 50 82",
            "M 41 36 C 46 40 45 45 40 50 C 33 57 33 74 41 82 L 50 82",
        )
    )
    for x, turn, size in ((48, -104, 21), (51, -80, 25), (54, -58, 18)):
        sprig(c, x, 37, rng, length=size, turn=turn + rng.uniform(-5, 5), colour=rng.choice(("#6B8F4E", "#7A8C4A")))
    c.solid(mirrored(shape), glaze, depth=4.6, lit=0.14)
    c.fill(oval(50, 35, 6.4 if shape[2:4] != "41" else 8.6, 1.7), shade(glaze, 0.4))
    c.line(path("M 37 60 Q 50 64 63 60"), tint(glaze, 0.5), 1, 0.55)


@motif("mist", "sky", "sand", "jade")
def plate(c, rng, tone):
    ground(c, tone, y=80, rx=30, ry=3.6)
    glaze = _glaze(rng, tone)
    c.solid(oval(50, 47, 31.5), glaze, depth=3.4, lit=0.2)
    c.fill(oval(50, 47, 24.5), shade(glaze, 0.14))
    c.fill(oval(50.7, 47.9, 24), tint(glaze, 0.1))
    c.line(oval(50, 47, 28.2), tint(glaze, 0.6), 0.8, 0.8)
    if rng.random() < 0.5:
        for turn in (-150, -120, -90, -60, -30):
            frond(c, 50, 58, 20, turn, mix(glaze, "#1F3A4D", 0.55), vein=True)
    else:
        fish = path("M 36 47 C 42 37 56 38 62 47 C 56 56 42 57 36 47 Z")
        c.fill(fish, mix(glaze, "#1F3A4D", 0.6))
        c.fill(path("M 61 47 L 69 40 Q 67 47 69 54 Z"), mix(glaze, "#1F3A4D", 0.6))
        c.fill(oval(42, 45, 1.2), tint(glaze, 0.6))
    c.solid(path("M 42 72 L 58 72 L 62 81 L 38 81 Z"), "#A27B52", depth=2)


@motif("clay", "sand", "mist", "moss", "peach")
def mug(c, rng, tone):
    ground(c, tone, y=80, rx=27)
    glaze = _glaze(rng, tone)
    raw = rng.choice(("#C99B72", "#B77F57", "#D8BE9A"))
    c.line(path("M 66 46 C 85 43 85 69 66 70"), glaze, 5)
    body = mirrored("M 31 36 L 33 74 Q 34 80 40 80 L 50 80")
    c.solid(body, raw, depth=5)
    with c.inside(body):
        drip = "M 20 30 H 80 V 66 C 74 70 70 64 65 67 C 60 71 56 65 51 67 C 45 70 41 64 36 68 C 31 70 28 66 20 66 Z"
        c.fill(path(drip), glaze)
        c.fill(path("M 64 30 H 72 V 69 H 62 Z"), shade(glaze, 0.16))
    grain(c, rng, 48, 55, 13, 12, 30, shade(glaze, 0.3), 0.45)
    c.fill(oval(50, 36, 19, 4), tint(glaze, 0.3))
    c.fill(oval(50, 36.5, 16.8, 3), INK, 0.72)
    shine(c, "M 36 44 L 37 60", 1.8, 0.35)


@motif("clay", "sand", "wheat", "mist")
def crock(c, rng, tone):
    ground(c, tone, y=81, rx=27)
    glaze = rng.choice(("#6E4A34", "#8A5A3A", "#4E5A55", tone.deep))
    c.solid(mirrored("M 38 38 C 24 42 25 70 34 80 L 50 81"), glaze, depth=5, lit=0.12)
    c.fill(path("M 27 55 Q 50 61 73 55 L 73 60 Q 50 66 27 60 Z"), tint(glaze, 0.3), 0.5)
    c.solid(mirrored("M 35 34 L 36 40 Q 50 43 50 43"), shade(glaze, 0.1), depth=2)
    c.solid(mirrored("M 33 34 C 35 27 45 26 50 26"), tint(glaze, 0.1), depth=2.4)
    c.fill(oval(50, 34, 17, 2), shade(glaze, 0.25))
    c.solid(oval(50, 25, 4, 2.8), shade(glaze, 0.05), depth=1.2)
    c.solid(path("M 50 49 L 59 58 L 50 67 L 41 58 Z"), "#B8371F", depth=0.8)
    c.line(path("M 50 52.5 L 55.5 58 L 50 63.5 L 44.5 58 L 50 52.5"), "#E9B949", 0.6, 0.9)
    frond(c, 50, 61, 6.5, -90, CREAM, vein=False)


@motif("sky", "rose", "jade", "sand")
def kiln_cat(c, rng, tone):
    ground(c, tone, y=80, rx=24)
    fur = rng.choice((CREAM, "#E3B98A", "#8C929A", "#C98A5A"))
    c.line(path("M 64 76 C 80 76 80 60 72 56"), fur, 4.6)
    c.solid(mirrored("M 44 42 C 34 52 32 68 35 80 L 50 80"), fur, depth=4)
    c.solid(mirrored("M 50 28 C 47 27 44 27.5 42.5 28 L 36.5 20.5 L 35.2 36 C 34 46 42 50.5 50 50.5"), fur, depth=3.4)
    c.fill(path("M 38 25 L 37.6 33 L 42 30 Z"), "#E9A79A", 0.8)
    c.fill(path("M 62 25 L 62.4 33 L 58 30 Z"), "#D9968A", 0.8)
    for x in (44.5, 55.5):
        c.line(path(f"M {x - 2.2} 38 Q {x} 36 {x + 2.2} 38"), INK, 1)
    c.fill(path("M 48.8 41 H 51.2 L 50 42.6 Z"), "#C7685E")
    c.fill(path("M 39 50 Q 50 56 61 50 L 60 54 Q 50 59 40 54 Z"), tone.deep)
    c.solid(oval(50, 58, 2.4), "#E3B24A", depth=0.8)
    c.line(path("M 45 68 V 79"), shade(fur, 0.2), 0.7)
    c.line(path("M 55 68 V 79"), shade(fur, 0.2), 0.7)
