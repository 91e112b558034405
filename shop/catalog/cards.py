"""A link to a product as a card."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from content.cards.registry import Arguments, Card, card_for
from shop.catalog.models import Product


@card_for("product")
def product_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    asked = [(given["store"], given["product"]) for given in arguments]
    wanted = Q()
    for store, product in set(asked):
        wanted |= Q(store__slug=store, slug=product)
    products = Product.objects.visible_to(viewer).filter(wanted).for_tiles()
    cards = {(product.store.slug, product.slug): _card(product) for product in products}
    return [cards.get(pair) for pair in asked]


def _card(product: Product) -> Card:
    return Card(
        kind="product",
        title=product.name,
        url=product.get_absolute_url(),
        subtitle=product.store.name,
        picture=product.picture,
        price=product.price_from,
        is_from=product.is_from,
        key=product.slug,
    )
