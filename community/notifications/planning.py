"""By which media an event interrupts whom, and when: the bell's line is there in any case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q

from community.notifications.interrupting import DAY, next_call, next_interruption
from community.notifications.models import Delivery, Event, Kind, Medium, Notification
from community.notifications.recipients import AUDIENCE, EACH_COUNTS

# The louder first: where a source is gathered, one medium is enough.
LOUDNESS = (Medium.PUSH, Medium.EMAIL)


def deliveries_for(
    event: Event,
    lines: Mapping[int, Notification],
    loud: Mapping[str, set[int]],
    gathered: Collection[int],
    now: datetime,
) -> list[Delivery]:
    """The deliveries to write for an event that joins `lines` (by person; locked, as they were before it).

    `loud` are the people by medium who want to be told by it. An order's step goes each time, and so does a post to
    those who want every one. A gathered source interrupts by one medium, when `next_interruption` says so, a call when
    `next_call` does. Of anything else the first goes, and what joins the line before it was read goes with it. At most
    one query.
    """
    wanted = [(pk, medium) for medium in LOUDNESS for pk in sorted(loud.get(medium, set()) & lines.keys())]
    if not wanted:
        return []
    if event.kind in EACH_COUNTS or event.kind == Kind.ANNOUNCEMENT:
        return [_delivery(lines[pk], medium, event, now, single=True) for pk, medium in wanted]
    waiting, before = _history(event, [lines[pk] for pk, _medium in wanted], now)
    made: list[Delivery] = []
    for pk, medium in wanted:
        line = lines[pk]
        if event.kind in AUDIENCE and pk not in gathered:
            made.append(_delivery(line, medium, event, now, single=True))
        elif pk in gathered:
            if not waiting[line.pk]:
                made.append(_delivery(line, medium, event, next_interruption(before[line.pk], now)))
                waiting[line.pk].add(medium)
        elif event.kind == Kind.HAIL:
            if medium not in waiting[line.pk]:
                made.append(_delivery(line, medium, event, next_call(before[line.pk], now, line.read_at is not None)))
        elif line.read_at is not None and medium not in waiting[line.pk]:
            made.append(_delivery(line, medium, event, now))
    return made


def _delivery(line: Notification, medium: str, event: Event, due_at: datetime, *, single: bool = False) -> Delivery:
    return Delivery(notification=line, medium=medium, batch=event.pk, due_at=due_at, single=single)


def _history(
    event: Event, lines: Collection[Notification], now: datetime
) -> tuple[dict[int, set[str]], dict[int, list[datetime]]]:
    """By line: media by which one waits, and when one went within a day.

    What may have gone counts as gone. An event that was taken back and done again does not go again: it counts
    as waiting.
    """
    state = Delivery.State
    went = Q(state__in=[state.SENDING, state.SENT]) & (Q(done_at=None) | Q(done_at__gt=now - DAY))
    rows = Delivery.objects.filter(notification__in={line.pk for line in lines})
    waiting: dict[int, set[str]] = defaultdict(set)
    before: dict[int, list[datetime]] = defaultdict(list)
    for row in rows.filter(Q(state=state.WAITING, done_at=None) | went | Q(batch=event.pk)):
        if row.state == state.WAITING or row.batch == event.pk:
            waiting[row.notification_id].add(row.medium)
        else:
            before[row.notification_id].append(row.done_at or now)
    return waiting, before
