"""What the two sides of a person's orders and hails wrote to each other: what the other wrote was sent to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from community.conversations.models import Conversation, Message, MessagePicture, Side
from config.kit.personal import Column, File, Topic, erased, exported, exported_files
from content.pictures.models import Picture
from content.pictures.personal import files_of


def _of_sides(person: Any) -> QuerySet[Message]:
    """Of a hail that is over a seller has what they may still read, besides their own words."""
    return Message.objects.filter(conversation__in=Conversation.objects.of_sides(person))


def _is_kept(message: Any) -> bool:
    """Whether its words are one's to take along: one's own, and those of the other that no moderator hid."""
    return message.is_mine or not message.is_hidden


@exported(
    Topic.ORDERS,
    "messages",
    title=_("Messages about orders and hails"),
    columns={
        "order": Column(_("Order"), "conversation.order.reference"),
        "call": Column(_("Call to a hail"), "conversation.call.reference"),
        "reference": _("Reference"),
        "side": Column(_("Written by"), choices=Side),
        "is_mine": _("By me"),
        "text": Column(_("Text"), lambda message: message.text if _is_kept(message) else ""),
        "photos": Column(
            _("Photos"),
            lambda message: [hung.picture.reference for hung in message.pictures.all() if _is_kept(message)],
            photos=True,
        ),
        "state": Column(_("State"), choices=Message.State),
        "hidden_reason": Column(
            _("Why it was hidden"), lambda message: message.hidden_reason if message.is_mine else ""
        ),
        "created_at": _("Sent"),
    },
)
def messages(person: Any) -> QuerySet[Message]:
    rows = _of_sides(person) | Message.objects.filter(sender=person)
    rows = rows.select_related("conversation__order", "conversation__call").prefetch_related("pictures__picture")
    return rows.annotate(is_mine=Case(When(sender=person, then=True), default=False))


@exported_files
def photos_sent_to_me(person: Any) -> Iterator[File]:
    hung = MessagePicture.objects.filter(message__in=_of_sides(person).filter(state=Message.State.VISIBLE))
    return files_of(Picture.objects.filter(pk__in=hung.values("picture_id")).exclude(owner=person))


@erased
def forget_messages(person: Any) -> None:
    """That something was written stays for the other side; what it was goes, with its photos."""
    hung = MessagePicture.objects.filter(message__sender=person)
    for picture in Picture.objects.filter(pk__in=list(hung.values_list("picture_id", flat=True))):
        picture.delete()
    Message.objects.filter(sender=person).update(text="", sender=None)
