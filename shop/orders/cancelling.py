"""Cancelling: an order that will not be sent."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from config.kit.errors import NotAllowed
from config.kit.lines import one_line
from shop.checkout.models import Purchase
from shop.events import order_cancelled
from shop.ledger.booking import Kind
from shop.orders import policies
from shop.orders.models import Order, OrderState
from shop.orders.transitions import WrongState, advance, hold, hold_purchase
from shop.payments.refunding import return_money
from shop.stock.reserving import put_back, release


def cancel_order(person: Any, *, order: Order, reason: str = "") -> Order:
    """Call an order off: its stock is for sale again, and if it was paid the money goes back.

    The buyer may do so until it is paid (`person` is None or anonymous for a guest), the seller and the
    staff until it is shipped. Raises NotAllowed, Invalid for a reason too long, WrongState.
    """
    if not policies.can_cancel(person, order):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200, required=False)
    with transaction.atomic():
        purchase = hold(order)
        if order.state == OrderState.PAID:
            if not policies.can_refund(person, order):
                raise NotAllowed(_("This order is paid. Ask the seller to cancel it."), code="paid_already")
            advance(order, OrderState.CANCELLED, person, reason)
            put_back(order.lines.all(), person)
            return_money(order, reason=reason, out_of=Kind.HELD)
            order_cancelled.send(sender=Order, order=order, actor=person)
        else:
            _give_up(order, person, reason)
            _close_if_empty(purchase)
    return order


def cancel_purchase(person: Any, *, purchase: Purchase, reason: str = "") -> Purchase:
    """Call off all that is unpaid of a purchase. Raises NotAllowed for anyone but the buyer, WrongState once paid.

    What may be done with one of its orders may be done with all: they have the same buyer.
    """
    reason = one_line(reason, field="reason", most=200, required=False)
    with transaction.atomic():
        held = hold_purchase(purchase.pk)
        orders = list(held.orders.select_related("store").order_by("pk"))
        if not all(policies.is_buyer(person, order) for order in orders):
            raise NotAllowed
        if held.state != Purchase.State.PENDING:
            raise WrongState(orders[0])
        give_up_unpaid(held, orders, person, reason)
    purchase.state = held.state
    return purchase


def give_up_unpaid(purchase: Purchase, orders: list[Order], actor: Any, note: str) -> None:
    """Cancel the placed ones of a held purchase's orders, and with the last of them the purchase."""
    for order in orders:
        if order.state == OrderState.PLACED:
            _give_up(order, actor, note)
    _close_if_empty(purchase)


def _give_up(order: Order, actor: Any, note: str) -> None:
    advance(order, OrderState.CANCELLED, actor, note)
    release(order.lines.all(), actor)
    order_cancelled.send(sender=Order, order=order, actor=actor)


def _close_if_empty(purchase: Purchase) -> None:
    if not purchase.orders.filter(state=OrderState.PLACED).exists():
        Purchase.objects.filter(pk=purchase.pk, state=Purchase.State.PENDING).update(state=Purchase.State.CANCELLED)
        purchase.state = Purchase.State.CANCELLED
