"""Which events a person may still see: asked when a notification is made, when it is sent, and when it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet

from community.calling.models import Call
from community.channels.models import Subscription
from community.conversations.models import Conversation
from community.endorsements.models import Endorsement
from community.groupbuys.models import GroupBuy
from community.groups.models import Group, HandOver
from community.hail.models import Hail
from community.needs.models import NeedMatch
from community.notifications.models import Event, Kind
from community.notifications.recipients import AUDIENCE
from community.offers.models import Offer
from community.people.models import PersonMute
from community.posts.models import Comment, Post
from config.kit.policies import staff
from shop.orders.models import Order
from shop.reviews.models import Review

# What must be loaded with an event before it is asked about, or put into words.
ABOUT = (
    "actor",
    "post__channel__group",
    "post__channel__store",
    "post__channel__person",
    "post__channel__picks__person",
    "comment__parent",
    "comment__author",
    "subscription__channel__group",
    "subscription__channel__store",
    "subscription__channel__person",
    "subscription__channel__picks__person",
    "subscription__person",
    "order__store",
    "order__buyer",
    "review__store",
    "review__order",
    "review__answer",
    "moderation__group",
    "evidence__dispute",
    "group",
    "endorsement__topic",
    "hail",
    "need_match__need",
    "need_match__group",
    "need_match__product__store",
    "need_match__post",
    "need_turn__need",
    "call__store",
    "call__hail",
    "offer__hail",
    "offer__store",
    "offer__order",
    "offer__outcome",
    "group_buy__store",
    "participation__order",
)

# Whoever rules is not named.
RULINGS = frozenset({Kind.MODERATION, Kind.REPORT, Kind.APPEAL})
# What one does not hear of from people whom one muted; an order's steps and a request to join need an answer.
MUTABLE = AUDIENCE | {Kind.COMMENT, Kind.REPLY, Kind.REACTION, Kind.MENTION, Kind.FOLLOWER, Kind.ENDORSED, Kind.OFFER}


def seen_by(person: Any, events: Iterable[Event]) -> set[int]:
    """Primary keys of those events whose post, comment, order, thread, review, endorsement, hail, call, offer, group,
    group-buy, what was found for a need, and actor `person` may see.

    At most eighteen queries. The events come with `ABOUT`.
    """
    rows = list(events)
    posts = _visible(Post, person, {event.post_id for event in rows})
    comments = _visible(Comment, person, {event.comment_id for event in rows})
    reviews = _reviews(person, rows)
    orders = _visible(Order, person, {event.order_id for event in rows})
    threads = _threads(person, {event.call_id for event in rows if event.kind == Kind.MESSAGE})
    endorsements = _visible(Endorsement, person, {event.endorsement_id for event in rows})
    hails = _visible(Hail, person, {event.hail_id for event in rows})
    matches = _visible(NeedMatch, person, {event.need_match_id for event in rows})
    calls = _waiting(person, {event.call_id for event in rows if event.kind != Kind.MESSAGE})
    offers = _offers(person, rows)
    buys = _visible(GroupBuy, person, {event.group_buy_id for event in rows})
    actors = _visible(get_user_model(), person, {event.actor_id for event in rows})
    muted = set(PersonMute.of(person).filter(muted__in=actors - {None}).values_list("muted_id", flat=True))
    groups = _visible(Group, person, {_group(event) for event in rows})
    asked = [event.subscription_id for event in rows if event.kind == Kind.JOIN_REQUEST and event.subscription_id]
    held = _still_held(person, [event for event in rows if event.kind in (Kind.GROUP_OFFERED, Kind.GROUP_ROLE)])
    keeping = _keeps(person, asked) if asked else set()
    duties = _on_duty(person, {event.group_id for event in rows if event.kind == Kind.DUTY})
    return {
        event.pk
        for event in rows
        if not event.withdrawn
        and event.post_id in posts
        and event.comment_id in comments
        and event.order_id in orders
        and event.review_id in reviews
        and event.endorsement_id in endorsements
        and event.hail_id in hails
        and event.need_match_id in matches
        and event.call_id in (threads if event.kind == Kind.MESSAGE else calls)
        and event.offer_id in offers
        and event.group_buy_id in buys
        and (event.actor_id in actors or event.kind in RULINGS)
        and (event.actor_id not in muted or event.kind not in MUTABLE)
        and _group(event) in groups
        and (event.kind != Kind.JOIN_REQUEST or event.subscription_id in keeping)
        and (event.kind != Kind.DUTY or event.group_id in duties)
        and (event.kind not in (Kind.GROUP_OFFERED, Kind.GROUP_ROLE) or event.pk in held)
    }


def _visible(model: type[Model], person: Any, wanted: set[int | None]) -> set[int | None]:
    """Those of `wanted` that the person may see; None, for what an event is not about, is always among them."""
    ids = wanted - {None}
    if not ids:
        return {None}
    visible: QuerySet = model._default_manager.visible_to(person)  # type: ignore[attr-defined]
    return {None, *visible.filter(pk__in=ids).values_list("pk", flat=True)}


def _threads(person: Any, calls: set[int | None]) -> set[int | None]:
    """Those of `calls` in whose thread the person may read; None, for what is about an order, is always among them. At
    most one query."""
    ids = calls - {None}
    rows = Conversation.objects.of_sides(person).filter(call__in=ids).values_list("call_id", flat=True) if ids else ()
    return {None, *rows}


def _reviews(person: Any, events: list[Event]) -> set[int | None]:
    """The reviews that stand and that the person may see; of an answer, those where it still stands."""
    about = [event for event in events if event.review_id]
    silent = {event.review_id for event in about if event.kind == Kind.REVIEW_ANSWER and not event.review.answered}
    gone = {event.review_id for event in about if not event.review.is_standing}
    return _visible(Review, person, {event.review_id for event in about} - silent - gone)


def _waiting(person: Any, wanted: set[int | None]) -> set[int | None]:
    """Those of the calls that the person can still answer and has not put aside."""
    ids = [pk for pk in wanted if pk is not None]
    return {None, *(Call.objects.waiting_for(person).filter(pk__in=ids).values_list("pk", flat=True) if ids else ())}


def _offers(person: Any, events: list[Event]) -> set[int | None]:
    """Offers to the person's open hails, as long as they stand, and those that were agreed on. That one of theirs is
    over a seller may know for good: their line says nothing of the hail."""
    about = [event for event in events if event.offer is not None]
    over: set[int | None] = {event.offer_id for event in about if event.kind == Kind.HAIL_ENDED}
    ids = [event.offer_id for event in about if event.offer_id is not None and event.offer_id not in over]
    if not ids:
        return {None, *over}
    stands = Q(state=Offer.State.OPEN, hail__in=Hail.objects.mine(person).open())
    agreed = Q(state=Offer.State.CHOSEN)
    seen = Offer.objects.visible_to(person).filter(stands | agreed, pk__in=ids)
    settled = {event.offer_id for event in about if event.kind == Kind.OFFER and event.offer.state != Offer.State.OPEN}
    return {None, *over, *(set(seen.values_list("pk", flat=True)) - settled)}


def _group(event: Event) -> int | None:
    """The group whose door an event is about."""
    of_a_group = (Kind.JOIN_REQUEST, Kind.JOIN_ACCEPTED, Kind.GROUP_OFFERED, Kind.GROUP_ROLE)
    if event.kind in of_a_group and event.subscription:
        return event.subscription.channel.group_id
    return None


def _keeps(person: Any, subscriptions: list[int]) -> set[int]:
    """Those of `subscriptions` that still ask at groups whose door the person keeps: whoever takes a request back
    has not asked."""
    keeping = Subscription.objects.keepers().filter(person=person)
    rows = Subscription.objects.exclude(state=Subscription.State.LEFT)
    rows = rows.filter(pk__in=subscriptions, channel__in=keeping.values("channel"))
    return set(rows.values_list("pk", flat=True))


def _on_duty(person: Any, groups: set[int | None]) -> set[int | None]:
    """Those of `groups` that the person keeps order in; None, the whole site, for the staff. At most one query."""
    found: set[int | None] = {None} if staff(person) else set()
    if groups - {None}:
        rows = Subscription.objects.keepers().filter(
            person=person, channel__group__in=groups - {None}, channel__group__closed_at=None
        )
        found.update(rows.values_list("channel__group", flat=True))
    return found


def _still_held(person: Any, events: list[Event]) -> set[int]:
    """Primary keys of those events whose offer stands still, or whose role the person still has. One query."""
    roles = [event.subscription for event in events if event.kind == Kind.GROUP_ROLE and event.subscription]
    keeping: set[int | None] = {row.pk for row in roles if row.is_active and row.role != Subscription.Role.MEMBER}
    offers = [event.subscription.channel.group_id for event in events if event.kind == Kind.GROUP_OFFERED]
    offered: set[int | None] = set()
    if offers:
        rows = HandOver.objects.filter(group__in=offers, to=person, state=HandOver.State.OPEN)
        offered = set(rows.values_list("group_id", flat=True))
    return {
        event.pk
        for event in events
        if (event.kind == Kind.GROUP_ROLE and event.subscription_id in keeping)
        or (event.kind == Kind.GROUP_OFFERED and event.subscription.channel.group_id in offered)
    }
