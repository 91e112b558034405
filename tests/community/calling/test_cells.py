"""Cells around a place: all that matter, and never so many that a statement cannot hold them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.calling.cells import cell_at, cells_around
from config.kit.geo import MICRO, Place, distance

PLACES = st.builds(
    Place, st.integers(-85 * MICRO, 85 * MICRO), st.one_of(st.integers(-180 * MICRO, 180 * MICRO), st.just(180 * MICRO))
)


@given(place=PLACES, metres=st.sampled_from([500, 3000, 50_000]), north=st.floats(-1, 1), east=st.floats(-1, 1))
def test_whoever_is_near_is_found(place, metres, north, east):
    reach = math.degrees(metres / 6_371_008.8) * MICRO
    lon = place.lon + round(east * reach / math.cos(math.radians(place.lat / MICRO)))
    there = Place(place.lat + round(north * reach), (lon + 180 * MICRO) % (360 * MICRO) - 180 * MICRO)
    if distance(place, there) <= metres:
        assert cell_at(there) in cells_around(place, metres)


@pytest.mark.parametrize("lat", [0, 60, 84, 89, 89.9, 90, -90])
@pytest.mark.parametrize("lon", [0, 120, 180, -180])
def test_there_are_never_too_many(lat, lon):
    place = Place.from_degrees(lat, lon)
    cells = cells_around(place, 50_000)
    assert len(cells) == len(set(cells)) <= 4500
    assert cell_at(place) in cells


def test_the_two_sides_of_the_date_line_are_one_place():
    west, east = Place.from_degrees(0, 180), Place.from_degrees(0, -180)
    assert cell_at(west) == cell_at(east)
    assert set(cells_around(west, 3000)) == set(cells_around(east, 3000))
