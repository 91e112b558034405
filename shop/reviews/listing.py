"""A store's reviews on its seller's desk."""

from __future__ import annotations

from typing import Any

from config.kit import cursors
from shop.reviews import showing
from shop.reviews.showing import PAGE, ReviewPage
from shop.stores.models import Store


def desk_page(person: Any, store: Store, *, only_open: bool = False, cursor: str | None = None) -> ReviewPage:
    """What buyers say of the store's goods, the latest first; `only_open` what has no answer. At most three queries."""
    rows = showing.of_store(person, store).for_lists()
    if only_open:
        rows = rows.filter(answer=None)
    found, following = cursors.newest_page(rows, cursor, PAGE)
    return ReviewPage(showing.shown(found, person), following)
