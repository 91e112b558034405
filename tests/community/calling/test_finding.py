"""Whom a hail finds: all who have a rare word; of a common one those near by, those one's people trust, and others too;
with as many queries however many stores there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.attention.quotas import lifted
from community.calling import candidates as looking
from community.calling import finding, matching
from community.calling.duty import set_duty
from community.calling.indexing import write_terms
from community.calling.matching import Match, matched
from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.people.models import Person
from config.kit.geo import Place
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe
from tests.leaks.ties import vouch

pytestmark = pytest.mark.django_db
HERE = Place(30_250_000, 120_150_000)
FAR_AWAY = {"lat": 39_900_000, "lon": 116_400_000}


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word is common once ten stores have it."""
    for module in (finding, matching):
        monkeypatch.setattr(module, "COMMON", 10)
    monkeypatch.setattr(finding._rows, "__defaults__", (10,))
    monkeypatch.setattr(finding, "STRETCH", 5)


@pytest.fixture
def hailer() -> Person:
    return PersonFactory()


def store_with(name: str, **more: Any) -> Store:
    """A store whose one product is called that."""
    store: Store = StoreFactory(**more)
    ProductFactory(store=store, name=name)
    write_terms(store)
    return store


def many(name: str, count: int = 30) -> list[Store]:
    return [store_with(name, **FAR_AWAY) for _store in range(count)]


def hail_of(person: Person, text: str = "要绿茶", **more: Any) -> Hail:
    with lifted():
        return post_hail(person, text=text, **({"place": HERE} | more))


def fitting(hail: Hail) -> list[Match]:
    return matched(looking.candidates(hail, timezone.now()).now)


def found_by(hail: Hail) -> set[int]:
    return {match.store for match in fitting(hail)}


def test_all_who_have_a_rare_word(hailer):
    many("绿茶")
    rare = [store_with("桂花酥", **FAR_AWAY) for _store in range(3)]

    assert found_by(hail_of(hailer, "要桂花酥")) == {store.pk for store in rare}


def test_who_hails_for_nothing_but_what_many_have_is_answered(hailer):
    many("绿茶")

    assert len(found_by(hail_of(hailer))) >= 5


def test_of_many_the_near_one_comes_first(hailer):
    many("绿茶")
    near = store_with("绿茶")

    assert fitting(hail_of(hailer))[0].store == near.pk


def test_of_many_the_one_whom_my_people_trust_is_found_and_comes_first(hailer):
    many("绿茶")
    trusted = store_with("绿茶", **FAR_AWAY)
    many("绿茶")
    friend = PersonFactory()
    vouch(hailer, friend)
    vouch(friend, trusted.owner)

    for place in (HERE, None):
        assert fitting(hail_of(hailer, place=place))[0].store == trusted.pk


def test_the_nearest_of_many_near_ones(hailer):
    for step in range(40):
        store_with("绿茶", lat=HERE.lat + 300_000 - step * 1000, lon=HERE.lon)
    near = [store_with("绿茶", lat=HERE.lat + 1000 * step, lon=HERE.lon) for step in (3, 1, 2)]

    hail = hail_of(hailer)
    call_wave(Wave.objects.get(hail=hail).pk)

    assert {near[0].pk, near[1].pk, near[2].pk} <= set(hail.calls.values_list("store", flat=True))


def test_not_always_the_same_of_many(hailer):
    stores = {store.pk for store in many("绿茶", 60)}

    hails = [hail_of(hailer) for _hail in range(12)]
    found = [found_by(hail) for hail in hails]

    assert all(some < stores for some in found)
    assert len(set().union(*found)) > 20
    assert found_by(hails[0]) == found[0]


@pytest.mark.parametrize("name", ["桂花酥", "绿茶"])
@pytest.mark.parametrize("size", [2, 15])
def test_only_members_where_groups_are_asked(hailer, monkeypatch, name, size):
    """Whether they are few enough to be asked by name or not."""
    monkeypatch.setattr(finding, "NAMED", 5)
    many("绿茶", 15)
    store_with("桂花酥")
    group = GroupFactory(owner=hailer)
    theirs = [store_with(name) for _store in range(size)]
    for store in theirs:
        subscribe(store.owner, group)

    found = found_by(hail_of(hailer, f"要{name}", audience="groups"))

    assert found <= {store.pk for store in theirs}
    assert len(found) == min(size, 10)


@pytest.mark.parametrize("name", ["桂花酥", "绿茶"])
def test_only_those_my_people_trust_where_they_are_asked(hailer, name):
    many("绿茶", 15)
    store_with("桂花酥")
    trusted = store_with(name)
    vouch(hailer, trusted.owner)

    assert found_by(hail_of(hailer, f"要{name}", audience="trusted")) == {trusted.pk}


@pytest.mark.parametrize("name", ["桂花酥", "绿茶"])
def test_only_those_nearby_where_they_are_asked(hailer, name):
    many("绿茶", 15)
    store_with("桂花酥", **FAR_AWAY)
    near = store_with(name)
    store_with(name, lat=HERE.lat + 40_000, lon=HERE.lon)

    assert found_by(hail_of(hailer, f"要{name}", audience="nearby", radius=3000)) == {near.pk}


def test_of_a_long_text_the_words_that_somebody_has_count(hailer):
    store = store_with("osmanthus pastry")
    lead = "Hello there, I am looking with my neighbours and colleagues towards something small, handsome, affordable, "
    more = "cheerful, durable, lightweight, festive, memorable, unusual, charming, elegant, modest, tasteful, "
    hail = hail_of(hailer, f"{lead}{more}ideally osmanthus pastry")
    assert found_by(hail) == {store.pk}


@pytest.mark.parametrize(("tag", "wanted"), [("桂花酥", "桂花酥"), ("gift box", "gift"), ("生日蛋糕", "蛋糕")])
def test_a_tag_is_wanted_by_the_words_in_it(hailer, tag, wanted):
    store = store_with("伴手礼")
    store.products.get().tags.add(tag)
    write_terms(store)
    set_duty(store.owner, store=store, is_on=True, words=wanted)
    assert found_by(hail_of(hailer, "送给同事的", tags=[tag])) == {store.pk}


def test_who_was_called_is_not_found_again(hailer):
    stores = many("桂花酥", 8)
    hail = hail_of(hailer, "要桂花酥")
    call_wave(Wave.objects.get(hail=hail).pk)

    assert found_by(hail) == {store.pk for store in stores} - set(hail.calls.values_list("store", flat=True))


def test_where_the_first_want_no_more_calls_the_next_are_looked_at(hailer, monkeypatch):
    monkeypatch.setattr(looking, "LOOKED_AT", 4)
    stores = many("桂花酥", 9)
    first = fitting(hail_of(hailer, "要桂花酥"))[:4]
    for turn in range(6):
        hail = hail_of(PersonFactory(), f"第 {turn} 次")
        Call.objects.bulk_create(Call(hail=hail, store_id=match.store, wave=1) for match in first)

    assert found_by(hail_of(hailer, "要桂花酥")) == {store.pk for store in stores} - {match.store for match in first}


@pytest.mark.parametrize("audience", ["everyone", "nearby", "trusted", "groups"])
@pytest.mark.parametrize("text", ["要绿茶", "要桂花酥"])
def test_as_many_queries_however_many_stores(hailer, audience, text):
    group = GroupFactory(owner=hailer)

    def grow(count: int) -> None:
        stores = [store_with("桂花酥"), *(store_with("绿茶") for _store in range(count))]
        for store in stores:
            subscribe(store.owner, group)
        for store in stores[:2]:
            vouch(hailer, store.owner)

    grow(12)
    hail = hail_of(hailer, text, audience=audience)
    few = queries_of(lambda: fitting(hail))
    grow(30)

    assert queries_of(lambda: fitting(hail)) == few <= 25


def queries_of(act: Callable[[], Any]) -> int:
    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
