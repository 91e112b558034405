"""Distances, and boxes that miss nobody."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.geo import EARTH_RADIUS, MICRO, Place, box_around, distance, parse_place

places = st.builds(Place, st.integers(-90 * MICRO, 90 * MICRO), st.integers(-180 * MICRO, 180 * MICRO))
near = st.floats(1, 200_000)


def inside(place: Place, box) -> bool:
    return box.south <= place.lat <= box.north and any(west <= place.lon <= east for west, east in box.spans)


def moved(place: Place, metres: float, bearing: float) -> Place:
    """Where one comes to from `place` after `metres` along a great circle."""
    lat, lon, arc = math.radians(place.lat / MICRO), math.radians(place.lon / MICRO), metres / EARTH_RADIUS
    there = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(bearing))
    east = math.atan2(
        math.sin(bearing) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(there)
    )
    turned = (math.degrees(lon + east) + 180) % 360 - 180
    return Place.from_degrees(max(-90.0, min(90.0, math.degrees(there))), turned)


def test_it_knows_a_distance():
    hangzhou, shanghai = Place.from_degrees(30.2741, 120.1551), Place.from_degrees(31.2304, 121.4737)
    assert distance(hangzhou, shanghai) == pytest.approx(164_400, rel=0.01)


@given(places, places)
def test_a_distance_is_the_same_both_ways_and_at_most_half_way_round(a, b):
    assert distance(a, b) == pytest.approx(distance(b, a))
    assert 0 <= distance(a, b) <= math.pi * EARTH_RADIUS + 1
    assert distance(a, a) == 0


@given(places, near, st.floats(0, 2 * math.pi))
def test_a_box_misses_nobody(place, metres, bearing):
    there = moved(place, metres * 0.999, bearing)
    if distance(place, there) <= metres:
        assert inside(there, box_around(place, metres))


@given(places, near)
def test_a_box_stays_on_the_earth(place, metres):
    box = box_around(place, metres)
    assert box.south >= -90 * MICRO - 1
    assert box.north <= 90 * MICRO + 1
    assert all(-180 * MICRO <= west <= east <= 180 * MICRO for west, east in box.spans)


@pytest.mark.parametrize(("lat", "lon"), [(0, 179.99), (0, -179.99), (65, 180)])
def test_a_box_goes_on_behind_the_date_line(lat, lon):
    place = Place.from_degrees(lat, lon)
    box = box_around(place, 10_000)
    assert len(box.spans) == 2
    assert inside(moved(place, 9_000, math.pi / 2), box)
    assert inside(moved(place, 9_000, -math.pi / 2), box)


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (0, 181), (math.nan, 0), (math.inf, 0)])
def test_what_is_not_on_the_earth_is_no_place(lat, lon):
    with pytest.raises(ValueError, match="latitude"):
        Place.from_degrees(lat, lon)
    assert parse_place(str(lat), str(lon)) is None


@pytest.mark.parametrize(("lat", "lon"), [("", ""), ("x", "1"), ("1", ""), ("1,5", "2"), ("1e999", "0")])
def test_words_that_are_no_place_are_none(lat, lon):
    assert parse_place(lat, lon) is None


def test_words_that_are_a_place_are_read():
    assert parse_place("30.25", " 120.15 ") == Place(30_250_000, 120_150_000)
