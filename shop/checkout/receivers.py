"""Guests are mailed about the steps of their orders."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from shop.checkout.mailing import Kind, tell_guest
from shop.events import order_cancelled, order_paid, order_refunded, order_shipped
from shop.orders.models import Order


@receiver(order_paid)
def paid(sender: Any, *, order: Order, **_: Any) -> None:
    """One mail for the purchase, however many stores it is from."""
    tell_guest(order.purchase, Kind.PAID, about=order.purchase.reference)


@receiver(order_shipped)
def shipped(sender: Any, *, order: Order, **_: Any) -> None:
    _of_order(order, Kind.SHIPPED)


@receiver(order_cancelled)
def cancelled(sender: Any, *, order: Order, actor: Any, **_: Any) -> None:
    """What a guest called off themselves they know."""
    if actor is None or actor.is_authenticated:
        _of_order(order, Kind.CANCELLED)


@receiver(order_refunded)
def refunded(sender: Any, *, order: Order, **_: Any) -> None:
    _of_order(order, Kind.REFUNDED)


def _of_order(order: Order, kind: str) -> None:
    tell_guest(order.purchase, kind, about=order.reference, store_name=order.store.name)
