"""Picks through the API."""

import pytest

from community.picks.models import Pick
from shop.catalog.models import Product
from tests.counting import queries_asked
from tests.factories import PersonFactory, PickFactory, PickListFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return PersonFactory()


@pytest.fixture
def api(client, me):
    client.force_login(me)
    return client


def send(client, method, path, data=None):
    return getattr(client, method)(f"/api/v1/{path}", data or {}, content_type="application/json")


def test_a_list_is_begun_filled_ordered_and_taken_away(api, me):
    store, product = StoreFactory(slug="shop", commission=5), ProductFactory(slug="longjing", store__slug="teas")
    made = send(api, "post", "pick-lists/", {"title": "绿茶", "topic": "茶"})
    assert made.status_code == 201, made.content
    ref = made.json()["reference"]
    assert made.json()["channel"] == f"picks:{ref}"

    first = send(api, "post", f"pick-lists/{ref}/picks/", {"store": "shop", "why": "爽快", "is_paid": True})
    second = send(api, "post", f"pick-lists/{ref}/picks/", {"product": "teas/longjing", "why": "不苦"})
    assert (first.status_code, second.status_code) == (201, 201), second.content
    assert (first.json()["kind"], first.json()["store_pays"], first.json()["is_paid"]) == ("store", 5, True)
    assert second.json()["name"] == product.name

    order = {"order": [second.json()["reference"]]}
    assert send(api, "put", f"pick-lists/{ref}/order/", order).status_code == 204
    shown = api.get(f"/api/v1/pick-lists/{ref}/picks/").json()
    assert [row["kind"] for row in shown] == ["product", "store"]

    changed = send(api, "patch", f"picks/{first.json()['reference']}/", {"why": "退过一次"})
    assert changed.json()["why"] == "退过一次"
    assert send(api, "delete", f"picks/{first.json()['reference']}/").status_code == 204
    assert send(api, "patch", f"pick-lists/{ref}/", {"about": "喝过三年"}).json()["count"] == 1
    assert send(api, "delete", f"pick-lists/{ref}/").status_code == 204
    assert api.get(f"/api/v1/pick-lists/{ref}/").status_code == 404
    assert store.pk


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"why": "好"}, "store"),
        ({"why": "好", "store": "none"}, "store"),
        ({"why": "好", "product": "a/b"}, "product"),
        ({"store": "shop"}, "why"),
        ({"why": "好", "store": "shop", "commission": "一包茶"}, "is_paid"),
    ],
)
def test_refusals_name_their_field(api, me, data, field):
    StoreFactory(slug="shop")
    picks = PickListFactory(person=me)
    refused = send(api, "post", f"pick-lists/{picks.reference}/picks/", data)
    assert refused.status_code == 400
    assert field in str(refused.json())


def test_others_lists_are_read_only(api):
    one = PickFactory()
    for method, path in (
        ("patch", f"pick-lists/{one.list.reference}/"),
        ("delete", f"pick-lists/{one.list.reference}/"),
        ("post", f"pick-lists/{one.list.reference}/picks/"),
        ("patch", f"picks/{one.reference}/"),
        ("delete", f"picks/{one.reference}/"),
    ):
        assert send(api, method, path, {"why": "x"}).status_code == 403
    assert api.get(f"/api/v1/picks/{one.reference}/").json()["why"] == one.why


def test_lists_by_person_and_topic_for_a_constant_number_of_queries(client):
    one = PickFactory()
    PickListFactory()
    costs = []
    for _round in range(2):
        PickFactory.create_batch(2, list__person=one.list.person, list__topic=one.list.topic)
        with queries_asked() as queries:
            found = client.get(f"/api/v1/pick-lists/?person={one.list.person.username}&topic={one.list.topic.name}")
        costs.append(len(queries))
    assert len(found.json()["results"]) == 5
    assert costs[0] == costs[1] <= 8


def test_what_is_off_the_shelf_is_for_its_picker_alone(api, me):
    mine, other = PickFactory(list__person=me), PickFactory()
    Product.objects.update(state=Product.State.HIDDEN)
    assert api.get(f"/api/v1/picks/{other.reference}/").status_code == 404
    assert api.get(f"/api/v1/picks/{mine.reference}/").json()["is_off"] is True
    assert api.get("/api/v1/picks/bad/").json() == []
    assert Pick.objects.count() == 2


def test_a_store_says_what_it_pays(api, me):
    StoreFactory(slug="mine", owner=me)
    assert send(api, "patch", "stores/mine/", {"commission": 7}).json()["commission"] == 7
    assert send(api, "patch", "stores/mine/", {"commission": 51}).status_code == 400


def test_the_search_finds_lists(client):
    one = PickFactory(list__title="绿茶入门")
    found = client.get("/api/v1/search/?q=绿茶入门").json()["picks"]
    assert [(row["reference"], row["count"]) for row in found] == [(one.list.reference, 1)]
