"""What a person wrote to the other sides of orders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from community.conversations.models import Message, MessagePicture
from config.kit.personal import Row, erased, exported
from content.pictures.models import Picture


@exported("messages")
def messages(person: Any) -> Iterator[Row]:
    rows = Message.objects.filter(sender=person).select_related("conversation__order")
    for message in rows.prefetch_related("pictures__picture").order_by("id").iterator(chunk_size=500):
        yield {
            "order": message.conversation.order.reference,
            "text": message.text,
            "photos": [hung.picture.reference for hung in message.pictures.all()],
            "created_at": message.created_at,
        }


@erased
def forget_messages(person: Any) -> None:
    """That something was written stays for the other side; what it was goes, with its photos."""
    hung = MessagePicture.objects.filter(message__sender=person)
    for picture in Picture.objects.filter(pk__in=list(hung.values_list("picture_id", flat=True))):
        picture.delete()
    Message.objects.filter(sender=person).update(text="", sender=None)
