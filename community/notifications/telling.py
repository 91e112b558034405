"""Tell that something happened: a row now, in the transaction in which it did, and notifications soon after."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from community.live.publishing import bell_moved
from community.notifications.models import Event, Notification
from community.notifications.noting import locked
from config.kit.claims import nudge


def tell(kind: str, *, key: str, **about: Any) -> Event:
    """Write down an event of `kind`; a worker makes notifications of it.

    `key` names what happened: telling it again gives the same event. `about` are the fields of `Event`
    that say what it is about: actor, recipient, post, comment, subscription, order, review, moderation, evidence,
    group, endorsement. Call it inside a transaction.
    """
    from community.notifications.tasks import make_notifications

    event, is_new = Event.objects.get_or_create(key=key, defaults={"kind": kind, **about})
    if is_new or _is_done_again(event):
        nudge(make_notifications, event.pk, queue="now")
    return event


def _is_done_again(event: Event) -> bool:
    """Whether the event was taken back before it was read, and now happened after all: then it is told anew."""
    again = {"withdrawn": False, "done_at": None, "claimed_until": None, "attempts": 0, "due_at": timezone.now()}
    return bool(event.withdrawn and Event.objects.filter(pk=event.pk, withdrawn=True).update(**again))


def take_back(key: str) -> None:
    """What was told under `key` is undone: lines that were not read yet count it no more, and it is not sent.

    Who has read of it keeps it. Call it inside a transaction.
    """
    event = Event.objects.select_for_update().filter(key=key, withdrawn=False).first()
    if event is None:
        return
    entries = {entry.notification_id: entry for entry in event.entries.all()}
    lines = list(locked(Notification.objects.filter(pk__in=entries)))
    unread = [line for line in lines if line.read_at is None and entries[line.pk].round == line.round]
    for line in unread:
        entries[line.pk].delete()
        _count_out(line)
    if len(unread) == len(lines):
        Event.objects.filter(pk=event.pk).update(withdrawn=True)
    bell_moved([line.person_id for line in unread])


def _count_out(line: Notification) -> None:
    """One event fewer in the line; without any it is gone from the bell."""
    rest = line.entries.filter(round=line.round).aggregate(count=Count("pk"), latest=Max("event"))
    line.count = rest["count"]
    if rest["latest"] is None:
        line.read_at, line.shown = timezone.now(), False
    else:
        line.latest_id = rest["latest"]
        line.kind = line.latest.kind
    line.save(update_fields=["count", "read_at", "shown", "latest", "kind"])
