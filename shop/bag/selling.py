"""Whether a variant can be bought now, and if not, why. Bag, product page and checkout all ask here."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.catalog.models import Product, Variant

MOST = 99


class Problem(StrEnum):
    """Why a line cannot be bought as it is."""

    GONE = "gone"
    PAUSED = "paused"
    SOLD_OUT = "sold_out"
    SHORT = "short"
    CURRENCY = "currency"


def with_all(variants: Any) -> Any:
    """The queryset with what `problem_of` and the lines of a bag look at, in a constant number of queries."""
    return variants.select_related("stock", "product__store__owner", "product__store__photo").prefetch_related(
        "product__pictures__picture"
    )


def problem_of(variant: Variant, quantity: int) -> Problem | None:
    """What keeps `quantity` of this from being bought; None if nothing does. Reads what `with_all` fetched."""
    product, store = variant.product, variant.product.store
    if variant.archived_at or product.state != Product.State.PUBLISHED:
        return Problem.GONE
    if store.state == store.State.CLOSED or not store.owner.is_active:
        return Problem.GONE
    if not store.is_open:
        return Problem.PAUSED
    if not variant.stock.can_sell(1):
        return Problem.SOLD_OUT
    return None if variant.stock.can_sell(quantity) else Problem.SHORT


def most_of(variant: Variant) -> int:
    """How many of it one line can hold now."""
    return min(MOST, variant.stock.available) if variant.stock.is_tracked else MOST


def words_for(problem: Problem, variant: Variant) -> str:
    """The problem as the buyer reads it."""
    if problem == Problem.SHORT:
        left = variant.stock.available
        return ngettext("Only %(count)d left", "Only %(count)d left", left) % {"count": left}
    return {
        Problem.GONE: _("No longer sold"),
        Problem.PAUSED: _("The store is on a break"),
        Problem.SOLD_OUT: _("Sold out"),
        Problem.CURRENCY: _("Sold in another currency; please buy it separately"),
    }[problem]
