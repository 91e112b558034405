"""The one table of what an order may become, and the one way to move it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from config.kit.errors import Conflict
from shop.checkout.models import Purchase
from shop.orders.models import Order, OrderState, OrderTransition

TRANSITIONS: dict[str, frozenset[str]] = {
    OrderState.PLACED: frozenset({OrderState.PAID, OrderState.CANCELLED}),
    OrderState.PAID: frozenset({OrderState.SHIPPED, OrderState.CANCELLED, OrderState.REFUNDED}),
    OrderState.SHIPPED: frozenset({OrderState.RECEIVED, OrderState.REFUNDED}),
    OrderState.RECEIVED: frozenset({OrderState.CLOSED, OrderState.REFUNDED}),
    OrderState.CLOSED: frozenset(),
    OrderState.CANCELLED: frozenset(),
    OrderState.REFUNDED: frozenset(),
}


class WrongState(Conflict):
    """The order is past the point where this was possible."""

    code = "wrong_state"

    def __init__(self, order: Order):
        self.state = order.state
        super().__init__(
            _("This order is “%(state)s” now, so that is no longer possible.") % {"state": order.get_state_display()}
        )


def can_become(order: Order, to: str) -> bool:
    """Whether the table lets the order, as it was read, go there."""
    return to in TRANSITIONS[order.state]


def hold_purchase(purchase_id: int) -> Purchase:
    """Lock the purchase for the length of the transaction and give it as it stands.

    Whatever changes one of its orders or payments takes this lock first, and stock after it, so any two
    changes of a purchase come one after the other and never wait in a circle. SQLite holds the whole
    database from the start of a transaction anyway. Raises TransactionManagementError outside one.
    """
    return Purchase.objects.select_for_update(no_key=True).get(pk=purchase_id)


def hold(order: Order) -> Purchase:
    """Lock the order's purchase and bring the order's state up to date."""
    purchase = hold_purchase(order.purchase_id)
    order.refresh_from_db(fields=["state"])
    return purchase


def advance(order: Order, to: str, actor: Any, note: str = "") -> OrderTransition:
    """Move the order and write the step down, inside the caller's transaction.

    One conditional update on the state that was read: of two who move it from there, one does.
    Raises WrongState where the table forbids it or the other was first.
    """
    came_from = order.state
    if to not in TRANSITIONS[came_from]:
        raise WrongState(order)
    now = timezone.now()
    if not Order.objects.filter(pk=order.pk, state=came_from).update(state=to, changed_at=now):
        order.refresh_from_db(fields=["state"])
        raise WrongState(order)
    order.state, order.changed_at = to, now
    return OrderTransition.objects.create(
        order=order, from_state=came_from, to_state=to, actor=_member(actor), note=note
    )


def begin(order: Order, actor: Any) -> OrderTransition:
    """Write down that the order was placed."""
    return OrderTransition.objects.create(order=order, to_state=OrderState.PLACED, actor=_member(actor))


def _member(actor: Any) -> Any:
    """The actor where it is a signed-in person; guests and the system are not named."""
    return actor if getattr(actor, "is_authenticated", False) else None
