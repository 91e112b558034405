"""Rough areas: a place is forgotten but for the cell in which it lies, before anything is kept."""

from __future__ import annotations

from community.discovery.nearby import coordinates
from community.hail.models import CELL
from config.kit.geo import Place
from config.kit.lines import one_line


def area_name(text: str) -> str:
    """How a hailer calls the rough area. Coordinates are no name: they would tell the place itself. Raises Invalid at
    "place_name"."""
    name = one_line(text, field="place_name", most=60, required=False)
    return "" if coordinates(name) else name


def cell_of(place: Place) -> tuple[int, int]:
    """Latitude and longitude in hundredths of a degree: the nearest corner, at most some 800 metres away."""
    return round(place.lat / CELL), round(place.lon / CELL)
