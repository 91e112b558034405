"""Opening a store."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from config.kit.errors import Invalid, NotAllowed
from config.kit.geo import Place
from content.milestones.models import Milestone
from shop.events import store_opened
from shop.stores import opening
from shop.stores.models import Store
from shop.stores.opening import SlugTaken, TooManyStores, open_store
from tests.factories import PersonFactory, PictureFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory()


def test_it_works(person):
    photo = PictureFactory(owner=person)
    store = open_store(
        person,
        name=" 晓雨的 茶 ",
        tagline="只卖自己喝过三年的茶",
        story="从外婆说起。\r\n\r\n",
        place_name="西湖边",
        place=Place(30_250_000, 120_150_000),
        photo=photo,
        delivery_fee=800,
        delivery_note="当天发",
    )
    store.refresh_from_db()
    assert (store.owner, store.name, store.state, store.currency) == (person, "晓雨的 茶", Store.State.OPEN, "CNY")
    assert (store.place, store.photo, store.delivery_fee) == (Place(30_250_000, 120_150_000), photo, 800)
    assert store.story == "从外婆说起。"
    assert store.slug == "xiao-yu-de-cha"


def test_it_is_told_once_and_counted(person):
    told = []
    store_opened.connect(listener := lambda **event: told.append((event["store"], event["actor"])), weak=False)
    store = open_store(person, name="茶")
    store_opened.disconnect(listener)
    assert told == [(store, person)]
    assert Milestone.objects.filter(person=person, kind="store_opened").count() == 1


def test_two_of_one_name_get_two_addresses(person):
    first, second = open_store(person, name="茶"), open_store(person, name="茶")
    assert first.slug != second.slug
    assert second.slug.startswith(first.slug)


def test_an_address_taken_in_the_same_moment_is_chosen_anew(person, monkeypatch):
    StoreFactory(slug="cha")
    offered = iter(["cha", "cha-2"])
    monkeypatch.setattr(opening, "free_slug", lambda *args, **options: next(offered))
    assert open_store(person, name="茶").slug == "cha-2"


def test_a_chosen_address_that_is_taken_is_refused(person):
    StoreFactory(slug="tea")
    with pytest.raises(SlugTaken) as refusal:
        open_store(person, name="茶", slug="tea")
    assert refusal.value.field == "slug"


@pytest.mark.parametrize("slug", ["Tea", "茶", "te a", "-tea", "123", "t" * 61, "../tea"])
def test_an_address_that_is_none_is_refused(person, slug):
    with pytest.raises(Invalid) as refusal:
        open_store(person, name="茶", slug=slug)
    assert refusal.value.field == "slug"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \n "),
        ("name", "茶" * 41),
        ("tagline", "茶" * 81),
        ("story", "茶" * 10_001),
        ("place_name", "茶" * 61),
        ("delivery_note", "茶" * 121),
        ("delivery_fee", -1),
        ("delivery_fee", 10**12),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(person, field, value):
    with pytest.raises(Invalid) as refusal:
        open_store(person, **({"name": "茶"} | {field: value}))
    assert refusal.value.field == field
    assert not Store.objects.exists()


def test_somebody_elses_picture_is_refused(person):
    with pytest.raises(Invalid) as refusal:
        open_store(person, name="茶", photo=PictureFactory())
    assert refusal.value.field == "photo"


def test_a_guest_may_not():
    with pytest.raises(NotAllowed):
        open_store(AnonymousUser(), name="茶")


def test_a_suspended_person_may_not():
    with pytest.raises(NotAllowed):
        open_store(PersonFactory(is_active=False), name="茶")


def test_there_is_an_end_to_stores(person, monkeypatch):
    monkeypatch.setattr(opening, "MAX_STORES", 1)
    open_store(person, name="茶")
    with pytest.raises(TooManyStores):
        open_store(person, name="酒")
