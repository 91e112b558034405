"""Webhooks: verified at the door, kept as a row, then acted on by whoever claims the row.

What is not signed is not kept: rows of strangers would fill the database and could take up event ids.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict

from celery import shared_task
from django.db import IntegrityError, transaction

from config.kit.claims import claim, finish, retry_later, send
from shop.payments.gateways import EventKind, GatewayEvent, gateway
from shop.payments.models import Payment, WebhookEvent
from shop.payments.paying import WrongAmount, fail_payment, settle_payment

logger = logging.getLogger(__name__)


class UnknownPayment(Exception):
    """The event is about a payment that we do not have, or do not have yet."""


def receive_webhook(name: str, *, body: bytes, headers: Mapping[str, str]) -> WebhookEvent:
    """Keep a webhook of the gateway `name`, then act on it at once, so that a buyer who comes back sees it.

    Where that fails a worker tries again. The same event again gives the row that stands.
    Raises KeyError for a gateway that is not set up, NotBelieved.
    """
    event = gateway(name).verify_webhook(body, headers)
    row = _keep(name, event, body)
    if row.done_at is None and not _done_at_once(row):
        send(process_webhook, row.pk, queue="now")
    return row


def _done_at_once(row: WebhookEvent) -> bool:
    try:
        process_webhook(row.pk)
    except Exception:
        # It is kept: the gateway need not know that we stumbled, a worker takes it from here.
        logger.exception("webhook %s", row)
    row.refresh_from_db()
    return row.done_at is not None


def _keep(name: str, event: GatewayEvent, body: bytes) -> WebhookEvent:
    try:
        with transaction.atomic():
            return WebhookEvent.objects.create(
                gateway=name,
                event_id=event.event_id,
                kind=event.kind[:40],
                payload={"event": asdict(event), "body": body.decode(errors="replace")},
            )
    except IntegrityError:
        return WebhookEvent.objects.get(gateway=name, event_id=event.event_id)


@shared_task(name="shop.payments.process_webhook")
def process_webhook(pk: int) -> None:
    """Act on a webhook that waits. Events may come in any order and again: each changes only what it still can."""
    row = claim(WebhookEvent, pk)
    if row is None:
        return
    event = GatewayEvent(**row.payload["event"])
    try:
        with transaction.atomic():
            _act_on(row.gateway, event)
            if not finish(row):
                # Our lease ran out and another worker has done it: take back what we did.
                transaction.set_rollback(True)
    except (UnknownPayment, WrongAmount) as error:
        logger.warning("webhook %s: %s", row, error)
        retry_later(row)


def _act_on(gateway_name: str, event: GatewayEvent) -> None:
    if event.kind not in (EventKind.CAPTURED, EventKind.FAILED):
        # That a refund went out we know from the call that sent it.
        return
    payment = Payment.objects.filter(gateway=gateway_name, reference=event.payment).first()
    if payment is None:
        raise UnknownPayment(event.payment)
    if event.kind == EventKind.CAPTURED:
        settle_payment(payment, amount=event.amount, currency=event.currency)
    else:
        fail_payment(payment, reason=event.reason)
