"""Reviews for tests, by the verbs themselves."""

from __future__ import annotations

from typing import Any

from shop.orders.models import Order
from shop.reviews.models import Review
from shop.reviews.writing import write_review
from tests.factories import PersonFactory
from tests.shop.buying import received_order


def product_of(order: Order) -> Any:
    """The product of the order's first line."""
    line = order.lines.select_related("variant__product__store").first()
    assert line is not None
    assert line.variant is not None
    return line.variant.product


def said(order: Order, *, content: bool = True, **words: Any) -> Review:
    """The buyer of the order said so of its first product."""
    return write_review(order.buyer, order=order, product=product_of(order), content=content, **words)


def said_of(product: Any, *, buyer: Any = None, content: bool = True, text: str = "") -> Review:
    """A buyer, a new one unless given, said so."""
    return said(received_order(buyer or PersonFactory(), product), content=content, text=text)
