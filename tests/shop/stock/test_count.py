"""Counting stock."""

from __future__ import annotations

import pytest
from django.db.models import Sum

from config.kit.errors import Invalid, NotAllowed
from shop.catalog.publishing import VariantInput, add_product
from shop.stock.counting import count
from shop.stock.models import StockMovement
from tests.factories import PersonFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    store = StoreFactory()
    product = add_product(store.owner, store=store, name="茶", variants=[VariantInput(price=100, stock=10)])
    return product.variants.get().stock


@pytest.fixture
def owner(item):
    return item.variant.product.store.owner


def moved(item) -> int:
    return StockMovement.objects.filter(item=item).aggregate(total=Sum("available_delta"))["total"]


def test_it_works(item, owner):
    assert count(owner, item=item, available=4).available == 4
    item.refresh_from_db()
    assert item.available == moved(item) == 4


def test_a_count_that_agrees_moves_nothing(item, owner):
    count(owner, item=item, available=10)
    assert StockMovement.objects.filter(item=item).count() == 1


def test_what_was_promised_stays_promised(item, owner):
    type(item).objects.filter(pk=item.pk).update(available=7, reserved=3)
    assert count(owner, item=item, available=20).reserved == 3


def test_a_stale_item_is_counted_from_what_is_there(item, owner):
    count(owner, item=type(item).objects.get(pk=item.pk), available=3)
    count(owner, item=item, available=5)
    assert moved(item) == 5


def test_made_to_order_and_back(item, owner):
    assert not count(owner, item=item, available=None).is_tracked
    assert item.can_sell(99)
    count(owner, item=item, available=2)
    item.refresh_from_db()
    assert item.is_tracked
    assert item.available == moved(item) == 2


@pytest.mark.parametrize("available", [-1, 1_000_001])
def test_what_cannot_be_is_refused(item, owner, available):
    with pytest.raises(Invalid) as refusal:
        count(owner, item=item, available=available)
    assert refusal.value.field == "available"


def test_only_the_owner_may(item):
    with pytest.raises(NotAllowed):
        count(PersonFactory(), item=item, available=1)
