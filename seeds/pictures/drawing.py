"""From a motif's name and a seed to a picture."""

import random
from collections.abc import Callable

from PIL import Image

from seeds.pictures.canvas import Canvas, Probe
from seeds.pictures.colour import TONES, Tone, tint
from seeds.pictures.paths import box, oval

Draw = Callable[[Canvas, random.Random, Tone], None]
# The part of the square that a motif fills, in hundredths, and how much a small one is enlarged to do so.
FRAME_WIDTH, FRAME_HEIGHT, MIDDLE, LARGEST = 84.0, 69.0, 51.0, 1.25
_MOTIFS: dict[str, tuple[Draw, tuple[str, ...], bool]] = {}


def motif(*tones: str, scene: bool = False) -> Callable[[Draw], Draw]:
    """Register a drawing under its function's name, with the tones it may take. A scene fills the whole picture."""

    def register(function: Draw) -> Draw:
        _MOTIFS[function.__name__.replace("_", "-")] = (function, tones, scene)
        return function

    return register


def motifs() -> list[str]:
    """The names of all motifs, in alphabetical order."""
    return sorted(_MOTIFS)


def draw(motif: str, *, seed: int, size: tuple[int, int] = (1200, 1200)) -> Image.Image:
    """A picture of `motif` (`"cup"`, or `"cup:leaf"` in a given tone), the same for the same seed and size.

    Raises KeyError for a motif or a tone that there is not.
    """
    name, _, wanted = motif.partition(":")
    function, tones, scene = _MOTIFS[name]
    rng = random.Random(f"{name} {seed}")  # noqa: S311 - a picture, not a secret
    base = TONES[wanted or rng.choice(tones)]
    tone = base.turned(rng.uniform(-0.012, 0.012), rng.uniform(-0.008, 0.01))
    canvas = Canvas(size)
    canvas.wash(tone.light, tone.dark)
    if not scene:
        _backdrop(canvas, rng, tone)
        _place(canvas, rng, lambda probe, twin: function(probe, twin, tone))
    function(canvas, rng, tone)
    return canvas.image


def _place(canvas: Canvas, rng: random.Random, sketch: Callable[[Canvas, random.Random], None]) -> None:
    """Fit the motif into the frame: as large as its kind, and whole where a square picture is cut to 4:3."""
    size, shift, flip = rng.uniform(0.95, 1), rng.uniform(-1.5, 1.5), rng.random() < 0.35
    twin = random.Random()  # noqa: S311 - the same random numbers as the drawing will see
    twin.setstate(rng.getstate())
    probe = Probe((canvas.width, canvas.height))
    sketch(probe, twin)
    left, top, right, bottom = probe.reach or (0, 0, 100, 100)
    scale = size * min(FRAME_WIDTH / (right - left), FRAME_HEIGHT / (bottom - top), LARGEST)
    middle = ((left + right) / 2 - 50) * (-1 if flip else 1) * scale
    centre = 74 + ((top + bottom) / 2 - 74) * scale
    canvas.place(scale=scale, dx=shift - middle * 0.6, dy=MIDDLE - centre, flip=flip)


def _backdrop(c: Canvas, rng: random.Random, tone: Tone) -> None:
    """What stands behind: nothing, a pale disc, an arched niche or the edge of a table."""
    kind = rng.choice(("plain", "plain", "disc", "niche", "table", "table"))
    if kind == "disc":
        x, y, r = rng.uniform(44, 56), rng.uniform(40, 47), rng.uniform(30, 36)
        c.fill(oval(x, y, r), tint(tone.light, 0.45), 0.5)
    elif kind == "niche":
        x, w = rng.uniform(17, 21), rng.uniform(58, 64)
        c.fill(box(x, 9, w, 69, 40), tint(tone.light, 0.5), 0.45)
        c.fill(box(c.left, 78, c.right - c.left, c.bottom - 78), tone.deep, 0.07)
    elif kind == "table":
        y = rng.uniform(66, 71)
        c.fill(box(c.left, y, c.right - c.left, c.bottom - y), tone.deep, 0.1)
