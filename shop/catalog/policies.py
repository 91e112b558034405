"""Who may do what with a product."""

from __future__ import annotations

from typing import Any

from config.kit.policies import explained, staff
from shop.catalog.models import Product
from shop.stores.limiting import kept_from_selling, refusal_to_sell
from shop.stores.policies import can_edit_store


@explained(refusal_to_sell)
def can_add_product(person: Any, store: Any) -> bool:
    """The owner of a store that the site has not closed, unless kept from selling."""
    return can_edit_store(person, store) and kept_from_selling(person) is None


@explained(refusal_to_sell)
def can_edit_product(person: Any, product: Product) -> bool:
    """As above; also while the site hides it, so that what was wrong can be mended."""
    return can_add_product(person, product.store)


def can_take_off_shelf(person: Any, product: Product) -> bool:
    """The owner, also where they may put nothing up."""
    return can_edit_store(person, product.store)


def can_hide_product(person: Any, product: Product) -> bool:
    """Those who run the site."""
    return staff(person)
