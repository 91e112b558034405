import pytest

from config.kit.errors import NotAllowed
from config.kit.money import Money
from shop.events import order_refunded
from shop.ledger.booking import Kind, balance
from shop.orders.closing import close_order
from shop.orders.models import OrderState
from shop.orders.refunding import refund_order
from shop.orders.transitions import WrongState
from shop.payments.models import Payment, Refund
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory
from tests.hearing import hearing
from tests.shop.buying import paid_order, place, received_order, send_refunds, shipped_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory(stock=5, price=700)


def test_it_works(product):
    order = shipped_order(PersonFactory(), product)
    with hearing(order_refunded) as heard:
        refund_order(order.store.owner, order=order, reason="碎了")
    send_refunds()
    refund = Refund.objects.get()
    assert order.state == OrderState.REFUNDED
    assert (refund.amount, refund.order, bool(refund.gateway_reference)) == (700, order, True)
    assert Payment.objects.get().refunded == 700
    assert heard[0]["actor"] == order.store.owner


def test_goods_that_left_are_not_back_on_the_shelf(product):
    refund_order(product.store.owner, order=shipped_order(PersonFactory(), product))
    assert StockItem.objects.get(variant=product.variant).available == 4


def test_goods_that_never_left_are(product):
    refund_order(product.store.owner, order=paid_order(PersonFactory(), product))
    assert StockItem.objects.get(variant=product.variant).available == 5


def test_after_it_was_received_the_money_comes_from_what_is_due_to_the_store(product):
    order = received_order(PersonFactory(), product)
    refund_order(order.store.owner, order=order)
    send_refunds()
    for kind, store in ((Kind.PAYABLE, order.store), (Kind.HELD, order.store), (Kind.HELD, None), (Kind.GATEWAY, None)):
        assert balance(kind, "CNY", store) == Money(0, "CNY")


def test_not_paid(product):
    order = place(PersonFactory(), product).orders.get()
    with pytest.raises(WrongState):
        refund_order(order.store.owner, order=order)


def test_closed(product):
    order = close_order(None, order=received_order(PersonFactory(), product))
    with pytest.raises(WrongState):
        refund_order(order.store.owner, order=order)


def test_a_second_time(product):
    order = refund_order(product.store.owner, order=shipped_order(PersonFactory(), product))
    with pytest.raises(WrongState):
        refund_order(order.store.owner, order=order)
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("who", ["buyer", "somebody"])
def test_only_the_seller_and_the_staff(product, who):
    order = shipped_order(PersonFactory(), product)
    with pytest.raises(NotAllowed):
        refund_order(order.buyer if who == "buyer" else PersonFactory(), order=order)


def test_the_staff(product):
    order = shipped_order(PersonFactory(), product)
    assert refund_order(PersonFactory(is_staff=True), order=order).state == OrderState.REFUNDED
