"""The frame of the seller's desk: which store one is at, and the ways around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from config.kit.errors import NotAllowed
from config.kit.money import Money
from shop.stores.limiting import kept_from_selling
from shop.stores.models import Store


@dataclass(frozen=True)
class Desk:
    """Read by `desk/base.html` as `desk`. `store` is None for who has none yet; `refused` says why no goods may be put
    up, on the pages where they could be."""

    store: Store | None
    stores: list[Store]
    tab: str
    refused: NotAllowed | None = None

    @property
    def slug(self) -> str:
        return self.store.slug if self.store else ""

    @property
    def symbol(self) -> str:
        """The sign before prices of the store."""
        return Money(0, self.store.currency).symbol if self.store else ""

    @property
    def others(self) -> list[Store]:
        return [store for store in self.stores if store != self.store]


def desk_frame(person: Any, *, tab: str, store: Store | None = None, slug: str = "") -> dict[str, Desk]:
    """Context of `desk/base.html`: the given store, else the person's own of that slug, else their newest.

    `tab` is "today", "products", "orders", "reviews", "stock" or "store". One query, on the first two one more.
    """
    stores = list(Store.objects.owned_by(person).select_related("photo"))
    chosen = store or next((own for own in stores if own.slug == slug), None) or next(iter(stores), None)
    refused = kept_from_selling(person) if tab in ("today", "products") else None
    return {"desk": Desk(chosen, stores, tab, refused)}
