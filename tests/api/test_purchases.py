"""Purchases, payments and addresses in the API."""

import pytest
from rest_framework.test import APIClient

from shop.checkout.models import Address, Purchase
from tests.api.clients import client_of
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST, TO, bag_with, pay, place

pytestmark = pytest.mark.django_db
PATH = "/api/v1/purchases/"


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def api(person):
    return client_of(person)


@pytest.fixture
def product():
    return ProductFactory(price=700, stock=9)


def send(api, key="k", **body):
    headers = {"Idempotency-Key": key} if key else {}
    return api.post(PATH, TO | body, format="json", headers=headers)


class TestPlace:
    def test_it_works(self, api, person, product):
        bag_with(person, product, quantity=2)
        placed = send(api, notes={product.store.slug: "别放门口"}, expected_total=1400)
        assert placed.status_code == 201
        purchase = Purchase.objects.get()
        order = purchase.orders.get()
        body = placed.json()
        assert (body["reference"], body["total"], body["orders"]) == (purchase.reference, 1400, [order.reference])
        assert order.note == "别放门口"

    def test_the_same_key_gives_the_same_purchase(self, api, person, product):
        bag_with(person, product)
        references = {send(api).json()["reference"] for _ in range(2)}
        assert references == {Purchase.objects.get().reference}

    def test_without_a_key(self, api, person, product):
        bag_with(person, product)
        refused = send(api, key="")
        assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_missing")

    def test_another_total_than_expected(self, api, person, product):
        bag_with(person, product)
        refused = send(api, expected_total=1)
        assert (refused.status_code, refused.json()["code"]) == (409, "total_changed")

    def test_directly(self, api, person, product):
        placed = send(api, items=[{"variant": product.variant.reference, "quantity": 3}])
        assert placed.json()["total"] == 2100

    def test_to_a_saved_address(self, api, person, product):
        place(person, product)
        bag_with(person, product)
        reference = Address.objects.get().reference
        placed = api.post(PATH, {"address": reference}, format="json", headers={"Idempotency-Key": "k"})
        assert placed.json()["street"] == TO["street"]

    def test_to_somebody_elses_address(self, api, person, product):
        place(PersonFactory(), product)
        assert send(api, address=Address.objects.get().reference).status_code == 404

    @pytest.mark.parametrize(
        ("body", "field"), [({"phone": "x"}, "phone"), ({"street": ""}, "street"), ({"notes": "x"}, "notes")]
    )
    def test_what_is_wrong_is_named(self, api, person, product, body, field):
        bag_with(person, product)
        refused = send(api, **body)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, field)

    def test_empty_bag(self, api):
        assert (send(api).status_code, send(api).json()["code"]) == (409, "nothing_to_buy")

    def test_is_for_members(self):
        assert send(APIClient()).status_code == 401


class TestPurchases:
    def test_only_ones_own(self, api, person, product):
        mine = place(person, product)
        place(PersonFactory(), product)
        place(GUEST, product)
        found = api.get(PATH).json()["results"]
        assert [row["reference"] for row in found] == [mine.reference]

    def test_by_state(self, api, person, product):
        paid = place(person, product)
        pay(paid)
        place(person, product)
        found = api.get(PATH, {"state": "paid"}).json()["results"]
        assert [row["reference"] for row in found] == [paid.reference]
        assert api.get(PATH, {"state": "odd"}).status_code == 400

    def test_of_somebody_else(self, api, product):
        theirs = place(PersonFactory(), product)
        assert api.get(f"{PATH}{theirs.reference}/").status_code == 404
        assert api.post(f"{PATH}{theirs.reference}/pay/").status_code == 404

    def test_pay(self, api, person, product):
        purchase = place(person, product)
        answers = [api.post(f"{PATH}{purchase.reference}/pay/").json() for _ in range(2)]
        assert answers[0] == answers[1]
        assert (answers[0]["amount"], answers[0]["state"]) == (700, "created")
        assert answers[0]["pay_url"].startswith("http://testserver/pay/sandbox/")

    def test_pay_what_is_paid(self, api, person, product):
        purchase = place(person, product)
        pay(purchase)
        assert api.post(f"{PATH}{purchase.reference}/pay/").json()["code"] == "nothing_to_pay"

    def test_cancel(self, api, person, product):
        purchase = place(person, product)
        assert api.post(f"{PATH}{purchase.reference}/cancel/").json()["state"] == "cancelled"
        assert api.post(f"{PATH}{purchase.reference}/cancel/").status_code == 409

    @pytest.mark.parametrize("rows", [3, 12])
    def test_queries_do_not_grow(self, api, person, product, django_assert_num_queries, rows):
        for _ in range(rows):
            place(person, ProductFactory())
        with django_assert_num_queries(3):
            api.get(PATH)


class TestAddresses:
    def test_it_works(self, api, person, product):
        place(person, product)
        place(PersonFactory(), product)
        found = api.get("/api/v1/addresses/").json()
        assert [row["street"] for row in found] == [TO["street"]]
        assert api.delete(f"/api/v1/addresses/{found[0]['reference']}/").status_code == 204
        assert api.get("/api/v1/addresses/").json() == []

    def test_of_somebody_else(self, api, product):
        place(PersonFactory(), product)
        assert api.delete(f"/api/v1/addresses/{Address.objects.get().reference}/").status_code == 404

    def test_are_for_members(self):
        assert APIClient().get("/api/v1/addresses/").status_code == 401
