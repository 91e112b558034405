"""A map of sorts: where stores lie around the reader, on rings of distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from community.discovery.stores import StoreCard
from config.kit.geo import Place

# Pixels: the middle of the drawing, and its outermost ring.
MIDDLE = 160
OUTER = 136
RINGS = (100, 250, 500, 1000, 3000, 10_000)
# More dots than that cover one another.
DOTS = 20


@dataclass(frozen=True)
class Ring:
    metres: int
    radius: float

    @property
    def label_y(self) -> float:
        return MIDDLE - self.radius - 4


@dataclass(frozen=True)
class Dot:
    """A store's number in the list, where it lies, and its address."""

    number: int
    x: float
    y: float
    name: str
    url: str


@dataclass(frozen=True)
class Rings:
    rings: Sequence[Ring]
    dots: Sequence[Dot]
    size: int = 2 * MIDDLE
    middle: int = MIDDLE


def rings(around: Place, metres: int, cards: Sequence[StoreCard]) -> Rings:
    """The drawing for the stores of `cards` (with distances) within `metres`; north is up, near is spread out."""
    shown = [ring for ring in RINGS if ring <= metres][-3:]
    return Rings(
        [Ring(ring, round(_radius(ring, metres), 1)) for ring in shown],
        [_dot(number, around, metres, card) for number, card in enumerate(cards[:DOTS], 1)],
    )


def _radius(far: float, metres: float) -> float:
    """Pixels from the middle. The square root gives near and far the same room."""
    return OUTER * math.sqrt(min(far / metres, 1))


def _dot(number: int, around: Place, metres: int, card: StoreCard) -> Dot:
    place, store = card.store.place or around, card.store
    east = math.remainder(place.lon - around.lon, 360_000_000) * math.cos(math.radians(around.lat / 1_000_000))
    angle = math.atan2(place.lat - around.lat, east)
    radius = _radius(card.metres or 0, metres)
    x, y = MIDDLE + radius * math.cos(angle), MIDDLE - radius * math.sin(angle)
    return Dot(number, round(x, 1), round(y, 1), store.name, store.get_absolute_url())
