"""Receiving: the goods are there, and the money is the seller's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.kit.claims import sweeper
from config.kit.errors import Conflict, NotAllowed
from shop.events import order_received
from shop.ledger.booking import Kind, book, credit, debit
from shop.orders import policies
from shop.orders.models import Order, OrderState
from shop.orders.transitions import advance, hold

CHUNK = 100


def confirm_received(person: Any, *, order: Order) -> Order:
    """The buyer has the goods. `person` is None or anonymous for a guest, who holds the purchase's link.

    Raises NotAllowed for anyone but the buyer, WrongState unless the order is shipped.
    """
    if not policies.can_receive(person, order):
        raise NotAllowed
    return _receive(order, person)


def _receive(order: Order, actor: Any) -> Order:
    with transaction.atomic():
        hold(order)
        advance(order, OrderState.RECEIVED, actor)
        book(
            f"order:{order.reference}:received",
            f"order {order.reference} received",
            [debit(Kind.HELD, order.money, order.store), credit(Kind.PAYABLE, order.money, order.store)],
        )
        order_received.send(sender=Order, order=order, actor=actor)
    return order


@sweeper
def receive_by_time() -> None:
    """Orders shipped long ago count as received, so that a forgetful buyer does not keep the seller's money."""
    before = timezone.now() - timedelta(days=settings.ORDER_RECEIVED_AFTER_DAYS)
    for order in Order.objects.filter(state=OrderState.SHIPPED, changed_at__lte=before).select_related("store")[:CHUNK]:
        try:
            _receive(order, None)
        except Conflict:
            # Confirmed or refunded since we looked.
            continue
