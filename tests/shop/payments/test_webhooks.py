import json
import time
from itertools import permutations

import pytest
from django.test import Client

from config.kit.claims import MAX_ATTEMPTS
from shop.checkout.models import Purchase
from shop.payments import webhooks
from shop.payments.gateways import EventKind
from shop.payments.models import Payment, Refund, WebhookEvent
from shop.payments.paying import start_payment
from shop.payments.signing import TOLERANCE, sign, signed_headers
from shop.payments.webhooks import process_webhook, receive_webhook
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase():
    return place(PersonFactory(), ProductFactory(price=700))


@pytest.fixture
def payment(purchase):
    return start_payment(purchase.buyer, purchase=purchase)


def body_of(payment, kind=EventKind.CAPTURED, **changes):
    data = {"shop_reference": payment.reference, "amount": 700, "currency": "CNY"} | changes
    return json.dumps({"type": kind, "data": data}).encode()


@pytest.fixture
def send(settings):
    """Hand a webhook in over HTTP, as a gateway would."""

    def post(body, event_id="evt_1", **changes):
        headers = signed_headers(settings.SANDBOX_WEBHOOK_SECRET, event_id=event_id, body=body) | changes
        named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        return Client(enforce_csrf_checks=True).post(
            "/webhooks/sandbox/", body, content_type="application/json", **named
        )

    return post


def test_it_works(send, payment, purchase):
    assert send(body_of(payment)).status_code == 204
    purchase.refresh_from_db()
    event = WebhookEvent.objects.get()
    assert purchase.state == Purchase.State.PAID
    assert (event.event_id, event.kind, bool(event.done_at)) == ("evt_1", "payment.captured", True)


def test_the_same_event_twice(send, payment):
    assert [send(body_of(payment)).status_code for _ in range(2)] == [204, 204]
    assert WebhookEvent.objects.count() == 1
    assert not Refund.objects.exists()


def test_the_same_news_in_two_events(send, payment):
    for event_id in ("evt_1", "evt_2"):
        send(body_of(payment), event_id)
    assert WebhookEvent.objects.filter(done_at=None).count() == 0
    assert not Refund.objects.exists()


@pytest.mark.parametrize("order", list(permutations([EventKind.CAPTURED, EventKind.FAILED, EventKind.REFUNDED, "odd"])))
def test_any_order_ends_the_same(send, payment, order):
    for number, kind in enumerate(order):
        assert send(body_of(payment, kind), f"evt_{number}").status_code == 204
    payment.refresh_from_db()
    assert payment.state == Payment.State.CAPTURED
    assert WebhookEvent.objects.filter(done_at=None).count() == 0


class TestNotBelieved:
    def test_forged(self, send, payment):
        body = body_of(payment)
        forged = sign("another secret", event_id="evt_1", timestamp=int(time.time()), body=body)
        assert send(body, **{"webhook-signature": forged}).status_code == 400

    def test_changed_on_the_way(self, send, payment, settings):
        headers = signed_headers(settings.SANDBOX_WEBHOOK_SECRET, event_id="evt_1", body=body_of(payment))
        assert send(body_of(payment, amount=1), **headers).status_code == 400

    @pytest.mark.parametrize("seconds", [-TOLERANCE - 5, TOLERANCE + 5])
    def test_too_old_or_from_the_future(self, send, payment, settings, seconds):
        body, moment = body_of(payment), int(time.time()) + seconds
        headers = signed_headers(settings.SANDBOX_WEBHOOK_SECRET, event_id="evt_1", body=body, timestamp=moment)
        assert send(body, **headers).status_code == 400

    @pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
    @pytest.mark.parametrize("value", ["", "x" * 200, "²", "-1", "v1,"])
    def test_odd_headers(self, send, payment, name, value):
        assert send(body_of(payment), **{name: value}).status_code == 400

    @pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b"\xff", b'{"type": 1, "data": []}'])
    def test_signed_but_unreadable(self, send, body):
        assert send(body).status_code == 400

    @pytest.fixture(autouse=True)
    def nothing_is_kept(self):
        yield
        assert not WebhookEvent.objects.exists()
        assert not Payment.objects.filter(state=Payment.State.CAPTURED).exists()


def test_of_two_signatures_one_is_enough(send, payment, settings):
    """While a secret is changed the sender signs with the old one and the new one."""
    body = body_of(payment)
    good = signed_headers(settings.SANDBOX_WEBHOOK_SECRET, event_id="evt_1", body=body)["webhook-signature"]
    assert send(body, **{"webhook-signature": f"v1,AAAA {good}"}).status_code == 204


def test_another_gateway_is_not_found():
    assert Client().post("/webhooks/nobody/").status_code == 404


def test_only_posts():
    assert Client().get("/webhooks/sandbox/").status_code == 405


def test_too_much(send):
    assert send(b"x" * (64 * 1024 + 1)).status_code == 413


def test_an_unknown_payment_is_kept_and_tried_again(send, payment, settings):
    assert send(body_of(payment, shop_reference="nobody-knows")).status_code == 204
    event = WebhookEvent.objects.get()
    assert event.done_at is None
    assert 0 < event.attempts < MAX_ATTEMPTS


def test_a_wrong_amount_is_kept_for_a_person_to_look_at(send, payment):
    assert send(body_of(payment, amount=1)).status_code == 204
    payment.refresh_from_db()
    assert payment.state == Payment.State.CREATED
    assert WebhookEvent.objects.get().done_at is None


def test_where_we_stumble_a_worker_takes_over(payment, purchase, settings, monkeypatch):
    body = body_of(payment)
    headers = signed_headers(settings.SANDBOX_WEBHOOK_SECRET, event_id="evt_1", body=body)

    def stumble(*args, **kwargs):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(webhooks, "settle_payment", stumble)
        row = receive_webhook("sandbox", body=body, headers=headers)
    assert row.done_at is None
    WebhookEvent.objects.update(claimed_until=None)
    process_webhook(row.pk)
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.PAID
