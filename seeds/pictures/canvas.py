"""A drawing surface measured in hundredths of the shorter side, with smooth edges.

Each shape is rasterised three times as large inside its own box and averaged down, so that a picture costs what its
shapes cover and not nine times its area.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageDraw

from seeds.pictures.colour import Colour, rgb, shade, tint
from seeds.pictures.paths import Outline, moved

_OVER = 3
Fill = str | Colour | tuple[str | Colour, str | Colour]
Box = tuple[int, int, int, int]
Reach = tuple[float, float, float, float]


class Canvas:
    """Shapes go on in the order they are called; `(0, 0)` to `(100, 100)` is the largest centred square."""

    def __init__(self, size: tuple[int, int]):
        self.width, self.height = size
        self.unit = min(size) / 100
        self._ox = (self.width - 100 * self.unit) / 2
        self._oy = (self.height - 100 * self.unit) / 2
        self.left, self.right = -self._ox / self.unit, 100 + self._ox / self.unit
        self.top, self.bottom = -self._oy / self.unit, 100 + self._oy / self.unit
        self.image = Image.new("RGB", size)
        self._clip: tuple[Box, Image.Image] | None = None
        self._place = (1.0, 0.0, 0.0, False)

    def wash(self, light: Colour, dark: Colour) -> None:
        """The ground: light at the upper left, darker at the lower right."""
        corners = Image.new("RGB", (2, 2))
        middle = tuple((a + b) // 2 for a, b in zip(light, dark, strict=True))
        corners.putdata([light, middle, middle, dark])
        self.image.paste(_stretched(corners, self.image.size))

    def place(self, *, scale: float = 1, dx: float = 0, dy: float = 0, flip: bool = False) -> None:
        """How all that follows is scaled about the foot of the motif (50, 74), shifted and mirrored."""
        self._place = (scale, dx, dy, flip)

    def fill(self, outline: Outline, fill: Fill, alpha: float = 1, *, across: bool = False) -> None:
        """Fill an outline with a colour, or from one colour down (or `across`) to a second."""
        made = self._mask([outline])
        if made:
            self._paint(*made, fill, alpha, across)

    def line(self, points: Outline, colour: Fill, width: float, alpha: float = 1) -> None:
        """A stroke with round ends and joints."""
        made = self._mask([points], width=width)
        if made:
            self._paint(*made, colour, alpha, False)

    def solid(self, outline: Outline, fill: Fill, *, depth: float = 3.2, dark: float = 0.15, lit: float = 0.0) -> None:
        """A body lit from the upper left: a crescent of shade, `depth` wide, on its far side; `lit` on the near one."""
        made = self._mask([outline])
        if not made:
            return
        box, mask = made
        self._paint(box, mask, fill, 1, False)
        base = _ends(fill)[0]
        sign = -1 if self._place[3] else 1
        k = depth * self.unit * self._place[0]
        if dark:
            edge = ImageChops.subtract(mask, _shifted(mask, round(-sign * k), round(-k * 0.45)))
            self._paint(box, edge, shade(base, dark), 1, False)
        if lit:
            edge = ImageChops.subtract(mask, _shifted(mask, round(sign * k * 0.55), round(k * 0.3)))
            self._paint(box, edge, tint(base, lit), 1, False)

    @contextmanager
    def inside(self, outline: Outline) -> Iterator[None]:
        """Whatever is drawn within stays inside `outline`."""
        before, made = self._clip, self._mask([outline])
        self._clip = made or ((0, 0, 0, 0), Image.new("L", (1, 1)))
        try:
            yield
        finally:
            self._clip = before

    def _points(self, outline: Sequence[tuple[float, float]]) -> Outline:
        scale, dx, dy, flip = self._place
        if flip:
            outline = [(100 - x, y) for x, y in outline]
        outline = moved(list(outline), dx, dy, scale=scale, at=(50, 74)) if (scale, dx, dy) != (1, 0, 0) else outline
        return [(x * self.unit + self._ox, y * self.unit + self._oy) for x, y in outline]

    def _mask(self, outlines: list[Outline], width: float = 0) -> tuple[Box, Image.Image] | None:
        """The covered part of the picture as a box and its coverage, 0 to 255; None if nothing is on the picture."""
        shapes = [self._points(outline) for outline in outlines]
        half = width * self.unit * self._place[0] / 2
        xs = [x for points in shapes for x, _ in points]
        ys = [y for points in shapes for _, y in points]
        left, top = max(0, int(min(xs) - half) - 1), max(0, int(min(ys) - half) - 1)
        right, bottom = min(self.width, int(max(xs) + half) + 2), min(self.height, int(max(ys) + half) + 2)
        if right <= left or bottom <= top:
            return None
        mask = Image.new("L", ((right - left) * _OVER, (bottom - top) * _OVER))
        pen = ImageDraw.Draw(mask)
        for points in shapes:
            large = [((x - left) * _OVER, (y - top) * _OVER) for x, y in points]
            if width:
                r = half * _OVER
                pen.line(large, fill=255, width=max(1, round(r * 2)), joint="curve")
                for x, y in (large[0], large[-1]):
                    pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
            else:
                pen.polygon(large, fill=255)
        return self._clipped((left, top, right, bottom), mask.reduce(_OVER))

    def _clipped(self, box: Box, mask: Image.Image) -> tuple[Box, Image.Image] | None:
        if self._clip is None:
            return box, mask
        (cl, ct, cr, cb), cover = self._clip
        left, top, right, bottom = max(box[0], cl), max(box[1], ct), min(box[2], cr), min(box[3], cb)
        if right <= left or bottom <= top:
            return None
        mask = mask.crop((left - box[0], top - box[1], right - box[0], bottom - box[1]))
        cover = cover.crop((left - cl, top - ct, right - cl, bottom - ct))
        return (left, top, right, bottom), ImageChops.multiply(mask, cover)

    def _paint(self, box: Box, mask: Image.Image, fill: Fill, alpha: float, across: bool) -> None:
        if alpha < 1:
            mask = mask.point([round(i * alpha) for i in range(256)])
        start, end = _ends(fill)
        if start != end:
            ramp = Image.new("RGB", (2, 1) if across else (1, 2))
            ramp.putdata([start, end])
            self.image.paste(_stretched(ramp, (box[2] - box[0], box[3] - box[1])), box, mask)
        else:
            self.image.paste(start, box, mask)


class Probe(Canvas):
    """Draws nothing and finds how far a drawing reaches: `left`, `top`, `right`, `bottom` of `reach`."""

    def __init__(self, size: tuple[int, int]):
        super().__init__(size)
        self.reach: Reach | None = None

    def _mask(self, outlines: list[Outline], width: float = 0) -> None:
        points = [point for outline in outlines for point in outline]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        found = (min(xs) - width / 2, min(ys) - width / 2, max(xs) + width / 2, max(ys) + width / 2)
        if self.reach is None:
            self.reach = found
        else:
            near, far = zip(self.reach[:2], found[:2], strict=True), zip(self.reach[2:], found[2:], strict=True)
            left, top = (min(pair) for pair in near)
            right, bottom = (max(pair) for pair in far)
            self.reach = (left, top, right, bottom)


def _ends(fill: Fill) -> tuple[Colour, Colour]:
    """The colours between which a fill runs; twice the same for a plain one."""
    if isinstance(fill, tuple) and len(fill) == 2:
        return rgb(fill[0]), rgb(fill[1])
    plain = rgb(fill)  # type: ignore[arg-type]
    return plain, plain


def _stretched(small: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`small` as an even ramp: its outer pixels lie on the edges, not half a pixel inside them."""
    w, h = small.size
    inner = (0.5 if w > 1 else 0, 0.5 if h > 1 else 0, w - 0.5 if w > 1 else 1, h - 0.5 if h > 1 else 1)
    return small.resize(size, Image.Resampling.BILINEAR, box=inner)


def _shifted(mask: Image.Image, dx: int, dy: int) -> Image.Image:
    moved_mask = Image.new("L", mask.size)
    moved_mask.paste(mask, (dx, dy))
    return moved_mask
