"""Outlines: points from a short path language, ellipses, rounded boxes, and what turns on a wheel."""

import math
import re
from collections.abc import Iterable
from itertools import pairwise

Point = tuple[float, float]
Outline = list[Point]

_TOKEN = re.compile(r"[MLCQHVZ]|-?\d+(?:\.\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "H": 1, "V": 1}
_STEPS = 18


def _curve(points: Iterable[Point]) -> Outline:
    """A Bézier curve of any degree as points, without its first."""
    control = list(points)
    out = []
    for i in range(1, _STEPS + 1):
        t, row = i / _STEPS, control
        while len(row) > 1:
            row = [(a + (c - a) * t, b + (d - b) * t) for (a, b), (c, d) in pairwise(row)]
        out.append(row[0])
    return out


def path(text: str) -> Outline:
    """Points along `text`, written as in SVG with the absolute commands M L H V Q C Z, one outline a text."""
    tokens = _TOKEN.findall(text)
    points: Outline = []
    command, i = "M", 0
    while i < len(tokens):
        if tokens[i].isalpha():
            command, i = tokens[i], i + 1
            continue
        count = _ARGUMENTS[command]
        numbers = [float(token) for token in tokens[i : i + count]]
        i += count
        if command == "H":
            points.append((numbers[0], points[-1][1]))
        elif command == "V":
            points.append((points[-1][0], numbers[0]))
        else:
            steps = list(zip(numbers[::2], numbers[1::2], strict=True))
            points += steps if command in "ML" else _curve([points[-1], *steps])
    return points


def oval(x: float, y: float, rx: float, ry: float | None = None, *, start: float = 0, end: float = 360) -> Outline:
    """An ellipse round `(x, y)`, or its part from `start` to `end` degrees (clockwise from three o'clock)."""
    ry = rx if ry is None else ry
    steps = max(8, int(abs(end - start) / 4))
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


def box(x: float, y: float, w: float, h: float, r: float = 0) -> Outline:
    """A box from its upper left corner, its corners rounded by `r`."""
    r = min(r, w / 2, h / 2)
    if r <= 0:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    corners = ((x + w - r, y + r, 270), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180))
    return [point for cx, cy, a in corners for point in oval(cx, cy, r, start=a, end=a + 90)]


def mirrored(half: str | Outline, x: float = 50) -> Outline:
    """A left half, from top to bottom, and its mirror image across the upright line at `x`."""
    left = path(half) if isinstance(half, str) else half
    return left + [(2 * x - px, py) for px, py in reversed(left)]


def moved(outline: Outline, dx: float = 0, dy: float = 0, *, turn: float = 0, scale: float = 1, at: Point = (0, 0)):
    """`outline` scaled and turned (degrees, clockwise) about `at`, then shifted."""
    c, s = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
    ax, ay = at
    return [(ax + (x - ax) * c - (y - ay) * s + dx, ay + (x - ax) * s + (y - ay) * c + dy) for x, y in outline]


def leaf(x: float, y: float, length: float, turn: float, fat: float = 0.26) -> Outline:
    """A leaf whose stalk is at `(x, y)`, pointing right and turned by `turn` degrees."""
    w = length * fat
    body = _curve([(0, 0), (length * 0.3, -w * 1.5), (length * 0.75, -w * 1.1), (length, 0)])
    body += _curve([(length, 0), (length * 0.75, w * 1.1), (length * 0.3, w * 1.5), (0, 0)])
    return moved([(px + x, py + y) for px, py in body], turn=turn, at=(x, y))


def blob(x: float, y: float, r: float, rng, rough: float = 0.12, lobes: int = 7) -> Outline:
    """A roundish thing that no machine made: a pebble, a cloud, a crown of leaves."""
    phases = [(rng.uniform(0, 6.28), rng.uniform(0.4, 1) * rough / n, n) for n in range(2, lobes)]
    out = []
    for i in range(72):
        a = i * math.tau / 72
        k = 1 + sum(size * math.sin(a * n + phase) for phase, size, n in phases)
        out.append((x + r * k * math.cos(a), y + r * k * math.sin(a)))
    return out
