"""Who may do what with a product."""

from __future__ import annotations

from typing import Any

from config.kit.policies import staff
from shop.catalog.models import Product
from shop.stores.policies import can_edit_store


def can_add_product(person: Any, store: Any) -> bool:
    """The owner of a store that the site has not closed."""
    return can_edit_store(person, store)


def can_edit_product(person: Any, product: Product) -> bool:
    """As above; also while the site hides it, so that what was wrong can be mended."""
    return can_edit_store(person, product.store)


def can_hide_product(person: Any, product: Product) -> bool:
    """Those who run the site."""
    return staff(person)
