import pytest
from django.db import connection

from config.kit.errors import NotAllowed
from shop.orders.cancelling import cancel_order, cancel_purchase
from shop.payments.errors import GatewayAway, NothingToPay
from shop.payments.gateways import GatewayError, Hosted
from shop.payments.models import Payment
from shop.payments.paying import start_payment
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST, pay, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase():
    return place(PersonFactory(), ProductFactory(price=700))


def test_it_works(purchase):
    payment = start_payment(purchase.buyer, purchase=purchase)
    assert (payment.amount, payment.currency, payment.gateway) == (700, "CNY", "sandbox")
    assert payment.state == Payment.State.CREATED
    assert payment.pay_url == f"/pay/sandbox/{payment.gateway_reference}/"


def test_again_gives_the_same(purchase):
    assert start_payment(purchase.buyer, purchase=purchase) == start_payment(purchase.buyer, purchase=purchase)


def test_after_a_failure_it_is_a_new_one(purchase):
    first = pay(purchase, "decline")
    assert first.state == Payment.State.FAILED
    assert start_payment(purchase.buyer, purchase=purchase) != first


def test_after_a_part_was_called_off_it_is_for_the_rest():
    purchase = place(PersonFactory(), ProductFactory(price=700), ProductFactory(price=300))
    first = start_payment(purchase.buyer, purchase=purchase)
    cancel_order(purchase.buyer, order=purchase.orders.get(total=700))
    second = start_payment(purchase.buyer, purchase=purchase)
    assert (first.amount, second.amount) == (1000, 300)


def test_a_guest():
    purchase = place(GUEST, ProductFactory())
    assert start_payment(GUEST, purchase=purchase).pay_url


def test_somebody_else(purchase):
    with pytest.raises(NotAllowed):
        start_payment(PersonFactory(), purchase=purchase)


def test_paid(purchase):
    pay(purchase)
    with pytest.raises(NothingToPay):
        start_payment(purchase.buyer, purchase=purchase)


def test_called_off(purchase):
    cancel_purchase(purchase.buyer, purchase=purchase)
    with pytest.raises(NothingToPay):
        start_payment(purchase.buyer, purchase=purchase)


class OtherGateway:
    """A second provider, for a test."""

    is_away = False

    def create(self, payment, *, return_url):
        assert not connection.in_atomic_block
        if self.is_away:
            raise GatewayError("no answer")
        return Hosted(f"other-{payment.reference}", "https://pay.example/1")


class TestAnotherGateway:
    @pytest.fixture(autouse=True)
    def other(self, settings):
        settings.PAYMENT_GATEWAYS = {"other": f"{__name__}.OtherGateway"}
        settings.PAYMENT_GATEWAY = "other"

    @pytest.mark.django_db(transaction=True)
    def test_plugs_in_by_settings_and_is_called_outside_of_transactions(self, purchase):
        payment = start_payment(purchase.buyer, purchase=purchase)
        assert (payment.gateway, payment.pay_url) == ("other", "https://pay.example/1")

    @pytest.mark.django_db(transaction=True)
    def test_away(self, purchase, monkeypatch):
        monkeypatch.setattr(OtherGateway, "is_away", True)
        with pytest.raises(GatewayAway):
            start_payment(purchase.buyer, purchase=purchase)
        monkeypatch.setattr(OtherGateway, "is_away", False)
        assert start_payment(purchase.buyer, purchase=purchase).pay_url
        assert Payment.objects.count() == 1
