"""Messages can be reported, by whoever got them; the staff looks at it, and may hide them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.conversations import hiding, policies
from community.conversations.models import Message, Side
from community.moderation.registry import reportable

LOADED = ("conversation__order__store__owner", "conversation__call__store__owner", "conversation__call__hail__person")


def _find(person: Any, key: str) -> Message | None:
    rows = Message.objects.visible_to(person).select_related("sender", *LOADED)
    return rows.filter(reference=key).first()


reportable(
    "message",
    Message,
    find=_find,
    key=lambda message: message.reference,
    about=lambda message, reporter: None if policies.is_by_hailer(message) else policies.author_of(message),
    unnamed=Q(side=Side.BUYER, conversation__call__isnull=False),
    place=lambda message: message.conversation.get_absolute_url(),
    text=lambda message: message.text,
    load=lambda rows: rows.select_related("sender__photo", *LOADED).prefetch_related("pictures__picture"),
    hide=(
        policies.can_hide,
        lambda person, message, reason: hiding.hide_message(person, message=message, reason=reason),
    ),
    restore=(
        policies.can_restore,
        lambda person, message, reason: hiding.restore_message(person, message=message, reason=reason),
    ),
)
