"""The bag in the API."""

import pytest
from rest_framework.test import APIClient

from tests.api.clients import client_of
from tests.factories import PersonFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return client_of(PersonFactory())


def test_it_works(api):
    product = ProductFactory(name="明前龙井", price=700, store__delivery_fee=50)
    put = api.post("/api/v1/bag/", {"variant": product.variant.reference, "quantity": 2}, format="json")
    assert put.status_code == 200
    bag = api.get("/api/v1/bag/").json()
    assert (bag["total"], bag["currency"]) == (1450, "CNY")
    assert bag["stores"][0]["store"] == product.store.slug
    line = bag["stores"][0]["lines"][0]
    assert (line["name"], line["quantity"], line["total"], line["problem"]) == ("明前龙井", 2, 1400, None)


def test_set_and_take_out(api):
    product = ProductFactory(price=700)
    path = f"/api/v1/bag/{product.variant.reference}/"
    assert api.put(path, {"quantity": 3}, format="json").json()["total"] == 2100
    assert api.delete(path).json()["stores"] == []
    assert api.delete(path).status_code == 200


def test_more_than_there_are(api):
    product = ProductFactory(stock=1)
    refused = api.post("/api/v1/bag/", {"variant": product.variant.reference, "quantity": 2}, format="json")
    assert refused.status_code == 409
    assert (refused.json()["code"], refused.json()["errors"][0]["field"]) == ("out_of_stock", "quantity")


@pytest.mark.parametrize("quantity", [0, 100, "x", None, 1.5, 10**30])
def test_odd_quantity(api, quantity):
    body = {"variant": ProductFactory().variant.reference, "quantity": quantity}
    assert api.post("/api/v1/bag/", body, format="json").status_code == 400


@pytest.mark.parametrize(("variant", "status"), [("0" * 16, 404), ("", 400), ("\x00", 400), ("x" * 17, 400)])
def test_no_such_variant(api, variant, status):
    assert api.post("/api/v1/bag/", {"variant": variant}, format="json").status_code == status


@pytest.mark.parametrize("method", ["get", "post"])
def test_is_for_members(method):
    assert getattr(APIClient(), method)("/api/v1/bag/").status_code == 401


def test_changing_is_for_members():
    path = f"/api/v1/bag/{ProductFactory().variant.reference}/"
    assert APIClient().put(path, {"quantity": 1}).status_code == 401
    assert APIClient().delete(path).status_code == 401


@pytest.mark.parametrize("rows", [1, 12])
def test_queries_do_not_grow(api, django_assert_num_queries, rows):
    for _ in range(rows):
        variant = ProductFactory(store=StoreFactory()).variant.reference
        api.post("/api/v1/bag/", {"variant": variant}, format="json")
    with django_assert_num_queries(5):
        api.get("/api/v1/bag/")
