"""What a person sells, and knows of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from config.kit.personal import Row, erased, exported
from shop.catalog.models import Product, Variant


@exported("products")
def products(person: Any) -> Iterable[Row]:
    return Product.objects.filter(store__owner=person).values(
        "store__slug",
        "slug",
        "name",
        "description",
        "good_for",
        "not_for",
        "how_to_use",
        "compared_with",
        "state",
        "created_at",
        "updated_at",
    )


@exported("variants")
def variants(person: Any) -> Iterable[Row]:
    return Variant.objects.filter(product__store__owner=person).values(
        "reference", "product__store__slug", "product__slug", "name", "price", "stock__available"
    )


@erased
def forget_products(person: Any) -> None:
    """Off the shelf and without words; that they were sold stays in the books."""
    for product in Product.objects.filter(store__owner=person):
        product.tags.clear()
    Product.objects.filter(store__owner=person).update(
        state=Product.State.DRAFT, description="", good_for="", not_for="", how_to_use="", compared_with=""
    )
