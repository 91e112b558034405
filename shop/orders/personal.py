"""A person's orders, on either side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import ngettext

from config.kit.personal import Row, erased, exported, kept_open_by
from shop.orders.models import Order, OrderLine, OrderState, OrderTransition, Shipment

OPEN = (OrderState.PLACED, OrderState.PAID, OrderState.SHIPPED)


@kept_open_by
def open_orders(person: Any) -> str:
    """Nobody leaves while a buyer or a seller waits for something."""
    waiting = Order.objects.filter(Q(buyer=person) | Q(store__owner=person), state__in=OPEN).count()
    if not waiting:
        return ""
    return ngettext(
        "%(count)d order is still under way. See it through, or cancel it, first.",
        "%(count)d orders are still under way. See them through, or cancel them, first.",
        waiting,
    ) % {"count": waiting}


@exported("orders_bought")
def bought(person: Any) -> Iterable[Row]:
    return Order.objects.filter(buyer=person).values(
        "reference",
        "purchase__reference",
        "store__slug",
        "store__name",
        "state",
        "currency",
        "goods_total",
        "delivery_fee",
        "total",
        "note",
        "placed_at",
    )


@exported("orders_bought_lines")
def bought_lines(person: Any) -> Iterable[Row]:
    return _lines(Q(order__buyer=person))


@exported("orders_sold")
def sold(person: Any) -> Iterable[Row]:
    """Without whom they went to: that is the buyer's own."""
    return Order.objects.filter(store__owner=person).values(
        "reference", "store__slug", "state", "currency", "goods_total", "delivery_fee", "total", "placed_at"
    )


@exported("orders_sold_lines")
def sold_lines(person: Any) -> Iterable[Row]:
    return _lines(Q(order__store__owner=person))


def _lines(which: Q) -> Iterable[Row]:
    return OrderLine.objects.filter(which).values(
        "order__reference", "product_name", "variant_name", "unit_price", "quantity"
    )


@erased
def forget_words(person: Any) -> None:
    """What was bought and paid stays in the books; what was said with it goes."""
    Order.objects.filter(buyer=person).update(note="")
    OrderTransition.objects.filter(actor=person).update(note="")
    Shipment.objects.filter(order__store__owner=person).update(note="")
