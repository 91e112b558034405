"""Under an order, for its two sides: what they write to each other. On the desk: what waits there."""

from __future__ import annotations

from typing import Any

from community.conversations.listing import unread_count
from community.conversations.showing import Thread, threads_of
from shop.desk.places import Waiting, desk_to_do
from shop.orders.places import order_below


@order_below.fill
def threads(orders: list[Any], viewer: Any) -> dict[int, Thread]:
    return threads_of(orders, viewer)


@desk_to_do.fill
def buyers_wait(stores: list[Any], viewer: Any) -> dict[int, Waiting]:
    return {
        store.pk: Waiting("conversations/on_desk.html", unread_count(viewer, store=store))
        for store in stores
        if store.owner_id == viewer.pk
    }
