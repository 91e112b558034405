"""Who may do what with a store."""

from __future__ import annotations

from typing import Any

from config.kit.policies import signed_in, staff
from shop.stores.limiting import kept_from_selling
from shop.stores.models import Store


def can_open_store(person: Any, store: Any = None) -> bool:
    """Every member who is not kept from selling."""
    return signed_in(person) and kept_from_selling(person) is None


def owns_store(person: Any, store: Store) -> bool:
    return signed_in(person) and store.owner_id == person.pk


def can_edit_store(person: Any, store: Store) -> bool:
    """The owner, for as long as the site has not closed it."""
    return owns_store(person, store) and store.state != Store.State.CLOSED


def can_close_store(person: Any, store: Store) -> bool:
    """Those who run the site."""
    return staff(person)
