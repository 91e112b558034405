"""Changing what a store says of itself."""

from __future__ import annotations

import pytest

from config.kit.errors import Invalid, NotAllowed
from config.kit.geo import Place
from shop.stores.editing import edit_store
from shop.stores.models import Store
from tests.factories import PersonFactory, PictureFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return StoreFactory(name="小店", tagline="旧的一句")


def test_it_works(store):
    photo = PictureFactory(owner=store.owner)
    edit_store(store.owner, store=store, name="大店", photo=photo, place=Place(1, 2), delivery_fee=500)
    store.refresh_from_db()
    assert (store.name, store.photo, store.place, store.delivery_fee) == ("大店", photo, Place(1, 2), 500)
    assert store.tagline == "旧的一句"


def test_a_place_can_be_taken_away(store):
    assert edit_store(store.owner, store=store, place=None).place is None


def test_its_address_stays(store):
    before = store.slug
    assert edit_store(store.owner, store=store, name="别的名字").slug == before


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("tagline", "长" * 81), ("delivery_fee", -5)])
def test_what_does_not_fit_is_refused(store, field, value):
    with pytest.raises(Invalid) as refusal:
        edit_store(store.owner, store=store, **{field: value})
    assert refusal.value.field == field


def test_somebody_elses_picture_is_refused(store):
    with pytest.raises(Invalid):
        edit_store(store.owner, store=store, photo=PictureFactory())


def test_only_the_owner_may(store):
    for person in (PersonFactory(), PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            edit_store(person, store=store, name="我的")


def test_not_while_the_site_keeps_it_closed():
    store = StoreFactory(state=Store.State.CLOSED)
    with pytest.raises(NotAllowed):
        edit_store(store.owner, store=store, name="新名字")
