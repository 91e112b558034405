"""Under an order, for its two sides: what they write to each other."""

from __future__ import annotations

from typing import Any

from community.conversations.showing import Thread, threads_of
from shop.orders.places import order_below


@order_below.fill
def threads(orders: list[Any], viewer: Any) -> dict[int, Thread]:
    return threads_of(orders, viewer)
