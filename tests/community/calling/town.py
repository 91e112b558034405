"""The stores of the demo town as rows, with their goods, tags and what their sellers know, found by their words."""

from __future__ import annotations

from typing import Any

from community.calling.indexing import write_terms
from seeds.files import read_town
from shop.stores.models import Store
from tests.factories import ProductFactory, StoreFactory

KNOWLEDGE = ("good_for", "not_for", "how_to_use", "compared_with")


def stores_of_the_town() -> dict[str, Store]:
    """By their slugs."""
    stores = {}
    for entry in read_town("town").stores:
        lat, lon = entry["at"]
        store: Any = StoreFactory(slug=entry["slug"], name=entry["name"], tagline=entry["tagline"], lat=lat, lon=lon)
        for sold in reversed(entry["products"]):
            words = {name: sold[name] for name in KNOWLEDGE if sold.get(name)}
            product: Any = ProductFactory(store=store, slug=sold["slug"], name=sold["name"], **words)
            product.tags.set(sold.get("tags", ()))
        write_terms(store)
        stores[store.slug] = store
    return stores
