"""What a deal was about: the topic of a product, of a store and of an order is one tag."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag, TaggedItem

from shop.catalog.models import Product
from shop.orders.models import Order


def topics_of_products(products: list[int]) -> dict[int, Tag]:
    """The topic of each product (primary keys) that has one: the first of its tags as they were given. One query."""
    rows = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Product), object_id__in=products
    ).select_related("tag")
    found: dict[int, Tag] = {}
    for row in rows.order_by("id"):
        found.setdefault(row.object_id, row.tag)
    return found


def topics_of_stores(stores: list[int]) -> dict[int, Tag]:
    """The topic of each store (primary keys): the one that most of its published products have. Two queries."""
    shelf = dict(Product.objects.published().filter(store__in=stores).order_by("id").values_list("pk", "store_id"))
    counts: dict[int, Counter[Tag]] = {}
    for product, tag in sorted(topics_of_products(list(shelf)).items()):
        counts.setdefault(shelf[product], Counter())[tag] += 1
    return {store: count.most_common(1)[0][0] for store, count in counts.items()}


def topic_of_order(order: Order) -> Any:
    """The topic of what most of the order's money was for; None where that has no tags. Two queries."""
    lines = order.lines.filter(variant__isnull=False).select_related("variant")
    dearest = sorted(lines, key=lambda line: (-line.unit_price * line.quantity, line.pk))
    topics = topics_of_products([line.variant.product_id for line in dearest])
    return next((topics[line.variant.product_id] for line in dearest if line.variant.product_id in topics), None)
