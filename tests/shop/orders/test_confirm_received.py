from datetime import timedelta

import pytest
from django.utils import timezone

from config.kit.errors import NotAllowed
from config.kit.money import Money
from shop.events import order_closed, order_received
from shop.ledger.booking import Kind, balance
from shop.orders.closing import close_by_time, close_order
from shop.orders.models import Order, OrderState
from shop.orders.receiving import confirm_received, receive_by_time
from shop.orders.transitions import WrongState
from tests.factories import PersonFactory, ProductFactory
from tests.hearing import hearing
from tests.shop.buying import GUEST, paid_order, received_order, shipped_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return shipped_order(PersonFactory(), ProductFactory(price=500))


def test_it_works(order):
    with hearing(order_received) as heard:
        confirm_received(order.buyer, order=order)
    assert order.state == OrderState.RECEIVED
    assert heard[0]["actor"] == order.buyer


def test_the_money_is_the_sellers(order):
    confirm_received(order.buyer, order=order)
    assert balance(Kind.HELD, "CNY", order.store) == Money(0, "CNY")
    assert balance(Kind.PAYABLE, "CNY", order.store) == Money(-500, "CNY")


def test_a_guest():
    order = shipped_order(GUEST, ProductFactory())
    assert confirm_received(None, order=order).state == OrderState.RECEIVED


def test_the_seller_of_a_guests_order():
    order = shipped_order(GUEST, ProductFactory())
    with pytest.raises(NotAllowed):
        confirm_received(order.store.owner, order=order)


@pytest.mark.parametrize("who", ["seller", "somebody", "guest", "staff"])
def test_only_the_buyer(order, who):
    people = {
        "seller": lambda: order.store.owner,
        "somebody": PersonFactory,
        "guest": lambda: GUEST,
        "staff": lambda: PersonFactory(is_staff=True),
    }
    with pytest.raises(NotAllowed):
        confirm_received(people[who](), order=order)


def test_not_shipped():
    order = paid_order(PersonFactory(), ProductFactory())
    with pytest.raises(WrongState):
        confirm_received(order.buyer, order=order)


class TestByTime:
    def test_it_works(self, order, settings):
        self.long_ago(settings.ORDER_RECEIVED_AFTER_DAYS)
        with hearing(order_received) as heard:
            receive_by_time()
        order.refresh_from_db()
        assert order.state == OrderState.RECEIVED
        assert heard[0]["actor"] is None

    def test_not_yet(self, order, settings):
        self.long_ago(settings.ORDER_RECEIVED_AFTER_DAYS - 1)
        receive_by_time()
        order.refresh_from_db()
        assert order.state == OrderState.SHIPPED

    def test_closed_some_days_later(self, settings):
        order = received_order(PersonFactory(), ProductFactory())
        self.long_ago(settings.ORDER_CLOSED_AFTER_DAYS)
        with hearing(order_closed) as heard:
            close_by_time()
        order.refresh_from_db()
        assert order.state == OrderState.CLOSED
        assert len(heard) == 1

    def test_not_closed_before(self):
        order = received_order(PersonFactory(), ProductFactory())
        close_by_time()
        order.refresh_from_db()
        assert order.state == OrderState.RECEIVED

    def test_what_was_not_received_is_not_closed(self, order):
        with pytest.raises(WrongState):
            close_order(None, order=order)

    def long_ago(self, days):
        Order.objects.update(changed_at=timezone.now() - timedelta(days=days, seconds=1))
