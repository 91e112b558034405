"""Orders and what is written about them, as the routes need them: what one may not see is not found."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from community.conversations.models import Message, MessagePicture
from content.pictures.models import Picture
from shop.checkout.finding import purchase_of
from shop.orders.models import Order
from shop.orders.showing import with_everything


def guests_order(person: Any, reference: str, order: str) -> Order:
    """An order through its purchase, which whoever holds its reference may see. Raises Http404."""
    orders = with_everything(purchase_of(person, reference).orders.all())
    return get_object_or_404(orders, reference=order)


def guests_photo(person: Any, reference: str, order: str, picture: str) -> tuple[Order, Picture]:
    """A photo of the thread of such an order. Raises Http404."""
    found = guests_order(person, reference, order)
    hung = MessagePicture.objects.filter(
        message__conversation__order=found, message__state=Message.State.VISIBLE, picture__reference=picture
    )
    return found, get_object_or_404(hung.select_related("picture")).picture


def guests_message(person: Any, reference: str, order: str, message: str) -> Message:
    """A message about such an order that is there to be read. Raises Http404."""
    rows = Message.objects.filter(conversation__order=guests_order(person, reference, order))
    rows = rows.select_related("sender", "conversation__order__store__owner", "conversation__order__purchase")
    return get_object_or_404(rows, reference=message, state=Message.State.VISIBLE)
