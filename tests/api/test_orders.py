"""Orders in the API, for both sides."""

import pytest
from rest_framework.test import APIClient

from shop.orders.models import OrderState
from tests.api.clients import client_of
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST, paid_order, place, received_order, shipped_order

pytestmark = pytest.mark.django_db
PATH = "/api/v1/orders/"


@pytest.fixture
def product():
    return ProductFactory(name="明前龙井", price=700, stock=40)


def act(person, order, action, **body):
    return client_of(person).post(f"{PATH}{order.reference}/{action}/", body, format="json")


def test_it_works(product):
    order = paid_order(PersonFactory(), product)
    body = client_of(order.buyer).get(f"{PATH}{order.reference}/").json()
    assert (body["state"], body["total"], body["store"]) == ("paid", 700, product.store.slug)
    assert (body["buyer"], body["purchase"]) == (order.buyer.username, order.purchase.reference)
    assert body["lines"][0]["product_name"] == "明前龙井"
    assert [step["to_state"] for step in body["transitions"]] == ["placed", "paid"]
    assert (body["can"], body["shipment"]) == ([], None)


def test_the_seller_is_not_told_the_purchase(product):
    """Whoever holds a guest's purchase may receive and cancel for them."""
    for buyer in (PersonFactory(), GUEST):
        order = paid_order(buyer, product)
        body = client_of(product.store.owner).get(f"{PATH}{order.reference}/").json()
        assert body["purchase"] is None
        assert order.purchase.reference not in str(body)
        assert body["can"] == ["cancel", "ship"]


def test_nobody_else_finds_it(product):
    order = paid_order(PersonFactory(), product)
    assert client_of(PersonFactory()).get(f"{PATH}{order.reference}/").status_code == 404
    assert APIClient().get(f"{PATH}{order.reference}/").status_code in (401, 404)


class TestActions:
    def test_all_the_way(self, product):
        order = paid_order(PersonFactory(), product)
        shipped = act(product.store.owner, order, "ship", carrier="顺丰", tracking_number="SF1").json()
        assert (shipped["state"], shipped["shipment"]["carrier"]) == ("shipped", "顺丰")
        assert act(order.buyer, order, "receive").json()["state"] == "received"
        assert act(product.store.owner, order, "refund", reason="碎了").json()["state"] == "refunded"

    def test_cancel(self, product):
        order = place(PersonFactory(), product).orders.get()
        assert act(order.buyer, order, "cancel").json()["state"] == "cancelled"

    def test_too_late(self, product):
        order = received_order(PersonFactory(), product)
        refused = act(product.store.owner, order, "ship")
        assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")

    @pytest.mark.parametrize(("action", "who"), [("ship", "buyer"), ("refund", "buyer"), ("receive", "seller")])
    def test_the_other_sides_steps(self, product, action, who):
        order = shipped_order(PersonFactory(), product)
        person = order.buyer if who == "buyer" else product.store.owner
        assert act(person, order, action).status_code == 403

    @pytest.mark.parametrize("action", ["ship", "receive", "cancel", "refund"])
    def test_strangers(self, product, action):
        order = paid_order(PersonFactory(), product)
        assert act(PersonFactory(), order, action).status_code == 404
        order.refresh_from_db()
        assert order.state == OrderState.PAID

    def test_too_long(self, product):
        order = paid_order(PersonFactory(), product)
        refused = act(product.store.owner, order, "ship", carrier="x" * 41)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "carrier")


class TestList:
    @pytest.fixture
    def town(self, product):
        """One person who sells tea and bought a cup."""
        person = product.store.owner
        return person, paid_order(PersonFactory(), product), shipped_order(person, ProductFactory())

    def found(self, person, **query):
        return [row["reference"] for row in client_of(person).get(PATH, query).json()["results"]]

    def test_both_sides(self, town):
        person, sold, bought = town
        assert self.found(person) == [bought.reference, sold.reference]

    def test_by_role(self, town):
        person, sold, bought = town
        assert self.found(person, role="seller") == [sold.reference]
        assert self.found(person, role="buyer") == [bought.reference]

    def test_by_state_and_store(self, town):
        person, sold, bought = town
        assert self.found(person, state="shipped") == [bought.reference]
        assert self.found(person, state=["shipped", "paid"]) == [bought.reference, sold.reference]
        assert self.found(person, store=sold.store.slug) == [sold.reference]

    @pytest.mark.parametrize("query", [{"role": "thief"}, {"state": "odd"}, {"store": "\x00"}])
    def test_odd_filters(self, town, query):
        assert client_of(town[0]).get(PATH, query).status_code == 400

    def test_is_for_members(self):
        assert APIClient().get(PATH).status_code == 401

    @pytest.mark.parametrize("rows", [3, 12])
    def test_queries_do_not_grow(self, product, django_assert_num_queries, rows):
        person = PersonFactory()
        for _ in range(rows):
            paid_order(person, product)
        api = client_of(person)
        with django_assert_num_queries(8):
            api.get(PATH)
