"""Two tabs move the same order: one wins, the other is told, and stock and money follow the winner."""

import pytest

from config.kit.money import Money
from shop.ledger.booking import Kind, balance
from shop.orders.models import OrderState
from shop.payments.models import Refund
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import paid_order, shipped_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]
LOST = "refused: wrong_state"


@pytest.fixture
def product():
    return ProductFactory(price=700, stock=50)


def test_shipped_in_one_tab_and_cancelled_in_another(product, at_once):
    orders = [paid_order(PersonFactory(), product) for _ in range(6)]
    calls = [(verb, (order.pk,)) for order in orders for verb in ("ship", "cancel")]
    answers = at_once(calls)
    cancelled = 0
    for number, order in enumerate(orders):
        pair = answers[2 * number : 2 * number + 2]
        order.refresh_from_db()
        assert pair in ([OrderState.SHIPPED, LOST], [LOST, OrderState.CANCELLED])
        assert order.state in pair
        cancelled += order.state == OrderState.CANCELLED
    assert Refund.objects.count() == cancelled
    assert StockItem.objects.get().available == 44 + cancelled
    assert balance(Kind.HELD, "CNY", product.store) == Money(-700 * (6 - cancelled), "CNY")


def test_shipped_by_four_taps_at_once(product, at_once):
    order = paid_order(PersonFactory(), product)
    assert sorted(at_once([("ship", (order.pk,))] * 4)) == [LOST] * 3 + [OrderState.SHIPPED]
    assert order.transitions.filter(to_state=OrderState.SHIPPED).count() == 1


def test_received_and_refunded_at_the_same_moment(product, at_once):
    """Who comes second: a receipt finds it refunded; a refund finds it received, and still gives the money back."""
    order = shipped_order(PersonFactory(), product)
    received, refunded = at_once([("receive", (order.pk,)), ("refund", (order.pk,))])
    assert refunded == OrderState.REFUNDED
    assert received in (OrderState.RECEIVED, LOST)
    assert Refund.objects.count() == 1
    for kind in (Kind.HELD, Kind.PAYABLE):
        assert balance(kind, "CNY", product.store) == Money(0, "CNY")
