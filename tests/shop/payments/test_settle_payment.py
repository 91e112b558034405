import pytest

from config.kit.money import Money
from shop.checkout.models import Purchase
from shop.events import order_paid
from shop.ledger.booking import Kind, balance
from shop.orders.cancelling import cancel_order, cancel_purchase
from shop.orders.models import OrderState
from shop.payments.models import Payment, Refund
from shop.payments.paying import WrongAmount, fail_payment, settle_payment, start_payment
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.hearing import hearing
from tests.shop.buying import charge_of, pay, place, send_refunds

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory(price=700, stock=5)


@pytest.fixture
def purchase(product):
    return place(PersonFactory(), product)


@pytest.fixture
def payment(purchase):
    return start_payment(purchase.buyer, purchase=purchase)


def settle(payment):
    return settle_payment(payment, amount=payment.amount, currency=payment.currency)


def test_it_works(purchase, payment, product):
    with hearing(order_paid) as heard:
        assert settle(payment)
    purchase.refresh_from_db()
    order = purchase.orders.get()
    item = StockItem.objects.get(variant=product.variant)
    assert (purchase.state, order.state) == (Purchase.State.PAID, OrderState.PAID)
    assert (item.available, item.reserved) == (4, 0)
    assert (payment.state, bool(payment.captured_at)) == (Payment.State.CAPTURED, True)
    assert [(news["order"], news["actor"]) for news in heard] == [(order, purchase.buyer)]


def test_each_store_is_credited_its_part():
    first, second = StoreFactory(delivery_fee=50), StoreFactory()
    pay(place(PersonFactory(), ProductFactory(store=first, price=100), ProductFactory(store=second, price=30)))
    assert balance(Kind.GATEWAY, "CNY") == Money(180, "CNY")
    assert balance(Kind.HELD, "CNY", first) == Money(-150, "CNY")
    assert balance(Kind.HELD, "CNY", second) == Money(-30, "CNY")


def test_a_second_time_changes_nothing(payment):
    assert settle(payment)
    assert not settle(payment)
    assert balance(Kind.GATEWAY, "CNY") == Money(700, "CNY")
    assert not Refund.objects.exists()


@pytest.mark.parametrize(("amount", "currency"), [(699, "CNY"), (701, "CNY"), (700, "EUR")])
def test_another_amount_than_asked_for(payment, amount, currency):
    with pytest.raises(WrongAmount):
        settle_payment(payment, amount=amount, currency=currency)
    payment.refresh_from_db()
    assert payment.state == Payment.State.CREATED


def test_after_it_ran_out_the_money_goes_back(purchase, payment, product):
    cancel_purchase(purchase.buyer, purchase=purchase)
    settle(payment)
    refund = Refund.objects.get()
    assert (refund.amount, refund.order) == (700, None)
    send_refunds()
    assert charge_of(payment).refunded == 0, "nobody paid there: the sandbox refuses"
    assert StockItem.objects.get(variant=product.variant).available == 5


def test_paid_late_and_returned_by_the_gateway(purchase, payment):
    cancel_purchase(purchase.buyer, purchase=purchase)
    from shop.sandbox.hosting import answer

    answer(charge_of(payment), "pay")
    send_refunds()
    assert charge_of(payment).refunded == 700
    assert balance(Kind.GATEWAY, "CNY") == balance(Kind.HELD, "CNY") == Money(0, "CNY")
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.CANCELLED


def test_paid_twice(purchase, payment):
    other = Payment.objects.create(
        purchase=purchase, gateway="sandbox", gateway_reference="x", amount=700, currency="CNY"
    )
    settle(payment)
    settle(other)
    assert Refund.objects.get().payment == other
    assert purchase.orders.get().state == OrderState.PAID


def test_a_part_was_called_off_after_the_payment_was_opened(product):
    purchase = place(PersonFactory(), product, ProductFactory(price=300))
    payment = start_payment(purchase.buyer, purchase=purchase)
    cancel_order(purchase.buyer, order=purchase.orders.get(total=300))
    settle(payment)
    assert Refund.objects.get().amount == 300
    assert purchase.orders.get(total=700).state == OrderState.PAID
    assert balance(Kind.HELD, "CNY", product.store) == Money(-700, "CNY")


def test_a_failure_told_after_the_capture_changes_nothing(payment):
    settle(payment)
    fail_payment(payment, reason="no")
    payment.refresh_from_db()
    assert payment.state == Payment.State.CAPTURED


def test_a_capture_told_after_the_failure_counts(payment, purchase):
    fail_payment(payment, reason="no")
    settle(payment)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PAID
