"""How people stand with whoever asks, in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.groups.models import Group
from community.people.models import Block
from tests.community.trust.dealing import bought
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client):
    me, lin = PersonFactory(username="me"), PersonFactory(username="lin", name="林晓雨")
    group = GroupFactory(access=Group.Access.ASK)
    for person in (me, lin, *PersonFactory.create_batch(3)):
        subscribe(person, group, admitted=True, began_at=timezone.now() - timedelta(days=90))
    client.force_login(me)
    return me, lin


def test_it_works(client, people):
    store = StoreFactory(owner=PersonFactory(username="chen"))
    bought(people[1], store, said="很香")

    (row,) = client.get("/api/v1/trust/?people=chen,nobody").json()

    assert row["username"] == "chen"
    assert row["path"]["people"] == [{"username": "lin", "name": "林晓雨"}]
    assert row["reasons"][0]["person"]["username"] == "lin"
    assert row["score"] - row["score_without_best"] == pytest.approx(row["reasons"][0]["effect"], abs=0.002)


def test_a_guest_may_ask(client):
    PersonFactory(username="chen")

    assert client.get("/api/v1/trust/?people=chen").json()[0]["level"] == "unknown"


@pytest.mark.parametrize("query", ["", "people=", "people=" + ",".join(f"p{n}" for n in range(101))])
def test_what_cannot_be_answered_is_said(client, query):
    answer = client.get(f"/api/v1/trust/?{query}")

    assert answer.status_code in (400, 422)


def test_one_chooses_whether_one_is_named(client, people):
    assert client.get("/api/v1/trust/choice/").json() == {"endorsements": True, "groups": True}
    chosen = {"endorsements": False, "groups": True}
    answer = client.put("/api/v1/trust/choice/", chosen, content_type="application/json")

    assert answer.json() == chosen == client.get("/api/v1/trust/choice/").json()


UNKNOWN = {"score": pytest.approx(0.24, abs=0.2), "level": "unknown", "deals": 0}
LISTS = ["stores/", "products/", "people/", "search/?q=茶", "near/?lat=30&lon=120"]
ONE = ["stores/{0.slug}/", "stores/{0.slug}/products/{1.slug}/", "people/{0.owner.username}/"]


def rows_of(answer, path):
    """What the list holds that has a `trust`."""
    if "search" in path:
        return [row for kind in ("stores", "goods", "people") for row in answer[kind]]
    return [row["store"] for row in answer] if "near" in path else answer["results"]


def shops(count):
    """Stores of people called tea, all in one place, with goods."""
    for _number in range(count):
        store = StoreFactory(owner=PersonFactory(name="茶"), name="茶店", lat=30_000_000, lon=120_000_000)
        ProductFactory(store=store, name="茶")
    return store


@pytest.mark.parametrize("path", LISTS)
def test_lists_say_how_each_stands_at_the_same_cost(client, people, path):
    path = f"/api/v1/{path}"
    bought(people[1], shops(2), said="很香")
    client.get(path)
    with queries_asked() as few:
        client.get(path)
    store = shops(6)
    bought(people[1], store, said="很香")
    with queries_asked() as many:
        rows = rows_of(client.get(path).json(), path)

    assert len(many) <= len(few)
    words = f"你 → 林晓雨 → {store.owner.display_name} · 1 次买得满意"
    assert [row["trust"]["words"] for row in rows if row["trust"]].count(words) >= 2


@pytest.mark.parametrize("path", ONE)
def test_one_of_them_says_it_too(client, people, path):
    product = ProductFactory()
    at = "/api/v1/" + path.format(product.store, product)
    assert client.get(at).json()["trust"] == UNKNOWN | {"words": "还没有人评价过"}
    bought(people[0], product.store)
    assert client.get(at).json()["trust"]["deals"] == 1
    client.logout()
    assert client.get(at).json()["trust"]["deals"] == 0
    client.force_login(product.store.owner)
    assert client.get(at).json()["trust"] is None


def test_a_review_says_how_its_writer_stands(client, people):
    store = StoreFactory()
    bought(people[1], store, said="很香")
    bought(people[0], StoreFactory(owner=people[1]))
    bought(people[0], store, said="不错")

    rows = client.get(f"/api/v1/stores/{store.slug}/reviews/").json()["results"]

    assert {row["buyer"]["username"]: row["trust"] and row["trust"]["deals"] for row in rows} == {"me": None, "lin": 1}


def test_nothing_is_said_by_whom_a_block_stands_between(client, people):
    store = StoreFactory()
    bought(people[1], store, said="很香")
    Block.objects.create(person=people[1], blocked=people[0])

    said = client.get(f"/api/v1/stores/{store.slug}/").json()["trust"]
    assert said == UNKNOWN | {"words": "还没有人评价过"}
