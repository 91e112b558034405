"""Placing what was agreed: once by its key, and never what the key bought elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from shop.catalog.models import Variant
from shop.checkout.agreeing import Agreed, place_agreed
from shop.checkout.errors import KeyMissing, NothingToBuy
from shop.checkout.placing import Wanted, place_purchase
from shop.orders.models import Order
from shop.stock.errors import OutOfStock
from shop.stock.models import StockItem
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}


@pytest.fixture
def me() -> Any:
    return PersonFactory()


def place(me: Any, agreed: Agreed, key: str = "x") -> Order:
    return place_agreed(me, agreed=agreed, idempotency_key=key, **TO)


def test_a_key_that_bought_something_else_does_not_stand_for_it(me):
    product: Any = ProductFactory(price=100)
    bought = place_purchase(me, direct=[Wanted(product.variant, 1)], idempotency_key="x", **TO).orders.get()
    agreed = Agreed(store=StoreFactory(), name="现做的茶", quantity=2, unit_price=900, delivery_fee=50)
    order = place(me, agreed)
    assert order != bought
    assert (order.total, order.store) == (1850, agreed.store)
    assert place(me, agreed) == order


def test_it_takes_a_key(me):
    with pytest.raises(KeyMissing):
        place(me, Agreed(store=StoreFactory(), name="茶", quantity=1, unit_price=1), key="")


def test_it_costs_what_was_agreed_in_the_currency_of_the_store(me):
    store: Any = StoreFactory(currency="JPY")
    product: Any = ProductFactory(store=store, price=5000)
    order = place(me, Agreed(store=store, name="茶", quantity=2, unit_price=1, variant=product.variant))
    assert (order.total, order.currency, order.purchase.currency) == (2, "JPY", "JPY")
    assert StockItem.objects.get(variant=product.variant).reserved == 2


def test_it_is_called_as_was_agreed_and_nothing_more(me):
    product: Any = ProductFactory(name="桂花酥")
    Variant.objects.update(name="大盒")
    order = place(me, Agreed(product.store, "桂花酥 大盒", 1, 900, variant=product.variant))
    line = order.lines.get()
    assert (line.product_name, line.variant_name, line.variant) == ("桂花酥 大盒", "", product.variant)


@pytest.mark.parametrize("change", [{"state": "paused"}, {"state": "closed"}, {"owner__is_active": False}])
@pytest.mark.parametrize("made", [True, False])
def test_of_who_does_not_sell_now_nothing_is_bought(me, change, made):
    product: Any = ProductFactory()
    if "state" in change:
        Store.objects.update(**change)
    else:
        type(me).objects.filter(pk=product.store.owner_id).update(is_active=False)
    with pytest.raises(NothingToBuy):
        place(me, Agreed(product.store, "茶", 1, 1, variant=None if made else product.variant))


def test_what_is_archived_or_sold_out_is_not_bought(me):
    product: Any = ProductFactory(stock=1)
    with pytest.raises(OutOfStock):
        place(me, Agreed(product.store, "茶", 2, 1, variant=product.variant))
    product.variant.archived_at = "2026-01-01T00:00Z"
    product.variant.save()
    with pytest.raises(NothingToBuy):
        place(me, Agreed(product.store, "茶", 1, 1, variant=product.variant))
    assert not Order.objects.exists()
