"""Whom an event concerns."""

from __future__ import annotations

from community.channels.models import Channel, Subscription
from community.channels.policies import owner_id_of
from community.notifications.models import Event, Kind

AUDIENCE = frozenset({Kind.GROUP_POST, Kind.STORE_POST, Kind.PERSON_POST, Kind.ANNOUNCEMENT})
ORDER_KINDS = frozenset(
    {Kind.ORDER_PLACED, Kind.ORDER_PAID, Kind.ORDER_SHIPPED, Kind.ORDER_RECEIVED, Kind.ORDER_CANCELLED}
)
# Every one of them is mailed; of other kinds only the first that a person has not read yet.
EACH_COUNTS = frozenset(
    {
        *ORDER_KINDS,
        Kind.JOIN_ACCEPTED,
        Kind.GROUP_OFFERED,
        Kind.GROUP_ROLE,
        Kind.MODERATION,
        Kind.REPORT,
        Kind.APPEAL,
        Kind.EVIDENCE,
        Kind.DRAFT,
        Kind.ARCHIVE,
    }
)


def has_audience(event: Event) -> bool:
    """Whether it is told to all who subscribe, rather than to whom it concerns."""
    return event.kind in AUDIENCE


def group_key(event: Event) -> str:
    """Events with the same key join one line of a person's bell."""
    if event.kind == Kind.MESSAGE and (event.order_id or event.call_id):
        return line_of_message(order=event.order_id, call=event.call_id)
    if event.order_id:
        return f"order:{event.order_id}"
    if event.review_id:
        about = event.review.store_id if event.kind == Kind.REVIEW else event.review_id
        return f"{event.kind}:{about}"
    if event.kind in AUDIENCE and event.kind != Kind.ANNOUNCEMENT:
        return f"posts:{event.post.channel_id}"
    if event.kind == Kind.DUTY:
        return f"{event.kind}:{event.group_id or 'site'}"
    if need := _need_key(event):
        return f"{event.kind}:{need}"
    if event.endorsement_id:
        return f"{event.kind}:topic:{event.endorsement.topic_id}"
    if event.post_id:
        what = "answers" if is_useful_answer(event) else "post"
        return f"{event.kind}:{what}:{event.post_id}"
    if event.subscription_id:
        return f"{event.kind}:{event.subscription.channel_id}"
    return event.key


def _need_key(event: Event) -> str:
    """What an event about something that is needed has in common with others; "" for all else."""
    if event.call_id or event.offer_id:
        return str(_together(event))
    if event.need_match_id:
        return f"found:{event.need_match.need_id}"
    if event.need_turn_id:
        return f"turns:{event.need_turn.need_id}"
    if event.group_buy_id:
        # What became of it for oneself is a line of its own: it is told however long the first stands unread.
        return f"buy:{event.group_buy_id}" if event.participation_id is None else f"bought:{event.group_buy_id}"
    return f"hail:{event.hail_id}" if event.hail_id else ""


def _together(event: Event) -> int:
    """What those have in common that join one line: the store that is called, the hail that is answered, the store that
    answered what is over."""
    if event.call_id:
        return event.call.store_id
    offer = event.offer
    return {Kind.OFFER: offer.hail_id, Kind.HAIL_ENDED: offer.store_id}.get(Kind(event.kind), offer.pk)


def line_of_message(*, order: int | None = None, call: int | None = None) -> str:
    """The key of the line in which messages about an order, or a call to a hail, join: by its primary key."""
    return f"message:{order}" if order else f"message:call:{call}"


def is_useful_answer(event: Event) -> bool:
    """Whether it is a sign given to a comment: that it helped whoever asked."""
    return event.kind == Kind.REACTION and event.comment_id is not None


def is_quiet(event: Event) -> bool:
    """Whether it is good to find, and never worth an interruption: that an answer helped, or that others want what one
    hailed for."""
    return is_useful_answer(event) or (event.kind == Kind.TOGETHER and event.hail_id is not None)


def concerned(event: Event) -> set[int]:
    """Primary keys of the people whom an event without an audience is for; never its actor."""
    people = {event.recipient_id} if event.recipient_id else _concerned(event)
    return {pk for pk in people if pk is not None} - {event.actor_id}


def _concerned(event: Event) -> set[int | None]:
    if event.kind == Kind.MESSAGE:
        return {event.order.buyer_id, event.order.store.owner_id} if event.order_id else set()
    if event.order_id:
        return _parties(event)
    if event.review_id:
        return {event.review.store.owner_id if event.kind == Kind.REVIEW else event.review.buyer_id}
    if event.kind == Kind.REPLY:
        return {event.comment.parent.author_id}
    if event.post_id:
        return {event.post.author_id}
    if event.kind == Kind.JOIN_REQUEST:
        return _keepers(event.subscription.channel)
    if event.kind in (Kind.JOIN_ACCEPTED, Kind.GROUP_OFFERED, Kind.GROUP_ROLE):
        return {event.subscription.person_id}
    if event.kind == Kind.FOLLOWER:
        return {owner_id_of(event.subscription.channel)}
    return {event.moderation.owner_id} if event.moderation_id else set()


def _parties(event: Event) -> set[int | None]:
    buyer, seller = event.order.buyer_id, event.order.store.owner_id
    return {
        Kind.ORDER_PLACED: {seller},
        Kind.ORDER_PAID: {seller},
        Kind.ORDER_SHIPPED: {buyer},
        Kind.ORDER_RECEIVED: {seller},
        Kind.ORDER_CANCELLED: {buyer, seller},
    }[Kind(event.kind)]


def _keepers(channel: Channel) -> set[int | None]:
    return set(Subscription.objects.keepers().filter(channel=channel).values_list("person_id", flat=True))
