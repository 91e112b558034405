"""The sandbox's page."""

import pytest
from django.test import Client

from shop.checkout.models import Purchase
from shop.payments.paying import start_payment
from shop.sandbox.hosting import How
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment():
    purchase = place(PersonFactory(), ProductFactory())
    return start_payment(purchase.buyer, purchase=purchase)


@pytest.mark.parametrize("how", How.values)
def test_each_way_leads_back_to_the_purchase(payment, how):
    assert Client().get(payment.pay_url).status_code == 200
    response = Client().post(payment.pay_url, {"how": how})
    assert response.url == f"{payment.purchase.get_absolute_url()}?from=gateway"
    assert Client().get(payment.pay_url).status_code == 200


def test_a_second_tap(payment):
    urls = {Client().post(payment.pay_url, {"how": "pay"}).url for _ in range(2)}
    assert len(urls) == 1
    assert Purchase.objects.get().state == Purchase.State.PAID


@pytest.mark.parametrize("how", ["", "steal", "\x00"])
def test_odd_ways(payment, how):
    assert Client().post(payment.pay_url, {"how": how}).status_code == 400


def test_no_such_payment():
    assert Client().get("/pay/sandbox/0000000000000000/").status_code == 404
