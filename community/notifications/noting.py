"""Put an event into people's bells, each once, and on its way by mail."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.utils import timezone

from community.notifications.models import Delivery, Event, Medium, Notification, NotificationEntry
from community.notifications.recipients import EACH_COUNTS, group_key


@dataclass
class Noted:
    """Primary keys of people whose bell moved, and of deliveries that wait."""

    people: list[int] = field(default_factory=list)
    deliveries: list[int] = field(default_factory=list)


def note(event: Event, *, shown: set[int], mailed: set[int]) -> Noted:
    """Count `event` into the line that it belongs to, for each person (primary keys) who was not told of it yet.

    `shown` get it in their bell, `mailed` by mail. A line that was read starts counting anew. The rows of
    the lines are locked, so that two workers with the same event do not count it twice.
    """
    people = sorted(shown | mailed)
    if not people:
        return Noted()
    with transaction.atomic():
        lines = _lines(event, people)
        told = set(event.entries.filter(person_id__in=people).values_list("person_id", flat=True))
        new = [pk for pk in people if pk not in told]
        NotificationEntry.objects.bulk_create(
            NotificationEntry(notification=lines[pk], event=event, person_id=pk) for pk in new
        )
        deliveries = [
            Delivery(notification=lines[pk], medium=Medium.EMAIL, batch=event.pk)
            for pk in new
            if pk in mailed and (event.kind in EACH_COUNTS or lines[pk].read_at is not None)
        ]
        Delivery.objects.bulk_create(deliveries)
        moved = [pk for pk in new if pk in shown]
        _bump([lines[pk].pk for pk in moved], event)
    return Noted(moved, [delivery.pk for delivery in deliveries])


def _lines(event: Event, people: list[int]) -> dict[int, Notification]:
    """The line of each person for events like this one, locked. A new one begins read, unseen and empty."""
    key, now = group_key(event), timezone.now()
    blank = {"kind": event.kind, "group_key": key, "latest": event, "count": 0, "shown": False, "read_at": now}
    Notification.objects.bulk_create((Notification(person_id=pk, **blank) for pk in people), ignore_conflicts=True)
    lines = Notification.objects.select_for_update().filter(person_id__in=people, group_key=key).order_by("pk")
    return {line.person_id: line for line in lines}


def _bump(lines: list[int], event: Event) -> None:
    """Count the event and bring the lines to the top, unread; of two events the later one is spoken of."""
    is_latest = Q(latest_id__lte=event.pk)
    Notification.objects.filter(pk__in=lines).update(
        count=Case(When(read_at__isnull=False, then=Value(1)), default=F("count") + 1),
        kind=Case(When(is_latest, then=Value(event.kind)), default=F("kind")),
        latest=Case(When(is_latest, then=Value(event.pk)), default=F("latest"), output_field=BigIntegerField()),
        last_at=timezone.now(),
        read_at=None,
        shown=True,
    )
