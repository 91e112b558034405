"""Messages can be reported, by whoever got them; the staff looks at it."""

from __future__ import annotations

from typing import Any

from community.conversations.models import Message, Side
from community.moderation.registry import reportable


def _find(person: Any, key: str) -> Message | None:
    rows = Message.objects.visible_to(person).select_related("sender", "conversation__order__store__owner")
    return rows.filter(reference=key).first()


def _sender(message: Message, reporter: Any) -> Any:
    """Who wrote it; for a store its owner, for a guest nobody here."""
    if message.sender is None and message.side == Side.SELLER:
        return message.conversation.order.store.owner
    return message.sender


reportable(
    "message",
    Message,
    find=_find,
    key=lambda message: message.reference,
    about=_sender,
    place=lambda message: message.conversation.get_absolute_url(),
    text=lambda message: message.text,
    load=lambda rows: rows.select_related("sender__photo", "conversation__order").prefetch_related("pictures__picture"),
)
