import pytest

from config.kit.errors import Invalid, NotAllowed
from config.kit.money import Money
from shop.checkout.models import Purchase
from shop.events import order_cancelled
from shop.ledger.booking import Kind, balance
from shop.orders.cancelling import cancel_order, cancel_purchase
from shop.orders.models import OrderState
from shop.orders.transitions import WrongState
from shop.payments.models import Refund
from shop.payments.paying import amount_due
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory
from tests.hearing import hearing
from tests.shop.buying import GUEST, paid_order, pay, place, send_refunds, shipped_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory(stock=5, price=700)


def stock_of(product):
    item = StockItem.objects.get(variant=product.variant)
    return item.available, item.reserved


class TestUnpaid:
    def test_by_the_buyer(self, product):
        purchase = place(PersonFactory(), product, quantity=2)
        order = purchase.orders.get()
        with hearing(order_cancelled) as heard:
            cancel_order(order.buyer, order=order, reason="买错了")
        purchase.refresh_from_db()
        assert (order.state, purchase.state) == (OrderState.CANCELLED, Purchase.State.CANCELLED)
        assert stock_of(product) == (5, 0)
        assert order.transitions.last().note == "买错了"
        assert heard[0]["actor"] == order.buyer

    def test_by_the_seller(self, product):
        order = place(PersonFactory(), product).orders.get()
        assert cancel_order(order.store.owner, order=order).state == OrderState.CANCELLED

    def test_by_a_guest(self, product):
        order = place(GUEST, product).orders.get()
        assert cancel_order(GUEST, order=order).state == OrderState.CANCELLED

    def test_the_rest_of_the_purchase_is_still_to_be_paid(self, product):
        purchase = place(PersonFactory(), product, ProductFactory(price=300))
        order = purchase.orders.get(store=product.store)
        cancel_order(product.store.owner, order=order)
        purchase.refresh_from_db()
        assert purchase.state == Purchase.State.PENDING
        assert amount_due(purchase) == Money(300, "CNY")
        pay(purchase)
        assert {order.state for order in purchase.orders.all()} == {OrderState.PAID, OrderState.CANCELLED}


class TestPaid:
    def test_by_the_seller(self, product):
        order = paid_order(PersonFactory(), product, quantity=2)
        cancel_order(order.store.owner, order=order, reason="断货")
        assert order.state == OrderState.CANCELLED
        assert stock_of(product) == (5, 0)
        refund = Refund.objects.get()
        assert (refund.order, refund.amount, refund.reason, refund.done_at) == (order, 1400, "断货", None)

    def test_the_money_goes_back(self, product):
        order = paid_order(PersonFactory(), product)
        cancel_order(order.store.owner, order=order)
        assert balance(Kind.HELD, "CNY", order.store) == Money(0, "CNY")
        assert balance(Kind.HELD, "CNY") == Money(-700, "CNY")
        send_refunds()
        assert Refund.objects.get().done_at
        assert balance(Kind.HELD, "CNY") == balance(Kind.GATEWAY, "CNY") == Money(0, "CNY")

    def test_by_the_staff(self, product):
        order = paid_order(PersonFactory(), product)
        assert cancel_order(PersonFactory(is_staff=True), order=order).state == OrderState.CANCELLED

    def test_not_by_the_buyer(self, product):
        order = paid_order(PersonFactory(), product)
        with pytest.raises(NotAllowed) as refused:
            cancel_order(order.buyer, order=order)
        assert refused.value.code == "paid_already"

    def test_what_cost_nothing_has_nothing_to_go_back(self):
        order = place(PersonFactory(), ProductFactory(price=0)).orders.get()
        cancel_order(order.store.owner, order=order)
        assert not Refund.objects.exists()


def test_shipped(product):
    order = shipped_order(PersonFactory(), product)
    with pytest.raises(WrongState):
        cancel_order(order.store.owner, order=order)


def test_a_second_time(product):
    order = place(PersonFactory(), product).orders.get()
    cancel_order(order.buyer, order=order)
    with pytest.raises(WrongState):
        cancel_order(order.buyer, order=order)
    assert stock_of(product) == (5, 0)


def test_somebody_else(product):
    order = place(PersonFactory(), product).orders.get()
    with pytest.raises(NotAllowed):
        cancel_order(PersonFactory(), order=order)


def test_reason_too_long(product):
    order = place(PersonFactory(), product).orders.get()
    with pytest.raises(Invalid) as refused:
        cancel_order(order.buyer, order=order, reason="长" * 201)
    assert refused.value.field == "reason"


class TestPurchase:
    def test_it_works(self, product):
        purchase = place(PersonFactory(), product, ProductFactory())
        assert cancel_purchase(purchase.buyer, purchase=purchase).state == Purchase.State.CANCELLED
        assert {order.state for order in purchase.orders.all()} == {OrderState.CANCELLED}

    def test_paid(self, product):
        purchase = place(PersonFactory(), product)
        pay(purchase)
        with pytest.raises(WrongState):
            cancel_purchase(purchase.buyer, purchase=purchase)

    def test_not_by_the_seller(self, product):
        purchase = place(PersonFactory(), product)
        with pytest.raises(NotAllowed):
            cancel_purchase(product.store.owner, purchase=purchase)
