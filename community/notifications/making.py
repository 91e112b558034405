"""Make notifications of an event: for whom it concerns, or for its whole audience a chunk at a time."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from community.channels.models import Channel, Subscription
from community.live.publishing import bell_moved
from community.notifications.models import Event, Kind, Medium
from community.notifications.noting import Noted, note
from community.notifications.recipients import concerned, has_audience
from community.notifications.seeing import ABOUT, seen_by
from community.notifications.wanting import wanting
from community.people.models import Block
from community.posts.models import Post
from config.kit.claims import LEASE, nudge

CHUNK = 200
HEARS_POSTS = (Subscription.Level.ALL, Subscription.Level.GATHERED)
# A worker gives way after so many seconds, and the rest of the audience waits its turn again.
TURN = 20.0


class Overtaken(Exception):
    """Another worker is further with the same event: this one leaves it alone."""


def make(event: Event) -> bool:
    """Make all notifications of the event. False if there is more to do for which this worker has no time.

    Run again, or by two workers at once, it tells nobody twice. Raises Overtaken.
    """
    event = Event.objects.select_related(*ABOUT).get(pk=event.pk)
    if not has_audience(event):
        tell_concerned(event)
        return True
    end = time.monotonic() + TURN
    while tell_chunk(event):
        if time.monotonic() > end:
            return False
    return True


def tell_concerned(event: Event) -> None:
    """Notify the few people whom the event is for, if they want it and may see what it is about."""
    people = get_user_model().objects.filter(pk__in=concerned(event), is_active=True)
    _send_on(event, _note(event, {person.pk for person in people if event.pk in seen_by(person, [event])}), "now")


def tell_chunk(event: Event) -> bool:
    """Notify the next `CHUNK` subscribers of the event's channel. False when there are none left.

    How far it came is saved with the rows, so a worker that dies loses the chunk it was at, and the next one
    begins there. Raises Overtaken.
    """
    with transaction.atomic():
        audience = list(
            Subscription.objects.active()
            .filter(channel=event.post.channel_id, id__gt=event.reached)
            .order_by("id")
            .values_list("pk", flat=True)[:CHUNK]
        )
        if not audience:
            return False
        _move_on(event, audience[-1])
        noted = _note(event, _listening(event, audience))
        _send_on(event, noted, "later")
    return True


def _move_on(event: Event, reached: int) -> None:
    """Save the place and renew the lease."""
    moved = Event.objects.filter(pk=event.pk, reached=event.reached, done_at=None).update(
        reached=reached, claimed_until=timezone.now() + LEASE, attempts=1
    )
    if not moved:
        raise Overtaken
    event.reached = reached


def _listening(event: Event, subscriptions: list[int]) -> set[int]:
    """Primary keys of the people behind `subscriptions` who hear every post, or announcements, may see this one and
    did not write it."""
    post = event.post
    readable = Post.objects.filter(pk=post.pk, state="visible", author__is_active=True)
    if not readable.exists() or not _is_open(post.channel):
        return set()
    rows = Subscription.objects.heard().filter(pk__in=subscriptions, person__is_active=True)
    if event.kind == Kind.ANNOUNCEMENT:
        # Meant for everyone who is in when it is made known, however old the post is.
        rows = rows.exclude(level=Subscription.Level.NONE).exclude(person=event.actor_id)
    else:
        rows = rows.filter(level__in=HEARS_POSTS, joined_post_id__lt=post.pk)
    rows = rows.exclude(person=post.author_id).exclude(person__in=Block.between(post.author_id))
    return set(rows.values_list("person_id", flat=True))


def _is_open(channel: Channel) -> bool:
    """Whether the subscribers of the channel may read it: its group or store is not closed."""
    if channel.group:
        return channel.group.closed_at is None
    return channel.store is None or channel.store.state != channel.store.State.CLOSED


def _note(event: Event, people: set[int]) -> Noted:
    reachable = get_user_model().objects.filter(pk__in=wanting(people, event.kind, Medium.EMAIL)).exclude(email="")
    mailed = set(reachable.values_list("pk", flat=True))
    return note(event, shown=wanting(people, event.kind, Medium.IN_APP), mailed=mailed)


def _send_on(event: Any, noted: Noted, queue: str) -> None:
    from community.notifications.tasks import deliver

    for pk in noted.deliveries:
        nudge(deliver, pk, queue=queue)
    bell_moved(noted.people)
