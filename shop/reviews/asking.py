"""Under what was bought: whether its buyer was content, asked once and calmly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from config.kit.errors import DomainError
from shop.catalog.models import Product
from shop.orders.models import Order
from shop.orders.policies import is_seller
from shop.reviews.limiting import kept_from_reviewing
from shop.reviews.models import Review, ReviewQuerySet
from shop.reviews.policies import DONE, reason_not_to_review
from shop.reviews.showing import Shown, shown


@dataclass(frozen=True)
class Word:
    """One product of the order: `said` is what its buyer said of it, None where they have not."""

    product: Product
    said: Shown | None


@dataclass(frozen=True)
class Asked:
    """What an order's page says of reviews. `can_write` says whether one may still say something, `refused` what keeps
    one from it, `is_guests` that whoever bought has no account to say it with."""

    order: Order
    words: list[Word]
    can_write: bool = False
    refused: DomainError | None = None
    is_guests: bool = False
    template: str = "reviews/on_order.html"

    @property
    def is_one(self) -> bool:
        """Whether the order has one product, which need not be named."""
        return len(self.words) == 1

    @property
    def has_open(self) -> bool:
        """Whether something waits for a word."""
        return self.can_write and any(word.said is None for word in self.words)


def asked_of(orders: Iterable[Order], viewer: Any) -> dict[int, Asked]:
    """For orders that came to their end, read through `with_everything`. At most five queries, none where none did."""
    done = [order for order in orders if order.state in DONE]
    said = _said_of(done, viewer)
    found = {order.pk: asked for order in done if (asked := _asked(order, viewer, said)) is not None}
    if any(asked.has_open for asked in found.values()):
        refused = kept_from_reviewing(viewer)
        found = {pk: _refused(asked, refused) for pk, asked in found.items()} if refused else found
    return found


def _said_of(orders: list[Order], viewer: Any) -> dict[tuple[int, int | None], Shown]:
    if not orders or not viewer.is_authenticated:
        return {}
    rows: ReviewQuerySet = Review.objects.visible_to(viewer).filter(order__in=orders)
    return {(row.review.order_id, row.review.product_id): row for row in shown(rows.for_lists(), viewer)}


def _asked(order: Order, viewer: Any, said: dict[tuple[int, int | None], Shown]) -> Asked | None:
    products = {line.variant.product_id: line.variant.product for line in order.lines.all() if line.variant}
    words = [Word(product, said.get((order.pk, pk))) for pk, product in products.items()]
    if order.buyer_id is None:
        is_guest = not viewer.is_authenticated or not (is_seller(viewer, order) or viewer.is_staff)
        return Asked(order, [], is_guests=True) if is_guest else None
    if viewer.is_authenticated and order.buyer_id == viewer.pk:
        return Asked(order, words, can_write=reason_not_to_review(viewer, order) is None) if words else None
    told = [word for word in words if word.said is not None and word.said.review.is_standing]
    return Asked(order, told) if told else None


def _refused(asked: Asked, refused: DomainError) -> Asked:
    return Asked(asked.order, asked.words, refused=refused)
