"""Under an order, for its two sides: what they write to each other. On the desk: what waits there."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.conversations.listing import unread_count
from community.conversations.showing import Thread, threads_of
from shop.desk.places import desk_today
from shop.orders.places import order_below


@order_below.fill
def threads(orders: list[Any], viewer: Any) -> dict[int, Thread]:
    return threads_of(orders, viewer)


@desk_today.fill
def buyers_wait(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    return {
        store.pk: render_to_string("conversations/on_desk.html", {"unread": unread_count(viewer, store=store)})
        for store in stores
        if store.owner_id == viewer.pk
    }
