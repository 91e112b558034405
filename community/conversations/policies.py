"""Who may read and write in the conversation about an order. Its two sides, and nobody else can begin one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.conversations.models import Conversation, Message, Side
from community.moderation.restricting import What, kept_from
from community.people.models import Block
from config.kit.errors import Conflict, DomainError, NotAllowed
from config.kit.policies import staff
from shop.orders.models import Order, OrderState
from shop.orders.policies import is_buyer, is_seller

# So long after an order ended its two sides may still write: for a word of thanks, or what came to light later.
AFTERWARDS = timedelta(days=30)
ENDED = (OrderState.CLOSED, OrderState.CANCELLED, OrderState.REFUNDED)


class Ended(Conflict):
    code = "conversation_ended"
    message = _("The order is over, and so is what is written about it.")


def side_of(person: Any, order: Order) -> Side | None:
    """Which side of the order the person is on, None for neither.

    A guest who holds the purchase of an order without a buyer is its buyer: whoever calls this knows that they hold it.
    """
    if is_seller(person, order):
        return Side.SELLER
    if is_buyer(person, order):
        return Side.BUYER
    return None


def sides(order: Order) -> set[int]:
    """Primary keys of the order's two sides, as far as they have accounts."""
    return {pk for pk in (order.buyer_id, order.store.owner_id) if pk is not None}


def has_ended(order: Order) -> bool:
    return order.state in ENDED


def can_read(person: Any, order: Order) -> bool:
    """Its two sides; the staff where something in it was reported."""
    if side_of(person, order) is not None:
        return True
    return staff(person) and Conversation.objects.filter(order=order, reported_at__isnull=False).exists()


def is_side(person: Any, order: Order) -> bool:
    return side_of(person, order) is not None


def author_of(message: Message) -> Any:
    """Whom an act on the message concerns: who wrote it, for a store its owner; for a guest nobody here."""
    if message.sender is None and message.side == Side.SELLER:
        return message.order.store.owner
    return message.sender


def can_report(person: Any, message: Message) -> bool:
    """Whoever got it; a guest who holds the purchase too."""
    side = side_of(person, message.order)
    return side is not None and message.side != side and not message.is_hidden


def can_hide(person: Any, message: Message) -> bool:
    """The staff, in conversations that a report opened to them."""
    return staff(person) and not message.is_hidden and message.conversation.reported_at is not None


def can_restore(person: Any, message: Message) -> bool:
    return staff(person) and message.is_hidden


def reason_not_to_say(person: Any, order: Order) -> DomainError | None:
    """What keeps the person from writing now, None where nothing does."""
    return reason_it_is_closed(person, order) or kept_from(person, What.MESSAGE)


def reason_it_is_closed(person: Any, order: Order) -> DomainError | None:
    """What between the two keeps the person from writing, None where nothing does.

    While the order is under way nothing does: they owe each other something. Afterwards a block between them ends it,
    in the same words as time does.
    """
    if side_of(person, order) is None:
        return NotAllowed()
    if has_ended(order) and (order.changed_at < timezone.now() - AFTERWARDS or are_blocked(order)):
        return Ended()
    return None


def are_blocked(order: Order) -> bool:
    """Whether one of the two blocked the other."""
    if order.buyer_id is None:
        return False
    one, other = order.buyer_id, order.store.owner_id
    return Block.objects.filter(Q(person=one, blocked=other) | Q(person=other, blocked=one)).exists()
