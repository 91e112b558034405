"""A draft becomes a store with its first product, once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from config.kit.errors import Invalid
from config.kit.geo import Place
from config.kit.money import Money
from shop.catalog.models import Product
from shop.stores.drafts import save_draft
from shop.stores.models import Store
from shop.stores.opening import open_from_draft
from tests.factories import PersonFactory, PictureFactory

pytestmark = pytest.mark.django_db

GUEST = AnonymousUser()
WORDS = {
    "product_name": "外婆的桂花蜜",
    "price": "¥68.50",
    "store_name": "外婆的店",
    "place_name": "满觉陇",
    "lat": 30_220_000,
    "lon": 120_120_000,
}


@pytest.fixture
def person():
    return PersonFactory()


def test_it_works(person):
    picture = PictureFactory(owner=None)
    store = open_from_draft(person, draft=save_draft(GUEST, draft=None, picture=picture, **WORDS))
    product = store.products.get()
    picture.refresh_from_db()
    assert (store.name, store.place_name, store.place) == ("外婆的店", "满觉陇", Place(30_220_000, 120_120_000))
    assert (product.name, product.price_from, product.state) == ("外婆的桂花蜜", Money(6850, "CNY"), "published")
    assert product.picture == picture
    assert picture.owner == person
    assert not product.is_sold_out


def test_a_second_time_gives_the_same_store(person):
    draft = save_draft(GUEST, draft=None, **WORDS)
    stale = type(draft).objects.get(pk=draft.pk)
    first = open_from_draft(person, draft=draft)
    assert open_from_draft(person, draft=stale) == first
    assert Store.objects.count() == Product.objects.count() == 1


def test_without_a_photo_it_opens_too(person):
    store = open_from_draft(person, draft=save_draft(GUEST, draft=None, **WORDS))
    assert store.products.get().picture is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", "a lot"),
        ("price", "0"),
        ("price", ""),
        ("product_name", ""),
        ("product_name", "蜜" * 81),
        ("store_name", ""),
        ("store_name", "店" * 41),
        ("place_name", "路" * 61),
    ],
)
def test_what_is_wrong_is_named_as_in_the_draft(person, field, value):
    with pytest.raises(Invalid) as refusal:
        open_from_draft(person, draft=save_draft(GUEST, draft=None, **(WORDS | {field: value})))
    assert refusal.value.field == field
    assert not Store.objects.exists()
