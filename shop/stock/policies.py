"""Who may count stock."""

from __future__ import annotations

from typing import Any

from shop.stock.models import StockItem
from shop.stores.policies import can_edit_store


def can_count(person: Any, item: StockItem) -> bool:
    """The owner of the store whose goods they are."""
    return can_edit_store(person, item.variant.product.store)
