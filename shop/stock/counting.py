"""Counting: the seller says how many there are."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from config.kit.errors import Invalid, NotAllowed
from shop.stock.models import StockItem, StockMovement
from shop.stock.policies import can_count

MAX_STOCK = 1_000_000


@transaction.atomic
def count(person: Any, *, item: StockItem, available: int | None) -> StockItem:
    """Set how many are for sale, beside those promised to orders; None: made to order, never runs out.

    What was there before and what was found is kept as a movement. Raises NotAllowed, and Invalid at "available".
    """
    if not can_count(person, item):
        raise NotAllowed
    if available is not None and not 0 <= available <= MAX_STOCK:
        message = _("How many there are is a whole number, at most %(most)d.") % {"most": MAX_STOCK}
        raise Invalid(message, field="available", code="stock_out_of_range")
    held = StockItem.objects.select_for_update().get(pk=item.pk)
    item.is_tracked = held.is_tracked = available is not None
    if available is not None:
        _note(person, held, available - held.available)
        held.available = available
    held.save(update_fields=["is_tracked", "available"])
    item.available, item.reserved = held.available, held.reserved
    return item


def first_count(person: Any, *, variant: Any, stock: int | None) -> StockItem:
    """The stock of a variant that has just been made; inside the transaction that makes it."""
    item = StockItem.objects.create(variant=variant, is_tracked=stock is not None, available=stock or 0)
    _note(person, item, item.available)
    return item


def _note(person: Any, item: StockItem, delta: int) -> None:
    if delta:
        StockMovement.objects.create(item=item, kind=StockMovement.Kind.COUNT, available_delta=delta, actor=person)
