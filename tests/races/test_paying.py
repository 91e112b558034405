"""Payments, webhooks, expiry and refunds at the same moment: each cent is counted once."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from config.kit.money import Money
from shop.checkout.models import Purchase
from shop.ledger.booking import Kind, balance
from shop.orders.models import OrderState
from shop.orders.refunding import refund_order
from shop.payments.models import Payment, Refund, WebhookEvent
from shop.payments.paying import start_payment
from shop.payments.signing import signed_headers
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import charge_of, paid_order, place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def opened_payment(product):
    purchase = place(PersonFactory(), product)
    return start_payment(purchase.buyer, purchase=purchase)


def test_paid_and_run_out_at_the_same_moment(at_once):
    """Either it is sold, or it is given up and the money goes back; eight purchases at a time."""
    product = ProductFactory(price=700, stock=8)
    payments = [opened_payment(product) for _ in range(8)]
    Purchase.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    calls = [("settle", (payment.pk,)) for payment in payments]
    calls += [("run_out", (payment.purchase_id,)) for payment in payments]
    answers = at_once(calls)
    assert all(answers[:8]), "each payment is settled once, whatever became of its purchase"
    sold = Purchase.objects.filter(state=Purchase.State.PAID).count()
    item = StockItem.objects.get()
    assert sum(answers[8:]) == 8 - sold
    assert (item.available, item.reserved) == (8 - sold, 0)
    assert Refund.objects.count() == 8 - sold
    assert balance(Kind.HELD, "CNY", product.store) == Money(-700 * sold, "CNY")
    assert balance(Kind.HELD, "CNY") == Money(-700 * (8 - sold), "CNY")


def test_one_webhook_handed_in_by_six_processes(at_once):
    payment = opened_payment(ProductFactory(price=700))
    data = {"shop_reference": payment.reference, "amount": 700, "currency": "CNY"}
    body = json.dumps({"type": "payment.captured", "data": data}).encode()
    headers = signed_headers(settings.SANDBOX_WEBHOOK_SECRET, event_id="evt_1", body=body)
    assert set(at_once([("hand_in", (body, headers))] * 6)) == {"evt_1"}
    assert WebhookEvent.objects.get().done_at
    assert balance(Kind.GATEWAY, "CNY") == Money(700, "CNY")
    assert not Refund.objects.exists()


def test_one_payment_settled_by_six_processes(at_once):
    payment = opened_payment(ProductFactory(price=700))
    assert sorted(at_once([("settle", (payment.pk,))] * 6)) == [False] * 5 + [True]
    assert balance(Kind.GATEWAY, "CNY") == Money(700, "CNY")


def test_one_refund_sent_by_four_workers(at_once):
    product = ProductFactory(price=700)
    order = paid_order(PersonFactory(), product)
    refund_order(product.store.owner, order=order)
    at_once([("send_refund", (Refund.objects.get().pk,))] * 4)
    assert order.state == OrderState.REFUNDED
    assert charge_of(Payment.objects.get()).refunded == 700
    assert balance(Kind.GATEWAY, "CNY") == Money(0, "CNY")
