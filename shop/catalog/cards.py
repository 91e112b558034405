"""A link to a product as a card."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse

from config.kit.money import Money
from content.cards.registry import Arguments, Card, CardRows, card_rows
from content.cards.rows import Row, columns
from shop.catalog.models import Product, ProductPicture, Variant


def _key(given: Arguments) -> str:
    return f"{given['store']}/{given['product']}"


def _find(keys: set[str], viewer: Any) -> QuerySet[Any, Any]:
    wanted = Q()
    for store, product in (key.split("/") for key in keys):
        wanted |= Q(store__slug=store, slug=product)
    prices = Variant.objects.active().filter(product=OuterRef("pk")).order_by().values("product")
    return columns(
        Product.objects.visible_to(viewer).filter(wanted),
        key=Concat("store__slug", Value("/"), "slug", output_field=TextField()),
        name="name",
        line="store__name",
        currency="store__currency",
        low=Subquery(prices.annotate(price_low=Min("price")).values("price_low")),
        high=Subquery(prices.annotate(price_high=Max("price")).values("price_high")),
        photo=ProductPicture.objects.filter(product=OuterRef("pk")).order_by("position", "id"),
    )


def _card(row: Row) -> Card:
    store, product = row.key.split("/")
    return Card(
        kind="product",
        title=row.name,
        url=reverse("product", args=[store, product]),
        subtitle=row.line,
        picture=row.picture,
        price=None if row.low is None else Money(row.low, row.currency),
        is_from=row.low != row.high,
        key=product,
    )


card_rows("product", CardRows(key=_key, find=_find, card=_card))
