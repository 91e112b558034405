"""Tell that something happened: a row now, in the transaction in which it did, and notifications soon after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, F, Max, QuerySet
from django.utils import timezone

from community.live.publishing import bell_moved
from community.notifications.models import Event, Notification, NotificationEntry
from community.notifications.noting import locked
from config.kit.claims import nudge


def tell(kind: str, *, key: str, **about: Any) -> Event:
    """Write down an event of `kind`; a worker makes notifications of it.

    `key` names what happened: telling it again gives the same event. `about` are the fields of `Event`
    that say what it is about: actor, recipient, post, comment, subscription, order, review, moderation, evidence,
    group, endorsement, hail, need_match, need_turn, call, offer, group_buy, participation. Call it inside a
    transaction.
    """
    from community.notifications.tasks import make_notifications

    event, is_new = Event.objects.get_or_create(key=key, defaults={"kind": kind, **about})
    if is_new or _is_done_again(event):
        nudge(make_notifications, event.pk, queue="now")
    return event


def tell_all(kind: str, *, events: Iterable[Mapping[str, Any]]) -> None:
    """Write down many events of `kind` at once, each with its `key` and what it is about, as `tell` does. Two queries.

    Those that are known stay as they are. Call it inside a transaction.
    """
    from community.notifications.tasks import make_notifications

    rows = [Event(kind=kind, **about) for about in events]
    Event.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Event.objects.filter(key__in=[row.key for row in rows], done_at=None, withdrawn=False)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        nudge(make_notifications, pk, queue="now")


def _is_done_again(event: Event) -> bool:
    """Whether the event was taken back before it was read, and now happened after all: then it is told anew."""
    again = {"withdrawn": False, "done_at": None, "claimed_until": None, "attempts": 0, "due_at": timezone.now()}
    return bool(event.withdrawn and Event.objects.filter(pk=event.pk, withdrawn=True).update(**again))


def take_back(key: str) -> None:
    """What was told under `key` is undone: lines that were not read yet count it no more, and it is not sent.

    Who has read of it keeps it. Call it inside a transaction.
    """
    take_back_all(Event.objects.filter(key=key))


def take_back_all(events: QuerySet[Event]) -> None:
    """The same of many, however many in the same number of queries. Call it inside a transaction."""
    found = list(events.filter(withdrawn=False).select_for_update(of=("self",)).order_by("pk"))
    if not found:
        return
    entries = list(NotificationEntry.objects.filter(event__in=found))
    told = Notification.objects.filter(pk__in={entry.notification_id for entry in entries})
    lines = {line.pk: line for line in locked(told)} if entries else {}
    unread = [entry for entry in entries if _is_unread(entry, lines[entry.notification_id])]
    gone = {entry.pk for entry in unread}
    NotificationEntry.objects.filter(pk__in=gone).delete()
    touched = [lines[pk] for pk in sorted({entry.notification_id for entry in unread})]
    _count_out(touched)
    read = {entry.event_id for entry in entries if entry.pk not in gone}
    Event.objects.filter(pk__in=[event.pk for event in found if event.pk not in read]).update(withdrawn=True)
    bell_moved([line.person_id for line in touched])


def _is_unread(entry: NotificationEntry, line: Notification) -> bool:
    return line.read_at is None and entry.round == line.round


def _count_out(lines: list[Notification]) -> None:
    """Count again what is left in each of the lines; without any it is gone from the bell."""
    if not lines:
        return
    left = NotificationEntry.objects.filter(notification__in=lines, round=F("notification__round"))
    counted = left.order_by().values("notification").annotate(count=Count("pk"), latest=Max("event"))
    rest = {row["notification"]: row for row in counted}
    kinds = dict(Event.objects.filter(pk__in=[row["latest"] for row in rest.values()]).values_list("pk", "kind"))
    for line in lines:
        row = rest.get(line.pk)
        line.count = row["count"] if row else 0
        if row is None:
            line.read_at, line.shown = timezone.now(), False
        else:
            line.latest_id, line.kind = row["latest"], kinds[row["latest"]]
    Notification.objects.bulk_update(lines, ["count", "read_at", "shown", "latest", "kind"])
