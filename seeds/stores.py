"""Stores open, and goods come onto their shelves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from config.kit.geo import Place
from seeds.album import SMALL, SQUARE, Album
from seeds.files import Entry, Town, buys
from seeds.register import Register
from seeds.timeline import Act
from shop.catalog.publishing import VariantInput, add_product
from shop.stores.models import Store
from shop.stores.opening import open_store

# All goods of today were on the shelf before the month of orders began.
SHELVED = timedelta(days=34)


def opening(town: Town, register: Register, album: Album, now: datetime) -> Iterator[Act]:
    """Each store opens, then gets its goods one after the other."""
    known = set(Store.objects.values_list("slug", flat=True))
    sold = _sold(town)
    for store in town.stores:
        slug, owner = store["slug"], register.person(store["owner"])
        opened = now - timedelta(days=store["opened"])
        if slug not in known:
            album.wish(owner, f"store/{slug}", [store["picture"]], SMALL)
        yield Act(opened, partial(_open, register, album, store))
        for place, product in enumerate(reversed(store["products"])):
            key = f"product/{slug}/{product['slug']}"
            if (slug, product["slug"]) in register.known_products:
                continue
            album.wish(owner, key, product["pictures"], SQUARE)
            # The newest stands first: the files begin with what a store is known for.
            moment = opened + (now - SHELVED - opened) * (place + 1) / (len(store["products"]) + 1)
            yield Act(moment, partial(_shelve, register, album, store, product, sold))


def _open(register: Register, album: Album, entry: Entry) -> bool:
    if Store.objects.filter(slug=entry["slug"]).exists():
        return False
    lat, lon = entry["at"]
    open_store(
        register.person(entry["owner"]),
        name=entry["name"],
        tagline=entry["tagline"],
        story=entry["story"],
        place_name=entry["place"],
        place=Place(lat, lon),
        photo=album.one(f"store/{entry['slug']}"),
        delivery_fee=entry["delivery_fee"],
        delivery_note=entry["delivery_note"],
        commission=entry.get("commission", 0),
        slug=entry["slug"],
    )
    return True


def _shelve(
    register: Register, album: Album, store: Entry, product: Entry, sold: Counter[tuple[str, str, str]]
) -> bool:
    slug = product["slug"]
    add_product(
        register.person(store["owner"]),
        store=register.store(store["slug"]),
        name=product["name"],
        description=product["description"],
        pictures=album.of(f"product/{store['slug']}/{slug}"),
        tags=product["tags"],
        variants=[
            VariantInput(
                name=variant["name"],
                price=variant["price"],
                stock=variant["stock"] + sold[store["slug"], slug, variant["name"]],
            )
            for variant in product["variants"]
        ],
        slug=slug,
        **{field: product.get(field, "") for field in ("good_for", "not_for", "how_to_use", "compared_with")},
    )
    return True


def _sold(town: Town) -> Counter[tuple[str, str, str]]:
    """How many of each choice the month's orders take: the files say what is left after them."""
    taken: Counter[tuple[str, str, str]] = Counter()
    for order in town.orders:
        if order["until"] not in ("cancelled", "refunded"):
            for buy in buys(order):
                taken[buy.store, buy.product, buy.variant] += buy.quantity
    return taken
