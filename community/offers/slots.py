"""What rooms below leave to offers: a place under what was bought."""

from __future__ import annotations

from typing import Any

from community.offers.afterwards import Afterwards, afterwards_of
from shop.orders.places import order_bought


@order_bought.lead
def what_came_of_it(orders: list[Any], viewer: Any) -> dict[int, Afterwards]:
    return afterwards_of(orders, viewer)
