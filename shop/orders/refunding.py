"""Refunding: the seller gives the money of an order back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from config.kit.errors import NotAllowed
from config.kit.lines import one_line
from shop.events import order_refunded
from shop.ledger.booking import Kind
from shop.orders import policies
from shop.orders.models import Order, OrderState
from shop.orders.transitions import advance, hold
from shop.payments.refunding import return_money
from shop.stock.reserving import put_back


def refund_order(person: Any, *, order: Order, reason: str = "") -> Order:
    """Give all of the order's money back. Goods that never left go back on the shelf; others are not counted in.

    Raises NotAllowed for anyone but the seller and the staff, Invalid for a reason too long, WrongState unless
    the order is paid and not yet closed.
    """
    if not policies.can_refund(person, order):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200, required=False)
    with transaction.atomic():
        hold(order)
        came_from = order.state
        advance(order, OrderState.REFUNDED, person, reason)
        if came_from == OrderState.PAID:
            put_back(order.lines.all(), person)
        return_money(order, reason=reason, out_of=Kind.PAYABLE if came_from == OrderState.RECEIVED else Kind.HELD)
        order_refunded.send(sender=Order, order=order, actor=person)
    return order
