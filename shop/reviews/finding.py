"""What the addresses of reviews name."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from shop.orders.models import Order
from shop.orders.showing import order_of
from shop.reviews.models import Review
from shop.reviews.policies import Deal


def deal_of(person: Any, reference: str, product: str) -> Deal:
    """A product of an order that the person may see, by its slug, and what was said of it. Raises Http404."""
    return deal_in(order_of(person, reference), product)


def deal_in(order: Order, slug: str) -> Deal:
    """The same of an order with its lines. Raises Http404."""
    for line in order.lines.all():
        if line.variant is not None and line.variant.product.slug == slug:
            product = line.variant.product
            said = Review.objects.filter(order=order, product=product).for_lists()
            return Deal(order, product, said.first())
    raise Http404
