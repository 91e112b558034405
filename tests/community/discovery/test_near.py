"""Stores within a distance of where the reader says to be: exact, nearest first, and the place is kept nowhere."""

import math

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.discovery.nearby import UnknownPlace, find_place, near_cards, stores_near
from community.discovery.rings import MIDDLE, OUTER, rings
from community.people.models import Block
from config.kit.geo import MICRO, Place, distance
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()
LAKE = Place.from_degrees(30.25, 120.15)


def at(north: float, east: float = 0.0) -> dict[str, int]:
    """Coordinates so many metres north and east of the lake."""
    lat = LAKE.lat + north / 111_195 * MICRO
    lon = LAKE.lon + east / (111_195 * math.cos(math.radians(30.25))) * MICRO
    return {"lat": round(lat), "lon": round(lon)}


def test_it_works(client):
    far, near = StoreFactory(name="远的店", **at(900)), StoreFactory(name="近的店", **at(100))
    StoreFactory(name="太远的店", **at(1100))
    ProductFactory(store=near, name="明前龙井")
    assert client.post("/near/", {"at": "30.25, 120.15", "within": "1000"}).status_code == 303
    page = client.get("/near/").content.decode()
    assert page.index("近的店") < page.index("远的店", page.index("近的店"))
    assert "太远的店" not in page
    assert "明前龙井" in page
    assert [pk for pk, _metres in stores_near(GUEST, LAKE, 1000)] == [near.pk, far.pk]


def test_distances_are_of_the_great_circle():
    store = StoreFactory(**at(300, 400))
    ((pk, metres),) = stores_near(GUEST, LAKE, 1000)
    assert pk == store.pk
    assert metres == pytest.approx(500, abs=1)
    assert metres == distance(LAKE, store.place)


def test_the_edge_is_in():
    store = StoreFactory(**at(700))
    exactly = distance(LAKE, store.place)
    assert stores_near(GUEST, LAKE, exactly)
    assert not stores_near(GUEST, LAKE, exactly - 0.01)


def test_the_corner_of_the_box_is_out():
    StoreFactory(**at(900, 900))
    assert not stores_near(GUEST, LAKE, 1000)


@pytest.mark.parametrize("change", [{"state": "paused"}, {"state": "closed"}, {"lat": None, "lon": None}])
def test_where_nobody_sells_now(change):
    StoreFactory(**at(10))
    Store.objects.update(**change)
    assert not stores_near(GUEST, LAKE, 1000)


def test_suspended_and_blocked_owners():
    reader = PersonFactory()
    StoreFactory(owner=PersonFactory(is_active=False), **at(10))
    blocked = StoreFactory(**at(10))
    Block.objects.create(person=reader, blocked=blocked.owner)
    assert not stores_near(reader, LAKE, 1000)
    assert len(stores_near(GUEST, LAKE, 1000)) == 1


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    here=st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    others=st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=8),
    metres=st.sampled_from([500, 10_000, 1_000_000, 15_000_000]),
)
def test_anywhere_on_earth(here, others, metres):
    """Poles and the date line included, the box never loses what the distance would keep."""
    Store.objects.all().delete()
    place = Place.from_degrees(*here)
    for lat, lon in others:
        point = Place.from_degrees(lat, lon)
        StoreFactory(lat=point.lat, lon=point.lon)
    expected = {store.pk for store in Store.objects.all() if distance(place, store.place) <= metres}
    assert {pk for pk, _metres in stores_near(GUEST, place, metres)} == expected


@pytest.mark.parametrize("text", ["30.25, 120.15", "30.25，120.15", "３０.25 120.15", "30.25;120.15"])
def test_coordinates_as_people_type_them(text):
    assert find_place(GUEST, text).place == LAKE


def test_place_that_stores_name():
    StoreFactory(place_name="龙井路", **at(5000))
    StoreFactory(place_name="西湖边", lat=LAKE.lat, lon=LAKE.lon)
    here = find_place(GUEST, "西湖")
    assert here.name == "西湖边"
    assert here.place == LAKE


@pytest.mark.parametrize("text", ["", "  ", "nowhere", "91, 0", "0, 181", "\x00", "1e999, 2", "9" * 500])
def test_unknown_place(text):
    with pytest.raises(UnknownPlace) as refused:
        find_place(GUEST, text)
    assert refused.value.field == "at"


def test_unknown_place_keeps_what_was_typed(client):
    response = client.post("/near/", {"at": "月球背面", "within": "3000"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "月球背面" in page
    assert 'value="3000" checked' in page


def test_the_place_is_not_in_the_address_and_can_be_forgotten(client):
    response = client.post("/near/", {"at": "30.25, 120.15", "within": "500"})
    assert response["Location"] == "/near/"
    assert "near_here" in client.session
    client.post("/near/forget/")
    assert "near_here" not in client.session
    assert client.get("/near/").status_code == 200


@pytest.mark.parametrize("within", ["", "x", "-1", "99999999999999999999", "\x00"])
def test_odd_distance(client, within):
    client.post("/near/", {"at": "30.25, 120.15", "within": within})
    assert client.get("/near/", {"within": within}).status_code == 200


def test_rings_show_each_store_where_it_lies():
    north, east = StoreFactory(**at(1000)), StoreFactory(**at(0, 250))
    drawing = rings(LAKE, 1000, near_cards(GUEST, LAKE, 1001))
    by_name = {dot.name: dot for dot in drawing.dots}
    assert by_name[north.name].y == pytest.approx(MIDDLE - OUTER, abs=1)
    assert by_name[north.name].x == pytest.approx(MIDDLE, abs=1)
    assert by_name[east.name].x == pytest.approx(MIDDLE + OUTER / 2, abs=1)
    assert [ring.metres for ring in drawing.rings] == [250, 500, 1000]


def test_query_count_is_constant(client):
    client.post("/near/", {"at": "30.25, 120.15", "within": "1000"})
    counts = []
    for _ in range(2):
        for number in range(4):
            ProductFactory(store=StoreFactory(**at(number)))
        with CaptureQueriesContext(connection) as captured:
            client.get("/near/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
