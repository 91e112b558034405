"""Chips, sheets and the pages around them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from community.attention.allowances import ALLOWANCES
from community.attention.models import Quota
from community.groups.models import Group
from community.people.models import Block, Person
from community.standing.models import PathChoice
from community.trust.core import weights
from shop.stores.models import Store
from tests.community.trust.dealing import bought
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client) -> Person:
    """Signed in, and in a group of six."""
    me = PersonFactory(username="me")
    group = GroupFactory(owner=PersonFactory(), access=Group.Access.ASK, slug="lake")
    for person in (me, PersonFactory(username="lin", name="林晓雨"), *PersonFactory.create_batch(4)):
        subscribe(person, group, admitted=True, began_at=timezone.now() - timedelta(days=90))
    client.force_login(me)
    return me


@pytest.fixture
def lin(me: Person) -> Person:
    return Person.objects.get(username="lin")


@pytest.fixture
def store() -> Store:
    return StoreFactory(owner=PersonFactory(username="chen", name="陈阿姨"), slug="tea", name="陈家茶")


def page(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


PATH = "你 → 林晓雨 → 陈阿姨 · 1 次买得满意"


@pytest.mark.parametrize("path", ["/s/tea/", "/p/chen/", "/trust/store/tea/", "/trust/person/chen/", "/stores/"])
def test_the_path_stands_beside_a_name(client, lin, store, path):
    bought(lin, store, said="很香")

    assert PATH in page(client, path)


def test_on_a_product_too(client, lin, store):
    ProductFactory(store=store, slug="longjing")
    bought(lin, store, said="很香")

    assert "林晓雨" in page(client, "/s/tea/longjing/")
    assert PATH in page(client, "/trust/product/tea/longjing/")


def test_a_chip_that_is_tapped_opens_a_sheet(client, lin, store):
    bought(lin, store, said="很香")
    chip = page(client, "/s/tea/")
    sheet = client.get("/trust/store/tea/", HTTP_HX_REQUEST="true")

    assert 'hx-get="/trust/store/tea/"' in chip
    assert sheet.content.decode().strip().startswith("<dialog")
    assert "HX-Request" in sheet.headers["Vary"]


def test_the_sheet_says_what_is_against_and_what_would_change_it(client, me, lin, store):
    bought(lin, store, said="很香")
    bought(Person.objects.filter(subscriptions__channel__group__slug="lake").latest("pk"), store, content=False)
    bought(me, store, content=False)

    said = page(client, "/trust/store/tea/")

    assert "2 次买得不满意" in said
    assert "如果最不利的那件事解决了" in said


def test_what_was_earned_in_another_topic_counts_less(client, lin, store):
    tea, shoes = (Tag.objects.create(name=name, slug=slug) for name, slug in (("茶", "tea"), ("鞋", "shoes")))
    ProductFactory(store=store, slug="longjing").tags.add(tea)
    ProductFactory(store=store, slug="boots").tags.add(shoes)
    bought(lin, store, said="很香", topic=tea)

    points = [
        client.get(f"/trust/product/tea/{slug}/").context["sheet"].standing.score for slug in ("longjing", "boots")
    ]
    assert points[0] > points[1]


@pytest.mark.parametrize("path", ["/s/tea/longjing/", "/p/chen/"])
def test_a_card_says_nothing_twice(client, me, lin, store, path):
    ProductFactory(store=store, slug="longjing")
    bought(me, store)
    bought(lin, store, said="很香")

    card = page(client, path).partition("standing-card")[2].partition("</section>")[0]

    assert card.count("你买过 1 次") == 1
    assert "林晓雨" in card


def test_of_somebody_of_whom_nobody_spoke_there_is_no_card(client, me, store):
    assert "standing-card" not in page(client, "/p/chen/")


def test_who_bought_is_not_told_to_buy(client, me, store):
    told = "按三倍算"
    assert told in page(client, "/trust/store/tea/")

    bought(me, store)

    assert told not in page(client, "/trust/store/tea/")


def test_ones_own_sheet_says_that_it_is(client, store):
    client.force_login(store.owner)

    own = page(client, "/trust/store/tea/")

    assert "/me/evidence/" in own
    assert "按三倍算" not in own


def test_ones_own_store_has_no_chip(client, store):
    client.force_login(store.owner)

    assert "trust-chip" not in page(client, "/s/tea/")


def test_between_two_who_blocked_nothing_is_told(client, me, lin, store):
    bought(lin, store, said="很香")
    Block.objects.create(person=store.owner, blocked=me)

    for path in ("/trust/store/tea/", "/trust/person/chen/"):
        assert client.get(path).status_code == 404


def test_how_trust_works_states_the_real_weights(client):
    said = page(client, "/trust/")

    for weight in (
        weights.ENDORSED,
        weights.PROMISE_KEPT,
        weights.BOUGHT_CONTENT,
        weights.PAIR_CAP,
        weights.MEMBERSHIP,
    ):
        assert f'<td class="end">{weight}</td>' in said
    assert f"{round(100 * weights.OTHER_TOPIC)}" in said
    posts = ALLOWANCES[Quota.POSTS]
    assert f'<td class="end">{posts.newcomer}</td><td class="end">{posts.most}</td>' in said


def test_one_chooses_not_to_be_named(client, me):
    assert "checked" in page(client, "/settings/paths/")
    client.post("/settings/paths/", {"groups": "on"})

    choice = PathChoice.objects.get(person=me)
    assert (choice.endorsements, choice.groups) == (False, True)


def test_stores_that_are_trusted_come_first_and_new_ones_have_their_place(client, me, lin):
    stores = StoreFactory.create_batch(8)
    Store.objects.update(created_at=timezone.now() - timedelta(days=400))
    bought(lin, stores[0])
    new = StoreFactory(owner=Person.objects.filter(subscriptions__channel__group__slug="lake").order_by("pk")[3])

    cards = client.get("/stores/").context["page"].cards

    assert cards[0].store == stores[0]
    assert [(card.store, card.is_new) for card in cards].index((new, True)) == 4
    assert sum(card.is_new for card in cards) == 1


def test_pages_of_stores_neither_repeat_nor_lose_any(client, me, lin):
    stores = StoreFactory.create_batch(30)
    for store in stores[::7]:
        bought(lin, store)
    found, path = [], "/stores/"
    while path:
        answer = client.get(path).context["page"]
        found += [card.store for card in answer.cards]
        path = f"/stores/?cursor={answer.next_cursor}" if answer.next_cursor else ""

    assert sorted(store.pk for store in found) == sorted(store.pk for store in stores)


def test_a_trusted_seller_is_found_first(client, me, lin):
    first, second = StoreFactory(name="茶一"), StoreFactory(name="茶二")
    bought(lin, first)

    found = client.get("/search/?q=茶").context["found"]

    assert [store.name for store in found[0].items] == ["茶一", "茶二"]
    assert found[0].chips[first.pk].kind == "jade"
    assert second.pk in found[0].chips


def test_words_of_whom_one_trusts_come_first(client, me, lin, store):
    for buyer in (PersonFactory(), lin, PersonFactory()):
        bought(buyer, store, said=f"{buyer.name}说好")
    from shop.reviews.showing import of_store, page_of

    shown = page_of(of_store(me, store), me).reviews

    assert shown[0].review.buyer == lin


@pytest.mark.parametrize("path", ["/s/tea/", "/s/tea/longjing/", "/p/chen/", "/trust/store/tea/"])
def test_a_page_costs_the_same_whatever_is_known(client, lin, store, path):
    ProductFactory(store=store, slug="longjing")
    bought(lin, store, said="很香")
    client.get(path)
    with CaptureQueriesContext(connection) as little:
        client.get(path)
    for buyer in Person.objects.filter(subscriptions__channel__group__slug="lake"):
        bought(buyer, store, said="好")
        bought(buyer, store, content=False)
    client.get(path)
    with CaptureQueriesContext(connection) as much:
        client.get(path)

    assert len(little) == len(much)
