"""What operators see and do of the buying side."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from shop.bag.models import Bag, BagLine
from shop.checkout.models import Address, GuestMail, Purchase
from shop.ledger.models import Account, JournalEntry, Posting
from shop.orders.models import Order, OrderLine, OrderState, OrderTransition, Shipment
from shop.orders.refunding import refund_order
from shop.payments.models import Payment, Refund, WebhookEvent
from shop.sandbox.models import SandboxCharge, SandboxRefund, SandboxWebhook
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST, bag_with, paid_order, send_refunds, shipped_order

pytestmark = pytest.mark.django_db
MODELS = [
    *(Bag, BagLine, Address, GuestMail, Purchase, Account, JournalEntry, Posting, Order, OrderLine, OrderTransition),
    *(Shipment, Payment, Refund, WebhookEvent, SandboxCharge, SandboxRefund, SandboxWebhook),
]


@pytest.fixture
def operator(client):
    person = PersonFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


@pytest.fixture
def product():
    return ProductFactory(price=700, stock=40)


def path(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def act(client, action, *orders, reason=""):
    body = {"action": action, "_selected_action": [order.pk for order in orders], "reason": reason}
    return client.post(path(Order, "changelist"), body, follow=True)


@pytest.mark.parametrize("model", MODELS)
def test_each_list_and_row_can_be_looked_at_and_searched(client, operator, product, model):
    buyer = PersonFactory()
    bag_with(buyer, product)
    refund_order(product.store.owner, order=shipped_order(buyer, product))
    shipped_order(GUEST, product)
    bag_with(buyer, product)
    send_refunds()
    assert client.get(path(model, "changelist"), {"q": "龙井"}).status_code == 200
    assert client.get(path(model, "changelist")).status_code == 200
    row = model.objects.first()
    assert row is not None
    assert client.get(path(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added_or_written_over(client, operator, model):
    page = admin.site.get_model_admin(model)
    request = client.get("/admin/").wsgi_request
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)


def test_cancel_goes_through_the_verb_and_is_logged(client, operator, product):
    order = paid_order(PersonFactory(), product)
    act(client, "cancel", order, reason="买家打电话来")
    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert order.transitions.last().actor == operator
    assert Refund.objects.get().reason == "买家打电话来"
    assert "买家打电话来" in LogEntry.objects.get().change_message


def test_refund(client, operator, product):
    order = shipped_order(PersonFactory(), product)
    act(client, "refund", order)
    order.refresh_from_db()
    assert order.state == OrderState.REFUNDED


def test_what_is_refused_is_said_and_the_others_go_on(client, operator, product):
    shipped, paid = shipped_order(PersonFactory(), product), paid_order(PersonFactory(), product)
    answer = act(client, "cancel", shipped, paid).content.decode()
    paid.refresh_from_db()
    assert paid.state == OrderState.CANCELLED
    assert shipped.reference in answer
    assert LogEntry.objects.count() == 1


def test_try_again_gives_a_row_all_its_attempts(client, operator, product):
    refund_order(product.store.owner, order=shipped_order(PersonFactory(), product))
    Refund.objects.update(attempts=12)
    body = {"action": "try_again", "_selected_action": [Refund.objects.get().pk]}
    client.post(path(Refund, "changelist"), body)
    assert Refund.objects.get().attempts == 0
    send_refunds()
    assert Refund.objects.get().done_at
