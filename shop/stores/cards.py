"""A link to a store as a card."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from content.cards.registry import Card, CardRows, card_rows
from content.cards.rows import Row, columns
from shop.stores.models import Store


def _find(slugs: set[str], viewer: Any) -> QuerySet[Any, Any]:
    stores = Store.objects.visible_to(viewer).filter(slug__in=slugs)
    return columns(stores, key="slug", name="name", line="tagline", more="place_name", photo="photo")


def _card(row: Row) -> Card:
    return Card(
        kind="store",
        title=row.name,
        url=Store(slug=row.key).get_absolute_url(),
        subtitle=" · ".join(part for part in (row.line, row.more) if part),
        picture=row.picture,
        key=row.key,
    )


card_rows("store", CardRows(key=lambda given: given["slug"], find=_find, card=_card))
