"""What is written about, and what was written, as the routes need them: what one may not see is not found."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from community.calling.models import Call
from community.conversations.models import Message, MessagePicture
from community.conversations.policies import can_read
from community.conversations.subjects import Subject, subject_of
from content.pictures.models import Picture
from shop.checkout.finding import purchase_of
from shop.orders.models import Order
from shop.orders.showing import order_of, with_everything


def order_subject(person: Any, reference: str) -> Subject:
    """An order that the person bought or sold, or as the staff sees it. Raises Http404."""
    return subject_of(order_of(person, reference))


def hail_subject(person: Any, reference: str) -> Subject:
    """A call in whose thread the person may read. Raises Http404."""
    calls = Call.objects.select_related("hail__person", "store__owner", "store__photo")
    subject = subject_of(get_object_or_404(calls, reference=reference))
    if not can_read(person, subject):
        raise Http404
    return subject


def any_subject(person: Any, reference: str) -> Subject:
    """An order or a call by its reference. Raises Http404."""
    orders = with_everything(Order.objects.visible_to(person))
    found = orders.filter(reference=reference).first()
    return subject_of(found) if found is not None else hail_subject(person, reference)


def guests_subject(person: Any, reference: str, order: str) -> Subject:
    """What `guests_order` finds, as what is written about."""
    return subject_of(guests_order(person, reference, order))


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
