import pytest
from django.db import connection
from django.utils import timezone

from shop.orders.refunding import refund_order
from shop.payments import refunding
from shop.payments.models import Refund
from shop.payments.refunding import send_refund
from shop.sandbox.models import SandboxRefund, SandboxWebhook
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import charge_of, pay, place

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["pay"])
def refund(request):
    product = ProductFactory(price=700)
    purchase = place(PersonFactory(), product)
    pay(purchase, request.param)
    refund_order(product.store.owner, order=purchase.orders.get())
    return Refund.objects.get()


def test_it_works(refund):
    send_refund(refund.pk)
    refund.refresh_from_db()
    assert refund.done_at
    assert SandboxRefund.objects.get().reference == refund.gateway_reference
    assert charge_of(refund.payment).refunded == 700


def test_a_second_time_sends_nothing(refund):
    send_refund(refund.pk)
    send_refund(refund.pk)
    assert charge_of(refund.payment).refunded == 700


def test_killed_after_the_gateway_sent_it(refund):
    """The row is not marked done, its lease runs out, and it is sent again with the same reference."""
    refunding.gateway("sandbox").refund(refund)
    send_refund(refund.pk)
    refund.refresh_from_db()
    assert refund.done_at
    assert charge_of(refund.payment).refunded == 700


@pytest.mark.parametrize("refund", ["stubborn"], indirect=True)
def test_refused_at_first(refund):
    send_refund(refund.pk)
    refund.refresh_from_db()
    assert refund.done_at is None
    assert refund.due_at > timezone.now()
    Refund.objects.update(due_at=timezone.now())
    send_refund(refund.pk)
    refund.refresh_from_db()
    assert refund.done_at


def test_the_gateway_tells_of_it(refund, commits, eager_tasks):
    with commits():
        send_refund(refund.pk)
    assert SandboxWebhook.objects.filter(body__contains="refund.succeeded").get().done_at


@pytest.mark.django_db(transaction=True)
def test_outside_of_transactions(refund, monkeypatch):
    class Watchful:
        def refund(self, refund):
            assert not connection.in_atomic_block
            return "sent"

    monkeypatch.setattr(refunding, "gateway", lambda name: Watchful())
    send_refund(refund.pk)
    refund.refresh_from_db()
    assert refund.gateway_reference == "sent"
