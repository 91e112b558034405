"""Under what was bought in an order: what its buyer says of it."""

from __future__ import annotations

from typing import Any

from shop.orders.places import order_bought
from shop.reviews.asking import Asked, asked_of


@order_bought.fill
def words_of_orders(orders: list[Any], viewer: Any) -> dict[int, Asked]:
    return asked_of(orders, viewer)
