"""Calls and duties through the API: what a seller is called to, and when they want to be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.calling.models import Duty
from community.hail.ending import wave_off
from community.hail.models import Hail
from tests.api.clients import client_of
from tests.api.hails import call_of, hailed, offered, seller, send
from tests.counting import queries_asked
from tests.factories import PersonFactory, PictureFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Any:
    return PersonFactory(username="hailer")


@pytest.fixture
def who() -> Any:
    return seller()


@pytest.fixture
def api(who: Any) -> Any:
    return client_of(who)


class TestCalls:
    def test_they_say_why(self, api, me, who):
        store = who.stores.get()
        hail = hailed(me, place=store.place, tags=["点心"])
        row = api.get("/api/v1/calls/").json()["results"][0]
        assert (row["store"], row["hail"]["reference"], row["hail"]["own"]) == (store.slug, hail.reference, None)
        words, near, asked = row["reasons"]
        assert (words["code"], words["product"]) == ("words", store.products.get().slug)
        assert "桂花" in words["words"]
        assert (near["code"], near["metres"]) == ("near", 500)
        assert (asked["code"], asked["audience"]) == ("asked", "everyone")
        assert len(row["said"]) == 3
        assert row["offer"] is None
        assert "fit" not in row

    def test_what_is_over_is_gone(self, api, me, who):
        off, over = hailed(me), hailed(me)
        calls = [call_of(who, hail) for hail in (off, over)]
        wave_off(me, hail=off)
        now = timezone.now()
        Hail.objects.filter(pk=over.pk).update(created_at=now - timedelta(hours=2), expires_at=now)
        assert api.get("/api/v1/calls/").json()["results"] == []
        for call in calls:
            assert api.get(f"/api/v1/calls/{call.reference}/").status_code == 404
            assert send(api, "post", f"calls/{call.reference}/decline/").status_code == 404

    def test_they_are_put_aside_and_taken_up(self, api, me, who):
        call = call_of(who, hailed(me))
        for _ in range(2):
            assert send(api, "post", f"calls/{call.reference}/decline/").json()["declined_at"]
        assert api.get("/api/v1/calls/").json()["results"] == []
        assert len(api.get("/api/v1/calls/?declined=true").json()["results"]) == 1
        assert send(api, "post", f"calls/{call.reference}/undecline/").json()["declined_at"] is None
        assert len(api.get("/api/v1/calls/").json()["results"]) == 1

    def test_what_one_offered_stands_beside_it(self, api, me, who):
        hail = hailed(me)
        offer = offered(who, hail)
        row = api.get("/api/v1/calls/").json()["results"][0]
        assert row["offer"] == offer.reference
        assert row["answered_at"]
        answer = send(api, "post", f"calls/{call_of(who, hail).reference}/decline/")
        assert (answer.status_code, answer.json()["code"]) == (409, "answered")

    def test_they_are_nobody_elses(self, me, who, guest):
        call = call_of(who, hailed(me))
        for person in (me, seller("茶")):
            assert client_of(person).get("/api/v1/calls/").json()["results"] == []
            for method, path in (("get", ""), ("post", "decline/"), ("post", "undecline/")):
                assert send(client_of(person), method, f"calls/{call.reference}/{path}").status_code == 404
        assert guest.get("/api/v1/calls/").status_code == 401
        staff = client_of(PersonFactory(is_staff=True))
        assert send(staff, "post", f"calls/{call.reference}/decline/").status_code == 403

    @pytest.mark.parametrize("rows", [1, 5])
    def test_queries_do_not_grow(self, api, me, who, rows):
        for _ in range(rows):
            hailed(me, tags=["茶"], pictures=[PictureFactory(owner=me)])
        with queries_asked() as queries:
            assert len(api.get("/api/v1/calls/").json()["results"]) == rows
        assert len(queries) <= 9

    def test_the_record_is_of_each_store(self, api, me, who):
        other = StoreFactory(owner=who)
        offered_on = hailed(me)
        call = call_of(who, offered_on)
        data = {"call": call.reference, "title": "酥", "unit_price": 1}
        assert send(api, "post", "offers/", data).status_code == 201
        rows = {row["store"]: row["record"] for row in api.get("/api/v1/calls/record/").json()}
        assert (rows[call.store.slug]["called"], rows[call.store.slug]["answered"]) == (1, 1)
        assert rows[other.slug] == dict.fromkeys(("called", "answered", "chosen", "kept", "late", "missed"), 0) | {
            "median": None
        }


class TestDuties:
    def test_without_a_choice_it_is_always_and_anything(self, api, who):
        said = api.get(f"/api/v1/duties/{who.stores.get().slug}/").json()
        assert said == {
            "store": who.stores.get().slug,
            "is_on_now": True,
            "is_on": True,
            "off_until": None,
            "words": "",
            "radius": None,
            "days": [0, 1, 2, 3, 4, 5, 6],
            "opens": None,
            "closes": None,
            "most_an_hour": 6,
        }
        assert not Duty.objects.exists()

    def test_all_of_it_is_said_anew(self, api, who):
        path = f"duties/{who.stores.get().slug}/"
        data = {"is_on": True, "words": "点心", "radius": 5000, "days": [6, 0], "opens": "20:00", "closes": "02:00"}
        said = send(api, "put", path, data).json()
        assert (said["words"], said["radius"], said["days"]) == ("点心", 5000, [0, 6])
        assert (said["opens"], said["closes"], said["most_an_hour"]) == ("20:00", "02:00", 6)
        assert send(api, "put", path, {"is_on": False}).json()["words"] == ""

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({}, "is_on"),
            ({"words": "的"}, "words"),
            ({"words": "x" * 201}, "words"),
            ({"radius": 1}, "radius"),
            ({"radius": 10**30}, "radius"),
            ({"days": []}, "days"),
            ({"days": [7]}, "days.0"),
            ({"opens": "09:00"}, "closes"),
            ({"opens": "25:00", "closes": "9"}, "opens"),
            ({"opens": "09:00", "closes": "09:00"}, "closes"),
            ({"most_an_hour": 0}, "most_an_hour"),
            ({"most_an_hour": 61}, "most_an_hour"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, api, who, data, field):
        given = data and {"is_on": True} | data
        answer = send(api, "put", f"duties/{who.stores.get().slug}/", given)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)

    def test_one_goes_off_and_comes_back(self, api, who):
        slug = who.stores.get().slug
        until = (timezone.now() + timedelta(hours=2)).isoformat()
        assert send(api, "post", f"duties/{slug}/off/", {"until": until}).json()["is_on_now"] is False
        assert send(api, "post", f"duties/{slug}/on/").json()["is_on_now"] is True
        assert send(api, "post", f"duties/{slug}/off/").json()["is_on"] is False
        past = send(api, "post", f"duties/{slug}/off/", {"until": "2020-01-01T00:00:00Z"})
        assert (past.status_code, past.json()["errors"][0]["field"]) == (400, "until")

    def test_it_is_the_owners_alone(self, who, guest):
        slug = who.stores.get().slug
        for client in (guest, client_of(PersonFactory()), client_of(PersonFactory(is_staff=True))):
            for method, path in (("get", ""), ("put", ""), ("post", "off/"), ("post", "on/")):
                assert send(client, method, f"duties/{slug}/{path}", {"is_on": False}).status_code == 404
