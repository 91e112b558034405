"""The sandbox tells the shop: events as rows, signed and handed in at the shop's door by a worker."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from config.kit.claims import claim, finish, retry_later
from config.kit.references import new_reference
from shop.payments.gateways import EventKind
from shop.payments.signing import signed_headers
from shop.payments.webhooks import receive_webhook
from shop.sandbox.models import SandboxCharge, SandboxWebhook

logger = logging.getLogger(__name__)


def announce(
    charge: SandboxCharge,
    kind: EventKind,
    *,
    amount: int,
    reason: str = "",
    times: int = 1,
    after: timedelta = timedelta(0),
) -> list[SandboxWebhook]:
    """Write down, in the caller's transaction, an event to tell the shop `times` times, `after` a while.

    Whoever calls has the rows delivered after the commit; the sweeper does if they do not.
    """
    event_id = f"evt_{new_reference()}"
    data = {
        "charge": charge.reference,
        "shop_reference": charge.shop_reference,
        "amount": amount,
        "currency": charge.currency,
        "reason": reason,
    }
    body = json.dumps({"id": event_id, "type": kind.value, "data": data})
    return [
        SandboxWebhook.objects.create(charge=charge, event_id=event_id, body=body, due_at=timezone.now() + after)
        for _ in range(times)
    ]


@shared_task(name="shop.sandbox.deliver")
def deliver(pk: int) -> None:
    """Hand a waiting event in at the shop's door. Where the shop stumbles it is handed in again later."""
    row = claim(SandboxWebhook, pk)
    if row is None:
        return
    body = row.body.encode()
    try:
        receive_webhook(
            "sandbox",
            body=body,
            headers=signed_headers(settings.SANDBOX_WEBHOOK_SECRET, event_id=row.event_id, body=body),
        )
    except Exception:
        # As a real gateway would: whatever is wrong over there, try again later.
        logger.exception("webhook %s was not taken", row.event_id)
        retry_later(row)
        return
    finish(row)
