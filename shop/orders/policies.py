"""Who may do what with an order. Whether it is the moment for it, the table of transitions says."""

from __future__ import annotations

from typing import Any

from config.kit.policies import signed_in, staff
from shop.orders.models import Order


def is_seller(person: Any, order: Order) -> bool:
    """The owner of the store that sold it."""
    return person is not None and signed_in(person) and order.store.owner_id == person.pk


def is_buyer(person: Any, order: Order) -> bool:
    """Who bought it. A guest's order belongs to whoever holds the purchase's link, and not to its seller or the staff,
    who come to it in other ways."""
    if order.buyer_id is None:
        return person is None or not (is_seller(person, order) or staff(person))
    return person is not None and signed_in(person) and order.buyer_id == person.pk


def can_see(person: Any, order: Order) -> bool:
    """Whoever `visible_to` shows it to."""
    return True


def can_ship(person: Any, order: Order) -> bool:
    return is_seller(person, order)


def can_receive(person: Any, order: Order) -> bool:
    return is_buyer(person, order)


def can_cancel(person: Any, order: Order) -> bool:
    """The buyer until it is paid, the seller until it is shipped, the staff like the seller."""
    return is_buyer(person, order) or can_refund(person, order)


def can_refund(person: Any, order: Order) -> bool:
    return is_seller(person, order) or (person is not None and staff(person))


def can_sell(person: Any) -> bool:
    """Whoever may look at a desk: what stands on it, `sold_by` says."""
    return signed_in(person)
