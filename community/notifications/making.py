"""Make notifications of an event: for whom it concerns, or for its whole audience a chunk at a time."""

from __future__ import annotations

import time

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.channels.models import Subscription
from community.live.publishing import bell_moved
from community.notifications.hearing import audience, heard_by
from community.notifications.models import Event, Kind, Medium
from community.notifications.noting import Hearers, Noted, note
from community.notifications.recipients import concerned, has_audience, is_quiet
from community.notifications.seeing import ABOUT, seen_by
from community.notifications.wanting import wanting
from community.notifications.ways import asked_for, reached
from config.kit.claims import held, nudge

CHUNK = 200
# Reactions that one worker counts at once.
TOGETHER = 500
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
    """Notify the few people whom the event is for, if they want it and may see what it is about.

    Reactions to the same post that wait are told along with it: thousands of them are a few rounds of work.
    """
    events = [event, *_claim_like(event)] if event.kind == Kind.REACTION else [event]
    for person in get_user_model().objects.filter(pk__in=concerned(event), is_active=True):
        seen = seen_by(person, events) & heard_by(person, events)
        with transaction.atomic():
            # Locked against being taken back meanwhile.
            stand = Event.objects.select_for_update().filter(pk__in=seen, withdrawn=False).order_by("pk")
            # What one waits for may come by the dozen: it interrupts as a busy source does.
            gathered = {person.pk} if event.need_match_id else None
            _send_on(note(list(stand), _hearers(event, {person.pk}, gathered)), "now")
    Event.objects.filter(pk__in=[other.pk for other in events[1:]], done_at=None).update(
        done_at=timezone.now(), claimed_until=None
    )


def _claim_like(event: Event) -> list[Event]:
    """Claim what waits of the same kind for the same line, as `claims.claim` does it for one row."""
    mine = held()
    like = Event.open_rows().filter(kind=event.kind, post=event.post_id, recipient=event.recipient_id).order_by("pk")
    like = like.filter(comment__isnull=event.comment_id is None)
    chosen = list(like.values_list("pk", flat=True)[:TOGETHER])
    Event.open_rows().filter(pk__in=chosen).update(**mine, attempts=F("attempts") + 1)
    return list(Event.objects.filter(pk__in=chosen, **mine, done_at=None).select_related(*ABOUT))


def tell_chunk(event: Event) -> bool:
    """Notify the next `CHUNK` subscribers of the event's channel. False when there are none left.

    How far it came is saved with the rows, so a worker that dies loses the chunk it was at, and the next one
    begins there. Raises Overtaken.
    """
    with transaction.atomic():
        subscribers = list(
            Subscription.objects.active()
            .filter(channel=event.post.channel_id, id__gt=event.reached)
            .order_by("id")
            .values_list("pk", flat=True)[:CHUNK]
        )
        if not subscribers:
            return False
        _move_on(event, subscribers[-1])
        levels = dict(audience(event).filter(pk__in=subscribers).values_list("person_id", "level"))
        gathered = {pk for pk, level in levels.items() if level == Subscription.Level.GATHERED}
        _send_on(note([event], _hearers(event, set(levels), gathered)), "later")
    return True


def _move_on(event: Event, reached: int) -> None:
    """Save the place and renew the lease."""
    moved = Event.objects.filter(pk=event.pk, reached=event.reached, done_at=None).update(
        reached=reached, attempts=1, **held()
    )
    if not moved:
        raise Overtaken
    event.reached = reached


def _hearers(event: Event, people: set[int], gathered: set[int] | None = None) -> Hearers:
    """Who of `people` wants the event in the bell, and whom it reaches by which medium."""
    loud: dict[str, set[int]] = {}
    for medium in () if is_quiet(event) else (Medium.EMAIL, Medium.PUSH):
        wanted = wanting(people, event.kind, medium)
        loud[medium] = reached(wanted, medium) | (wanted & asked_for(event, medium))
    return Hearers(wanting(people, event.kind, Medium.IN_APP), loud, gathered or set())


def _send_on(noted: Noted, queue: str) -> None:
    from community.notifications.tasks import deliver

    for pk in noted.deliveries:
        nudge(deliver, pk, queue=queue)
    bell_moved(noted.people)
