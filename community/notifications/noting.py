"""Put events into people's bells, each once, and on their way by other media where they may interrupt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField, BooleanField, Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from community.notifications.models import Delivery, Event, Notification, NotificationEntry
from community.notifications.planning import deliveries_for
from community.notifications.recipients import group_key


@dataclass(frozen=True)
class Hearers:
    """Whom (primary keys) an event is told to: `shown` in their bell, `loud` by which medium besides it.

    For `gathered` it is one of many from a busy source, which may interrupt only now and then.
    """

    shown: set[int]
    loud: Mapping[str, set[int]] = field(default_factory=dict)
    gathered: set[int] = field(default_factory=set)

    @property
    def everyone(self) -> set[int]:
        return self.shown.union(*self.loud.values())


@dataclass
class Noted:
    """Primary keys of people whose bell moved, and of deliveries that are due now."""

    people: list[int] = field(default_factory=list)
    deliveries: list[int] = field(default_factory=list)


def note(events: Sequence[Event], hearers: Hearers) -> Noted:
    """Count `events`, all of one kind and line, into that line, for each person who was not told of them yet.

    A line that was read starts counting anew. The rows of the lines are locked, so that two workers with the same
    event do not count it twice, and none is being sent meanwhile.
    """
    people = sorted(hearers.everyone)
    if not people or not events:
        return Noted()
    event, now = max(events, key=lambda one: one.pk), timezone.now()
    with transaction.atomic():
        lines = _lines(event, people, now)
        entries = _entries(events, lines)
        NotificationEntry.objects.bulk_create(entries)
        new = {entry.person_id: lines[entry.person_id] for entry in entries}
        deliveries = deliveries_for(event, new, hearers.loud, hearers.gathered, now)
        Delivery.objects.bulk_create(deliveries)
        for number, moved in _by_number(entries).items():
            _bump(moved, event, number, hearers.shown, now)
    due = [delivery.pk for delivery in deliveries if delivery.due_at <= now]
    return Noted([pk for pk in new if pk in hearers.shown], due)


def _lines(event: Event, people: list[int], now: datetime) -> dict[int, Notification]:
    """The line of each person for events like this one, locked. A new one begins read, unseen and empty."""
    key = group_key(event)
    blank = {"kind": event.kind, "group_key": key, "latest": event, "count": 0, "shown": False, "read_at": now}
    Notification.objects.bulk_create((Notification(person_id=pk, **blank) for pk in people), ignore_conflicts=True)
    lines = locked(Notification.objects.filter(person_id__in=people, group_key=key))
    return {line.person_id: line for line in lines}


def _entries(events: Sequence[Event], lines: Mapping[int, Notification]) -> list[NotificationEntry]:
    """What is to be counted: each event for each person who was not told of it."""
    told = set(
        NotificationEntry.objects.filter(event__in=events, person_id__in=lines).values_list("event_id", "person_id")
    )
    return [
        NotificationEntry(notification=line, event=one, person_id=pk, round=line.round + (line.read_at is not None))
        for pk, line in lines.items()
        for one in events
        if (one.pk, pk) not in told
    ]


def _by_number(entries: Sequence[NotificationEntry]) -> dict[int, list[int]]:
    """Primary keys of lines by how many entries they gained."""
    numbers: dict[int, int] = defaultdict(int)
    for entry in entries:
        numbers[entry.notification_id] += 1
    lines: dict[int, list[int]] = defaultdict(list)
    for line, number in numbers.items():
        lines[number].append(line)
    return lines


def locked(lines: QuerySet[Notification]) -> QuerySet[Notification]:
    """The lines, each locked, always in the same order; call it in a transaction."""
    return lines.select_for_update().order_by("pk")


def _bump(lines: list[int], event: Event, number: int, shown: set[int], now: datetime) -> None:
    """Count `number` more and bring the lines to the top, unread; of two events the later one is spoken of.

    Whoever wants the kind only by other media has no line shown, except one that they have not read yet.
    """
    is_latest, was_read = Q(latest_id__lte=event.pk), Q(read_at__isnull=False)
    Notification.objects.filter(pk__in=lines).update(
        count=Case(When(was_read, then=Value(number)), default=F("count") + number, output_field=IntegerField()),
        round=Case(When(was_read, then=F("round") + 1), default=F("round"), output_field=IntegerField()),
        kind=Case(When(is_latest, then=Value(event.kind)), default=F("kind")),
        latest=Case(When(is_latest, then=Value(event.pk)), default=F("latest"), output_field=BigIntegerField()),
        shown=Case(
            When(person_id__in=shown, then=Value(True)),
            When(was_read, then=Value(False)),
            default=F("shown"),
            output_field=BooleanField(),
        ),
        last_at=now,
        read_at=None,
    )
