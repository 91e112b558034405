"""Purchases and orders by their references, as the routes need them: what one may not see is not found."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from shop.checkout.models import Address, Purchase
from shop.orders.models import Order


def purchase_of(person: Any, reference: str) -> Purchase:
    """Raises Http404."""
    return get_object_or_404(Purchase.objects.visible_to(person), reference=reference)


def order_of_purchase(person: Any, reference: str, order: str) -> Order:
    """An order through its purchase, which is how guests come to it. Raises Http404."""
    purchase = purchase_of(person, reference)
    return get_object_or_404(purchase.orders.select_related("store"), reference=order)


def address_of(person: Any, reference: str) -> Address:
    """One of the person's own addresses. Raises Http404."""
    return get_object_or_404(Address, reference=reference, person_id=person.pk)
