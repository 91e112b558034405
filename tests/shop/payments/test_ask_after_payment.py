from datetime import timedelta

import pytest
from django.utils import timezone

from shop.checkout.models import Purchase
from shop.payments.gateways import GatewayError
from shop.payments.models import Payment
from shop.payments.paying import ask_after_payment, start_payment
from shop.sandbox.gateway import SandboxGateway
from shop.sandbox.models import SandboxCharge
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import pay, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase():
    return place(PersonFactory(), ProductFactory())


def due(payment):
    Payment.objects.filter(pk=payment.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    return payment


def test_it_works(purchase):
    payment = pay(purchase, "lost")
    assert purchase.state == Purchase.State.PENDING
    ask_after_payment(due(payment).pk)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PAID


def test_not_before_its_time(purchase):
    payment = pay(purchase, "lost")
    ask_after_payment(payment.pk)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PENDING


def test_declined(purchase):
    payment = start_payment(purchase.buyer, purchase=purchase)
    SandboxCharge.objects.update(state=SandboxCharge.State.DECLINED)
    ask_after_payment(due(payment).pk)
    payment.refresh_from_db()
    assert (payment.state, bool(payment.done_at)) == (Payment.State.FAILED, True)


def test_still_open_is_asked_again_later(purchase):
    payment = due(start_payment(purchase.buyer, purchase=purchase))
    ask_after_payment(payment.pk)
    payment.refresh_from_db()
    assert (payment.state, payment.done_at) == (Payment.State.CREATED, None)
    assert payment.due_at > timezone.now()


def test_the_gateway_is_away(purchase, monkeypatch):
    payment = due(pay(purchase, "lost"))

    def away(self, payment):
        raise GatewayError("no answer")

    monkeypatch.setattr(SandboxGateway, "capture", away)
    ask_after_payment(payment.pk)
    payment.refresh_from_db()
    assert (payment.state, payment.done_at) == (Payment.State.CREATED, None)


def test_never_opened_at_the_gateway(purchase):
    payment = Payment.objects.create(purchase=purchase, gateway="sandbox", amount=1, currency="CNY")
    ask_after_payment(payment.pk)
    payment.refresh_from_db()
    assert payment.done_at
