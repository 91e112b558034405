"""Shipping: the seller hands the goods over."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from config.kit.errors import NotAllowed
from config.kit.lines import one_line
from shop.events import order_shipped
from shop.orders import policies
from shop.orders.models import Order, OrderState, Shipment
from shop.orders.transitions import advance, hold


def ship(person: Any, *, order: Order, carrier: str = "", tracking_number: str = "", note: str = "") -> Order:
    """Say that the goods are on their way, with how, if there is more to say than that.

    Raises NotAllowed for anyone but the seller, Invalid for texts too long, WrongState unless the order is paid
    and not yet shipped.
    """
    if not policies.can_ship(person, order):
        raise NotAllowed
    carrier = one_line(carrier, field="carrier", most=40, required=False)
    tracking_number = one_line(tracking_number, field="tracking_number", most=60, required=False)
    note = one_line(note, field="note", most=200, required=False)
    with transaction.atomic():
        hold(order)
        advance(order, OrderState.SHIPPED, person)
        Shipment.objects.create(order=order, carrier=carrier, tracking_number=tracking_number, note=note)
        order_shipped.send(sender=Order, order=order, actor=person)
    return order
