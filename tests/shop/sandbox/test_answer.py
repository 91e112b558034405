from datetime import timedelta

import pytest
from django.utils import timezone

from shop.checkout.models import Purchase
from shop.payments.models import Payment, WebhookEvent
from shop.payments.paying import start_payment
from shop.sandbox.delivering import deliver
from shop.sandbox.hosting import AnsweredAlready, How, answer
from shop.sandbox.models import SandboxCharge, SandboxWebhook
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import charge_of, pay, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase():
    return place(PersonFactory(), ProductFactory())


def test_it_works(purchase):
    assert pay(purchase).state == Payment.State.CAPTURED
    assert purchase.state == Purchase.State.PAID


@pytest.mark.parametrize("how", [How.PAY, How.TWICE, How.DISORDER, How.STUBBORN])
def test_paid_at_once(purchase, how):
    pay(purchase, how)
    assert purchase.state == Purchase.State.PAID
    assert SandboxWebhook.objects.filter(done_at=None).count() == 0


def test_told_twice_is_heard_once(purchase):
    pay(purchase, How.TWICE)
    assert (SandboxWebhook.objects.count(), WebhookEvent.objects.count()) == (2, 1)


def test_late(purchase):
    pay(purchase, How.LATE)
    assert purchase.state == Purchase.State.PENDING
    SandboxWebhook.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    deliver(SandboxWebhook.objects.get().pk)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PAID


def test_decline(purchase):
    payment = pay(purchase, How.DECLINE)
    assert payment.state == Payment.State.FAILED
    assert payment.failure
    assert purchase.state == Purchase.State.PENDING


def test_a_second_time(purchase):
    payment = start_payment(purchase.buyer, purchase=purchase)
    answer(charge_of(payment), How.DECLINE)
    with pytest.raises(AnsweredAlready):
        answer(charge_of(payment), How.PAY)
    assert SandboxCharge.objects.get().state == SandboxCharge.State.DECLINED
