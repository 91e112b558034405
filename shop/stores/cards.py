"""A link to a store as a card."""

from __future__ import annotations

from typing import Any

from content.cards.registry import Arguments, Card, card_for
from shop.stores.models import Store


@card_for("store")
def store_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    slugs = {given["slug"] for given in arguments}
    stores = Store.objects.visible_to(viewer).filter(slug__in=slugs).select_related("photo")
    cards = {store.slug: _card(store) for store in stores}
    return [cards.get(given["slug"]) for given in arguments]


def _card(store: Store) -> Card:
    subtitle = " · ".join(part for part in (store.tagline, store.place_name) if part)
    return Card(
        kind="store",
        title=store.name,
        url=store.get_absolute_url(),
        subtitle=subtitle,
        picture=store.photo,
        key=store.slug,
    )
