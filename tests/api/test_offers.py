"""Offers through the API: made, changed, taken back, chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.calling.models import Call
from community.hail.ending import wave_off
from community.hail.models import Hail
from community.offers.models import Offer
from shop.orders.models import Order
from shop.stores.pausing import pause_store
from tests.api.clients import client_of
from tests.api.hails import TO, call_of, hailed, offered, seller, send
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PictureFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Any:
    return PersonFactory(username="hailer")


@pytest.fixture
def who() -> Any:
    return seller()


@pytest.fixture
def hail(me: Any, who: Any) -> Hail:
    return hailed(me)


@pytest.fixture
def api(who: Any) -> Any:
    """The seller's."""
    return client_of(who)


@pytest.fixture
def mine(me: Any) -> Any:
    """The hailer's."""
    return client_of(me)


class TestMaking:
    def test_a_call_is_answered_with_something_from_the_shelf(self, api, who, hail):
        variant = who.stores.get().products.get().variant = who.stores.get().products.get().variants.get()
        call = call_of(who, hail)
        data = {"call": call.reference, "variant": variant.reference, "quantity": 2, "delivery_fee": 600}
        answer = send(api, "post", "offers/", data)
        assert answer.status_code == 201, answer.content
        said = answer.json()
        assert (said["title"], said["unit_price"], said["total"]) == ("桂花酥", 16800, 2 * 16800 + 600)
        assert (said["product"], said["variant"]) == (variant.product.slug, variant.reference)
        assert (said["state"], said["version"], said["is_valid"], said["revisions"]) == ("open", 1, True, [])
        assert said["record"]["answered"] == 1
        assert said["store"]["trust"] is None

    def test_what_is_read_in_a_group_is_answered_with_a_store(self, me):
        other, group = StoreFactory().owner, GroupFactory()
        for person in (me, other):
            subscribe(person, group)
        hail = hailed(me, audience="groups")
        photo = PictureFactory(owner=other)
        data = {
            "hail": hail.reference,
            "store": other.stores.get().slug,
            "title": "现做的桂花酥",
            "unit_price": 900,
            "quantity": 12,
            "ready_on": str(timezone.localdate()),
            "words": "周六早上现做。",
            "knows": "放两天还酥。",
            "delivery_note": "送到门口",
            "pictures": [photo.reference],
        }
        answer = send(client_of(other), "post", "offers/", data)
        assert answer.status_code == 201, answer.content
        assert {name: answer.json()[name] for name in ("title", "words", "knows", "delivery_note")} == {
            name: data[name] for name in ("title", "words", "knows", "delivery_note")
        }
        assert [one["reference"] for one in answer.json()["pictures"]] == [photo.reference]
        assert Call.objects.get(hail=hail).wave == 0

    def test_the_same_key_gives_the_same_offer(self, api, who, hail):
        data = {"call": call_of(who, hail).reference, "title": "酥", "unit_price": 1}
        first, again = (send(api, "post", "offers/", data, key="once").json() for _ in range(2))
        assert first["reference"] == again["reference"]

    def test_there_is_one_open_offer_a_seller(self, api, who, hail):
        store = StoreFactory(owner=who)
        data = {"call": call_of(who, hail).reference, "title": "酥", "unit_price": 1}
        assert send(api, "post", "offers/", data).status_code == 201
        answer = send(api, "post", "offers/", data | {"store": store.slug})
        assert (answer.status_code, answer.json()["code"]) == (409, "offer_stands")

    @pytest.mark.parametrize(
        ("data", "field", "code"),
        [
            ({}, "unit_price", "missing"),
            ({"unit_price": -1}, "unit_price", "min_value"),
            ({"unit_price": 10**9, "quantity": 2}, "unit_price", "invalid"),
            ({"unit_price": 10**30}, "unit_price", "max_value"),
            ({"unit_price": 1, "delivery_fee": 10**30}, "delivery_fee", "max_value"),
            ({"unit_price": 1, "delivery_fee": 10**9}, "delivery_fee", "invalid"),
            ({"unit_price": 1, "quantity": 0}, "quantity", "min_value"),
            ({"unit_price": 1, "quantity": 1000}, "quantity", "max_value"),
            ({"unit_price": 1, "title": ""}, "title", "missing"),
            ({"unit_price": 1, "title": "\u200b"}, "title", "missing"),
            ({"unit_price": 1, "title": "x" * 81}, "title", "max_length"),
            ({"unit_price": 1, "words": "x" * 501}, "words", "max_length"),
            ({"unit_price": 1, "ready_on": "2020-01-01"}, "ready_on", "past"),
            ({"unit_price": 1, "valid_until": "2020-01-01T00:00:00Z"}, "valid_until", "too_soon"),
            ({"unit_price": 1, "store": "none"}, "store", "not_yours"),
            ({"unit_price": 1, "variant": "0" * 16}, "variant", "not_on_shelf"),
            ({"unit_price": 1, "pictures": ["0" * 16]}, "pictures", "not_yours"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, api, who, hail, data, field, code):
        answer = send(api, "post", "offers/", {"call": call_of(who, hail).reference, "title": "酥"} | data)
        assert answer.status_code == 400, answer.content
        assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [(field, code)]
        assert not Offer.objects.exists()

    def test_it_answers_one_thing(self, api, who, hail):
        call = call_of(who, hail).reference
        for data, field in (({}, "call"), ({"call": call, "hail": hail.reference}, "call"), ({"hail": call}, "store")):
            answer = send(api, "post", "offers/", data)
            assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)

    def test_what_is_not_seen_is_not_answered(self, hail, who):
        other = seller("茶")
        for data in (
            {"hail": hail.reference, "store": other.stores.get().slug},
            {"call": call_of(who, hail).reference},
            {"call": "0" * 16},
        ):
            assert send(client_of(other), "post", "offers/", data | {"unit_price": 1}).status_code == 404

    def test_ones_own_hail_is_not_answered(self, me, mine, hail):
        store = StoreFactory(owner=me)
        answer = send(mine, "post", "offers/", {"hail": hail.reference, "store": store.slug, "unit_price": 1})
        assert answer.status_code == 403

    def test_what_was_put_off_the_shelf_is_not_offered(self, api, who, hail):
        other = ProductFactory(name="茶").variant
        archived = who.stores.get().products.get().variants.get()
        archived.archived_at = timezone.now()
        archived.save()
        for variant in (other, archived):
            data = {"call": call_of(who, hail).reference, "variant": variant.reference}
            assert send(api, "post", "offers/", data).json()["errors"][0]["field"] == "variant"

    def test_a_store_on_a_break_answers_nothing(self, api, who, hail):
        store = pause_store(who, store=who.stores.get())
        StoreFactory(owner=who)
        data = {"call": call_of(who, hail).reference, "store": store.slug, "title": "酥", "unit_price": 1}
        assert send(api, "post", "offers/", data).json()["errors"][0]["field"] == "store"

    @pytest.mark.parametrize("over", ["waved off", "out of time"])
    def test_what_is_over_is_gone(self, api, me, who, hail, over):
        call = call_of(who, hail)
        if over == "waved off":
            wave_off(me, hail=hail)
        else:
            _run_out(hail)
        data = {"call": call.reference, "title": "酥", "unit_price": 1}
        assert send(api, "post", "offers/", data).status_code == 404


def _run_out(hail: Hail) -> None:
    now = timezone.now()
    Hail.objects.filter(pk=hail.pk).update(created_at=now - timedelta(days=2), expires_at=now - timedelta(seconds=1))


class TestChanging:
    def test_what_stood_before_is_shown(self, api, mine, who, hail):
        offer = offered(who, hail, words="现做")
        answer = send(api, "patch", f"offers/{offer.reference}/", {"version": 1, "unit_price": 800})
        assert answer.status_code == 200, answer.content
        seen = mine.get(f"/api/v1/offers/{offer.reference}/").json()
        assert (seen["version"], seen["unit_price"], seen["words"]) == (2, 800, "现做")
        assert [(row["version"], row["unit_price"]) for row in seen["revisions"]] == [(1, 900)]

    def test_it_may_be_cheaper_together(self, api, mine, who, hail):
        offer = offered(who, hail, together_from=5, together_price=800)
        path = f"offers/{offer.reference}/"
        refused = send(api, "patch", path, {"version": 1, "unit_price": 700})
        assert [row["field"] for row in refused.json()["errors"]] == ["together_price"]
        answer = send(api, "patch", path, {"version": 1, "unit_price": 700, "together_price": 600})
        assert (answer.json()["together_from"], answer.json()["together_price"]) == (5, 600)
        assert mine.get(f"/api/v1/{path}").json()["revisions"][0]["together_price"] == 800
        alone = {"version": 2, "together_from": None, "together_price": None}
        assert send(api, "patch", path, alone).json()["together_from"] is None

    def test_of_another_version_nothing_is_changed(self, api, who, hail):
        offer = offered(who, hail)
        for price in (800, 700):
            answer = send(api, "patch", f"offers/{offer.reference}/", {"version": 1, "unit_price": price})
        assert (answer.status_code, answer.json()["code"]) == (409, "offer_changed")
        assert send(api, "patch", f"offers/{offer.reference}/", {"unit_price": 1}).status_code == 400

    def test_nobody_else_changes_it(self, mine, who, hail):
        offer = offered(who, hail)
        other = seller()
        for client, status in ((mine, 403), (client_of(other), 404)):
            for method, path in (("patch", ""), ("post", "withdraw/")):
                assert send(client, method, f"offers/{offer.reference}/{path}", {"version": 1}).status_code == status
        assert Offer.objects.get().version == 1

    def test_it_is_taken_back(self, api, mine, who, hail):
        offer = offered(who, hail)
        for _ in range(2):
            answer = send(api, "post", f"offers/{offer.reference}/withdraw/")
            assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
        assert mine.get(f"/api/v1/offers/{offer.reference}/").status_code == 404
        assert send(api, "patch", f"offers/{offer.reference}/", {"version": 1, "unit_price": 1}).status_code == 409

    def test_after_the_hail_it_is_gone(self, api, me, mine, who, hail):
        offer = offered(who, hail)
        wave_off(me, hail=hail)
        for method, path in (("get", ""), ("patch", ""), ("post", "withdraw/")):
            assert send(api, method, f"offers/{offer.reference}/{path}", {"version": 1}).status_code == 404
        assert api.get("/api/v1/offers/").json()["results"] == []
        assert mine.get(f"/api/v1/offers/{offer.reference}/").json()["state"] == "ended"


class TestReading:
    def test_the_hailer_sees_all(self, mine, who, hail):
        other = seller()
        Call.objects.create(hail=hail, store=other.stores.get(), wave=1)
        made = [offered(person, hail).reference for person in (who, other)]
        rows = mine.get(f"/api/v1/offers/?hail={hail.reference}").json()["results"]
        assert [row["reference"] for row in rows] == made[::-1]
        assert rows[0]["store"]["owner"] == other.username
        assert rows[0]["store"]["trust"]["level"] == "unknown"
        assert rows[0]["record"] == {
            "called": 1,
            "answered": 1,
            "median": 0,
            "chosen": 0,
            "kept": 0,
            "late": 0,
            "missed": 0,
        }
        assert mine.get("/api/v1/offers/").json()["results"] == []

    def test_a_seller_sees_their_own(self, api, who, hail):
        other = seller()
        Call.objects.create(hail=hail, store=other.stores.get(), wave=1)
        offered(other, hail)
        own = offered(who, hail)
        for path in ("offers/", f"offers/?hail={hail.reference}", "offers/?state=open"):
            assert [row["reference"] for row in api.get(f"/api/v1/{path}").json()["results"]] == [own.reference]
        assert api.get("/api/v1/offers/?state=passed").json()["results"] == []

    def test_of_an_unseen_hail_nothing_is_there(self, hail, guest):
        path = f"/api/v1/offers/?hail={hail.reference}"
        assert client_of(PersonFactory()).get(path).status_code == 404
        assert guest.get(path).status_code == 401

    @pytest.mark.parametrize("rows", [1, 4])
    def test_queries_do_not_grow(self, me, mine, rows):
        people = [seller() for _ in range(rows)]
        hail = hailed(me)
        for person in people:
            offer = offered(person, hail)
            client = client_of(person)
            send(client, "patch", f"offers/{offer.reference}/", {"version": 1, "unit_price": 1})
        mine.get("/api/v1/offers/")
        with queries_asked() as queries:
            assert len(mine.get(f"/api/v1/offers/?hail={hail.reference}").json()["results"]) == rows
        assert len(queries) <= 14


class TestChoosing:
    def test_it_becomes_an_order(self, api, mine, who, hail):
        offer = offered(who, hail, quantity=3, delivery_fee=100)
        answer = send(mine, "post", f"offers/{offer.reference}/accept/", TO | {"version": 1}, key="x")
        assert answer.status_code == 201, answer.content
        said = answer.json()
        order = Order.objects.get(reference=said["order"])
        assert (said["total"], said["state"], order.store) == (2800, "placed", offer.store)
        assert mine.get(said["order_url"]).json()["total"] == 2800
        assert mine.get(said["purchase_url"]).json()["orders"] == [order.reference]
        assert send(mine, "post", f"purchases/{said['purchase']}/pay/").status_code == 200
        again = send(mine, "post", f"offers/{offer.reference}/accept/", TO | {"version": 1}, key="x")
        assert again.json()["order"] == order.reference
        assert api.get(f"/api/v1/offers/{offer.reference}/").json()["order"] == order.reference
        assert api.get(f"/api/v1/hails/{hail.reference}/").json()["state"] == "chosen"

    def test_where_it_goes_may_be_a_saved_address(self, me, mine, who, hail):
        first = send(mine, "post", f"offers/{offered(who, hail).reference}/accept/", TO | {"version": 1}, key="x")
        assert first.status_code == 201
        again = offered(who, hailed(me))
        address = me.addresses.get().reference
        answer = send(mine, "post", f"offers/{again.reference}/accept/", {"version": 1, "address": address}, key="y")
        assert answer.status_code == 201, answer.content

    @pytest.mark.parametrize(
        ("data", "key", "field"),
        [
            (TO, "x", "version"),
            ({"version": 1}, "x", "recipient"),
            (TO | {"version": 1, "phone": "1"}, "x", "phone"),
        ],
    )
    def test_what_is_missing_is_named(self, mine, who, hail, data, key, field):
        answer = send(mine, "post", f"offers/{offered(who, hail).reference}/accept/", data, key=key)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
        assert Hail.objects.get().is_open

    def test_it_takes_a_key(self, mine, who, hail):
        answer = send(mine, "post", f"offers/{offered(who, hail).reference}/accept/", TO | {"version": 1})
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
        assert Hail.objects.get().is_open

    def test_what_was_changed_meanwhile_is_looked_at_again(self, api, mine, who, hail):
        offer = offered(who, hail)
        send(api, "patch", f"offers/{offer.reference}/", {"version": 1, "unit_price": 9999})
        answer = send(mine, "post", f"offers/{offer.reference}/accept/", TO | {"version": 1}, key="x")
        assert (answer.status_code, answer.json()["code"]) == (409, "offer_changed")

    def test_of_a_settled_hail_nothing_more_is_chosen(self, mine, who, hail):
        other = seller()
        Call.objects.create(hail=hail, store=other.stores.get(), wave=1)
        first, second = offered(who, hail), offered(other, hail)
        send(mine, "post", f"offers/{first.reference}/accept/", TO | {"version": 1}, key="x")
        answer = send(mine, "post", f"offers/{second.reference}/accept/", TO | {"version": 1}, key="y")
        assert (answer.status_code, answer.json()["code"], answer.json()["state"]) == (409, "hail_over", "chosen")
        assert client_of(other).get(f"/api/v1/offers/{second.reference}/").status_code == 404

    def test_nobody_else_chooses(self, api, who, hail):
        offer = offered(who, hail)
        for client, status in ((api, 403), (client_of(PersonFactory()), 404), (client_of(seller()), 404)):
            answer = send(client, "post", f"offers/{offer.reference}/accept/", TO | {"version": 1}, key="x")
            assert answer.status_code == status
        assert not Order.objects.exists()
