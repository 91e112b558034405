"""Who may do what with a purchase."""

from __future__ import annotations

from typing import Any

from config.kit.policies import signed_in
from shop.checkout.models import Purchase


def is_buyer(person: Any, purchase: Purchase) -> bool:
    """Who placed it; a guest's belongs to whoever holds its link."""
    if purchase.buyer_id is None:
        return True
    return person is not None and signed_in(person) and purchase.buyer_id == person.pk


def can_see(person: Any, purchase: Purchase) -> bool:
    """Whoever `visible_to` shows it to."""
    return True


def can_pay(person: Any, purchase: Purchase) -> bool:
    return is_buyer(person, purchase)


def can_cancel(person: Any, purchase: Purchase) -> bool:
    return is_buyer(person, purchase)


def can_place(person: Any) -> bool:
    """Anyone may buy, except people who are suspended."""
    return not person.is_authenticated or person.is_active
