from datetime import timedelta

import pytest
from django.utils import timezone

from config.kit.claims import sweep_all
from shop.checkout.expiring import expire, expire_unpaid
from shop.checkout.models import Purchase
from shop.events import order_cancelled
from shop.orders.models import OrderState
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory
from tests.hearing import hearing
from tests.shop.buying import pay, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory(stock=5)


@pytest.fixture
def overdue(product):
    purchase = place(PersonFactory(), product, ProductFactory(), quantity=2)
    Purchase.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return purchase


def test_it_works(overdue, product):
    expire_unpaid()
    overdue.refresh_from_db()
    assert overdue.state == Purchase.State.CANCELLED
    assert {order.state for order in overdue.orders.all()} == {OrderState.CANCELLED}
    item = StockItem.objects.get(variant=product.variant)
    assert (item.available, item.reserved) == (5, 0)


def test_the_sweeper_does_it(overdue):
    sweep_all()
    overdue.refresh_from_db()
    assert overdue.state == Purchase.State.CANCELLED


def test_both_sides_are_told_by_nobody_in_particular(overdue):
    with hearing(order_cancelled) as heard:
        expire_unpaid()
    assert [news["actor"] for news in heard] == [None, None]


def test_time_is_not_over(product):
    purchase = place(PersonFactory(), product)
    assert not expire(purchase.pk)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PENDING


def test_paid_meanwhile(overdue):
    pay(overdue)
    assert not expire(overdue.pk)
    assert {order.state for order in overdue.orders.all()} == {OrderState.PAID}


def test_a_second_time_changes_nothing(overdue, product):
    expire_unpaid()
    assert not expire(overdue.pk)
    assert StockItem.objects.get(variant=product.variant).available == 5
