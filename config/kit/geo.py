"""Places: latitude and longitude as integers of micro-degrees, distances in metres."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Mean radius of the Earth, IUGG.
EARTH_RADIUS = 6_371_008.8
MICRO = 1_000_000


@dataclass(frozen=True)
class Place:
    """A point on the Earth in micro-degrees (WGS 84)."""

    lat: int
    lon: int

    @classmethod
    def from_degrees(cls, lat: float, lon: float) -> Place:
        """Raises ValueError for what is not on the Earth."""
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError("latitude is within ±90 and longitude within ±180")
        return cls(round(lat * MICRO), round(lon * MICRO))


def parse_place(lat: str, lon: str) -> Place | None:
    """The place of two texts of degrees, as a page's hidden fields hold them; None if they are no place."""
    try:
        return Place.from_degrees(float(lat), float(lon))
    except ValueError:
        return None


def distance(a: Place, b: Place) -> float:
    """Metres along the great circle (haversine)."""
    lat_a, lat_b = math.radians(a.lat / MICRO), math.radians(b.lat / MICRO)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians((b.lon - a.lon) / MICRO) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(h)))


@dataclass(frozen=True)
class Box:
    """South, north, and one or two west–east spans (two where the box crosses the 180th meridian)."""

    south: int
    north: int
    spans: tuple[tuple[int, int], ...]


def box_around(place: Place, metres: float) -> Box:
    """The smallest box of latitude and longitude that holds every point within `metres`."""
    reach = math.degrees(metres / EARTH_RADIUS) * MICRO
    south, north = place.lat - reach, place.lat + reach
    whole = ((-180 * MICRO, 180 * MICRO),)
    if south <= -90 * MICRO or north >= 90 * MICRO:
        return Box(max(math.floor(south), -90 * MICRO), min(math.ceil(north), 90 * MICRO), whole)
    # The meridians of a circle are furthest apart a little poleward of its centre.
    ratio = math.sin(metres / EARTH_RADIUS) / math.cos(math.radians(place.lat / MICRO))
    if ratio >= 1:
        return Box(math.floor(south), math.ceil(north), whole)
    wide = math.degrees(math.asin(ratio)) * MICRO
    west, east = math.floor(place.lon - wide), math.ceil(place.lon + wide)
    full = 360 * MICRO
    spans: tuple[tuple[int, int], ...]
    if west < -180 * MICRO:
        spans = ((west + full, 180 * MICRO), (-180 * MICRO, east))
    elif east > 180 * MICRO:
        spans = ((west, 180 * MICRO), (-180 * MICRO, east - full))
    else:
        spans = ((west, east),)
    return Box(math.floor(south), math.ceil(north), spans)
