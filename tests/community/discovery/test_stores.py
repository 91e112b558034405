"""Looking around the open stores."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discovery.stores import stores_page
from community.people.models import Block
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def names(page):
    return [card.store.name for card in page.cards]


def test_it_works(client):
    store = StoreFactory(name="晓雨的茶", tagline="只卖自己喝过的茶")
    ProductFactory(store=store, name="明前龙井")
    page = client.get("/stores/").content.decode()
    for text in ("晓雨的茶", "只卖自己喝过的茶", "明前龙井"):
        assert text in page


def test_nothing_yet(client):
    assert client.get("/stores/").status_code == 200


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_only_where_one_can_buy(state):
    StoreFactory(state=state)
    assert not stores_page(GUEST).cards


def test_blocked_owner():
    store, reader = StoreFactory(), PersonFactory()
    Block.objects.create(person=store.owner, blocked=reader)
    assert not stores_page(reader).cards


def test_by_tag(client):
    tea, bread = StoreFactory(name="茶店"), StoreFactory(name="面包房")
    ProductFactory(store=tea).tags.add("绿茶")
    ProductFactory(store=bread).tags.add("欧包")
    assert names(stores_page(GUEST, tag="绿茶")) == ["茶店"]
    assert {tag.name for tag in stores_page(GUEST).tags} == {"绿茶", "欧包"}
    assert "面包房" not in client.get("/stores/?tag=绿茶").content.decode()
    assert client.get("/stores/?tag=%00").status_code == 200


def test_tag_of_goods_off_the_shelf():
    store = StoreFactory()
    ProductFactory(store=store, state="draft").tags.add("绿茶")
    assert not stores_page(GUEST, tag="绿茶").cards
    assert not stores_page(GUEST).tags


def test_newest_goods_and_no_drafts():
    store = StoreFactory()
    products = [ProductFactory(store=store) for _ in range(4)]
    ProductFactory(store=store, state="draft")
    assert list(stores_page(GUEST).cards[0].products) == products[:0:-1]


def test_people_one_knows_who_follow():
    reader, friend, stranger, store = PersonFactory(), PersonFactory(), PersonFactory(), StoreFactory()
    subscribe(reader, friend)
    for person in (friend, stranger):
        subscribe(person, store)
    card = stores_page(reader).cards[0]
    assert list(card.known) == [friend]
    assert card.known_count == 1
    assert not stores_page(GUEST).cards[0].known


def test_blocked_person_is_not_shown_as_known():
    reader, friend, store = PersonFactory(), PersonFactory(), StoreFactory()
    subscribe(reader, friend)
    subscribe(friend, store)
    Block.objects.create(person=friend, blocked=reader)
    assert not stores_page(reader).cards[0].known


def test_pages():
    for _ in range(5):
        StoreFactory()
    first = stores_page(GUEST, limit=3)
    second = stores_page(GUEST, limit=3, cursor=first.next_cursor)
    assert names(first) + names(second) == list(Store.objects.order_by("-id").values_list("name", flat=True))
    assert second.next_cursor == ""


def test_query_count_is_constant(client):
    reader, friend = PersonFactory(), PersonFactory()
    client.force_login(reader)
    subscribe(reader, friend)
    counts = []
    for _ in range(2):
        for _ in range(4):
            store = StoreFactory()
            ProductFactory(store=store)
            subscribe(friend, store)
        with CaptureQueriesContext(connection) as captured:
            client.get("/stores/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
