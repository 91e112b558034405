"""What people want to hear from a source: the level of their subscription, and whether it is silenced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from community.calling.duty import is_on_duty
from community.calling.models import Duty
from community.channels.models import Channel, Subscription
from community.notifications.clocks import zone_of
from community.notifications.models import Event, Kind
from community.notifications.recipients import AUDIENCE
from community.people.models import Block, PersonMute
from community.posts.models import Mention, Post

Level = Subscription.Level
HEARS_POSTS = (Level.ALL, Level.GATHERED)


def audience(event: Event) -> QuerySet[Subscription]:
    """The subscriptions that hear of the event's post now; none where it may not be read.

    Not its author's, nor of people whom it mentions, for they are told of that; and of nobody who is blocked by the
    author, blocks or mutes them.
    """
    post = event.post
    if post is None or not _is_readable(post):
        return Subscription.objects.none()
    rows = Subscription.objects.heard().filter(channel=post.channel_id, person__is_active=True)
    if event.kind == Kind.ANNOUNCEMENT:
        # Meant for everyone who is in when it is made known, however old the post is.
        rows = rows.exclude(level=Level.NONE).exclude(person=event.actor_id)
    else:
        mentioned = Mention.objects.filter(post=post, comment=None)
        rows = rows.filter(level__in=HEARS_POSTS, joined_post_id__lt=post.pk)
        rows = rows.exclude(person__in=mentioned.values("person"))
    muting = PersonMute.objects.filter(muted=post.author_id)
    rows = rows.exclude(person__in=muting.values("person")).exclude(person=post.author_id)
    return rows.exclude(person__in=Block.between(post.author_id))


def _is_readable(post: Post) -> bool:
    return Post.objects.filter(pk=post.pk, state="visible", author__is_active=True).exists() and _is_open(post.channel)


def _is_open(channel: Channel) -> bool:
    """Whether the subscribers of the channel may read it: its group or store is not closed, its list not gone."""
    if channel.group:
        return channel.group.closed_at is None
    if channel.picks:
        return channel.picks.stands
    return channel.store is None or channel.store.state != channel.store.State.CLOSED


def heard_by(person: Any, events: Iterable[Event]) -> set[int]:
    """Primary keys of those events that the person still wants to hear of from where they come. At most one query.

    News only while they subscribe, unsilenced, on a level that hears it; anything else unless they chose "nothing".
    """
    rows = list(events)
    channels = {event.post.channel_id for event in rows if event.post_id}
    ties = {}
    if channels:
        ties = {tie.channel_id: tie for tie in Subscription.objects.filter(person=person, channel__in=channels)}
    return {event.pk for event in rows if not event.post_id or _hears(ties.get(event.post.channel_id), event.kind)}


def _hears(tie: Subscription | None, kind: str) -> bool:
    if kind not in AUDIENCE:
        return tie is None or not tie.is_active or tie.level != Level.NONE
    if tie is None or not tie.is_active or tie.is_muted:
        return False
    return tie.level in HEARS_POSTS or (kind == Kind.ANNOUNCEMENT and tie.level != Level.NONE)


def heard_on_duty(person: Any, events: Iterable[Event]) -> set[int]:
    """Primary keys of those events that may interrupt the person: calls only while their store is on duty. At most one
    query."""
    rows = list(events)
    calls = {event.pk: event.call.store_id for event in rows if event.kind == Kind.HAIL and event.call is not None}
    called = set(calls.values())
    duties = {duty.store_id: duty for duty in Duty.objects.filter(store__in=called)} if called else {}
    now, clock = timezone.now(), zone_of(person)
    off = {store for store, duty in duties.items() if not is_on_duty(duty, now, clock)}
    return {event.pk for event in rows if calls.get(event.pk) not in off}
