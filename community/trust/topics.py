"""What a deal or an answer was about: the topic of a product, of a store, of an order and of a post is one tag."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import Resolver404, resolve
from taggit.models import Tag, TaggedItem

from community.posts.models import Post
from shop.catalog.models import Product
from shop.orders.models import Order
from shop.stores.models import Store


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


def topic_of_post(post: Post) -> Any:
    """What is asked under the post: of the product or store that it links to, of the store or list of picks in whose
    channel it stands; else None, as groups have no topic. Four queries at most."""
    channel = post.channel
    if channel.picks_id:
        return channel.picks.topic
    slugs = _linked(post.link)
    if "product" in slugs:
        product = Product.objects.filter(store__slug=slugs["store"], slug=slugs["product"]).first()
        topic = product and topics_of_products([product.pk]).get(product.pk)
        if topic:
            return topic
    store = channel.store
    if "store" in slugs:
        store = Store.objects.filter(slug=slugs["store"]).first()
    return topics_of_stores([store.pk]).get(store.pk) if store else None


def _linked(link: str) -> dict[str, str]:
    """The slugs of the store and the product that a link leads to, as far as it does."""
    try:
        match = resolve(link.split("?")[0].split("#")[0])
    except Resolver404:
        return {}
    if match.url_name == "store":
        return {"store": match.kwargs["slug"]}
    return match.kwargs if match.url_name == "product" else {}
