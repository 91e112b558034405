"""Write to the other side of an order or a hail, and say how far one has read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.calling.models import Call
from community.conversations.guests import count_of_guest
from community.conversations.models import Conversation, Message, MessagePicture, ReadMark, Side
from community.conversations.policies import reason_not_to_say
from community.conversations.subjects import Subject, conversation_about, subject_of
from community.live.publishing import conversation_moved
from community.moderation.filtering import refuse_unwanted
from community.notifications.models import Kind
from community.notifications.telling import tell
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import many_lines
from content.pictures.hanging import check_own, check_unused
from content.pictures.models import Picture
from shop.checkout.mailing import tell_guest
from shop.checkout.models import GuestMail
from shop.orders.models import Order

TEXT_LENGTH = 2000
MOST_PICTURES = 4
# A buyer without an account has no quota of their own: so much may be said within any hour about each of their orders.
MOST_OF_A_GUEST = 30
GUESTS_WINDOW = timedelta(hours=1)


class TooManyPhotos(Invalid):
    code = "too_many"
    field = "photos"
    message = _("At most four photos.")


def said_before(subject: Subject, side: Side, key: str) -> Message | None:
    """The message that this side sent with this idempotency key, if any: its form was sent twice."""
    if not key:
        return None
    said = Message.objects.filter(conversation__in=conversation_about(subject), side=side, idempotency_key=key)
    return said.first()


def say(
    person: Any,
    *,
    order: Order | None = None,
    call: Call | None = None,
    text: str = "",
    pictures: Sequence[Picture] = (),
    idempotency_key: str = "",
) -> Message:
    """Write to the other side of an order, or of a hail to which a store was called: text, up to four photos, at least
    one of them. Photos become private to the two.

    Writing again with the same key gives the same message. Raises NotAllowed, Restricted, QuotaReached, and Invalid at
    "text" or "pictures"; of an order Ended; of a hail HailOver, Ended, OfferGone where the store took back all it said,
    and NotAnswered where it waits for the hailer.
    """
    subject = subject_of(order or call)
    side = subject.side_of(person)
    if side is None:
        raise NotAllowed
    before = said_before(subject, side, idempotency_key)
    if before is not None:
        return before
    refused = reason_not_to_say(person, subject)
    if refused is not None:
        raise refused
    text = many_lines(text, field="text", most=TEXT_LENGTH)
    if not text and not pictures:
        raise Invalid(_("Write something, or add a photo."), field="text", code="missing")
    _check_pictures(person, pictures)
    # Between two there is no moderator with whom it could wait.
    refuse_unwanted(text, strictly=True)
    try:
        return _said(person, subject, side, text, pictures, idempotency_key or None)
    except IntegrityError:
        twin = said_before(subject, side, idempotency_key)
        if twin is None:
            raise
        return twin


def _check_pictures(person: Any, pictures: Sequence[Picture]) -> None:
    if len(pictures) > MOST_PICTURES:
        raise TooManyPhotos(field="pictures")
    check_own(person, pictures)
    check_unused(pictures)


@transaction.atomic
def _said(
    person: Any, subject: Subject, side: Side, text: str, pictures: Sequence[Picture], key: str | None
) -> Message:
    subject.hold(side)
    # One after the other: a mark of what was read passes over nothing that is written before it but seen after it.
    rows = Conversation.objects.select_for_update(no_key=True)
    conversation, _made = rows.get_or_create(**subject.about, defaults={"kind": subject.kind})
    _count(person, conversation)
    is_news = not _unread_of(conversation, side.other).exists()
    sender = person if person.is_authenticated else None
    message = Message.objects.create(
        conversation=conversation, side=side, sender=sender, text=text, idempotency_key=key
    )
    if pictures:
        MessagePicture.objects.bulk_create(
            MessagePicture(message=message, picture=picture, position=position)
            for position, picture in enumerate(pictures)
        )
        Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(is_private=True)
    Conversation.objects.filter(pk=conversation.pk).update(last=message)
    _mark(conversation, side, message.pk)
    _tell(message, subject, is_news=is_news)
    conversation_moved(subject.reference, subject.people)
    return message


def _count(person: Any, conversation: Conversation) -> None:
    """Take it from the sender's quota; a guest's messages are counted by the order. Raises QuotaReached."""
    if person.is_authenticated:
        spend(person, Quota.MESSAGES)
        return
    theirs = Message.objects.filter(conversation=conversation, sender=None, side=Side.BUYER)
    count_of_guest(Quota.MESSAGES, theirs, most=MOST_OF_A_GUEST, window=GUESTS_WINDOW)


def _tell(message: Message, subject: Subject, *, is_news: bool) -> None:
    """The other side is told: in the bell, or, without an account, by mail of the first that waits for them."""
    other = subject.store.owner if message.side == Side.BUYER else subject.buyer
    if other is None:
        if is_news:
            kind, store_name = GuestMail.Kind.MESSAGE, subject.store.name
            tell_guest(subject.about["order"].purchase, kind, about=message.reference, store_name=store_name)
        return
    caller = subject.caller(message.side)
    tell(Kind.MESSAGE, key=f"message:{message.pk}", actor=caller, recipient=other, **subject.about)


def _unread_of(conversation: Conversation, side: Side) -> Any:
    """What the other side wrote that `side` has not read."""
    upto = ReadMark.objects.filter(conversation=conversation, side=side).values_list("upto", flat=True).first() or 0
    return Message.objects.filter(conversation=conversation, side=side.other, pk__gt=upto)


def _mark(conversation: Conversation, side: Side, upto: int) -> bool:
    """Move the side's mark to `upto`, never back. Whether it moved."""
    ReadMark.objects.get_or_create(conversation=conversation, side=side)
    behind = ReadMark.objects.filter(conversation=conversation, side=side, upto__lt=upto)
    return bool(behind.update(upto=upto, at=timezone.now()))


@transaction.atomic
def read(person: Any, *, order: Order | None = None, call: Call | None = None) -> int:
    """One has read all that the other side wrote. How many were new. Raises NotAllowed."""
    subject = subject_of(order or call)
    side = subject.side_of(person)
    if side is None:
        raise NotAllowed
    conversation = conversation_about(subject).first()
    if conversation is None:
        return 0
    unread = list(_unread_of(conversation, side).order_by("id").values_list("pk", flat=True))
    if unread and _mark(conversation, side, unread[-1]):
        if person.is_authenticated:
            _read_bell(person, subject)
        conversation_moved(subject.reference, subject.people)
    return len(unread)


def _read_bell(person: Any, subject: Subject) -> None:
    """The line in the bell goes with it."""
    from community.notifications.models import Notification
    from community.notifications.reading import mark_read

    lines = list(Notification.objects.filter(person=person, group_key=subject.line, read_at=None))
    if lines:
        mark_read(person, notifications=lines)
