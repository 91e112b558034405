"""Closing: some days after it was received nothing more can happen to an order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.kit.claims import sweeper
from config.kit.errors import Conflict
from shop.events import order_closed
from shop.orders.models import Order, OrderState
from shop.orders.transitions import advance, hold

CHUNK = 100


def close_order(actor: Any, *, order: Order) -> Order:
    """The deal is done. Raises WrongState unless the order was received."""
    with transaction.atomic():
        hold(order)
        advance(order, OrderState.CLOSED, actor)
        order_closed.send(sender=Order, order=order, actor=actor)
    return order


@sweeper
def close_by_time() -> None:
    """Close what was received long enough ago."""
    before = timezone.now() - timedelta(days=settings.ORDER_CLOSED_AFTER_DAYS)
    for order in Order.objects.filter(state=OrderState.RECEIVED, changed_at__lte=before)[:CHUNK]:
        try:
            close_order(None, order=order)
        except Conflict:
            continue
