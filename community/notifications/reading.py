"""The bell: what a person is told, by day; and marking it read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.live.publishing import bell_moved
from community.notifications.joining import ONE, Joined, joined_in
from community.notifications.models import Event, Kind, Notification
from community.notifications.noting import locked
from community.notifications.seeing import ABOUT, seen_by
from community.notifications.wording import Words, words_for
from config.kit import cursors
from config.kit.reading import day

PER_PAGE = 30
# What a line shows besides its words: the face of whoever acted, or of the store that spoke.
FACES = ("actor__photo", "post__channel__store__photo")


@dataclass(frozen=True)
class Line:
    """A notification as its person reads it. `event` is the latest of it that they may see."""

    notification: Notification
    event: Event
    words: Words
    joined: Joined = ONE

    @property
    def unread(self) -> bool:
        return self.notification.read_at is None

    @property
    def store(self) -> Any:
        """The store whose news it is, or None."""
        return self.event.post.channel.store if self.event.kind == Kind.STORE_POST else None

    @property
    def need(self) -> Any:
        """The standing need that it is for, or None: it can be ended from the line."""
        about = self.event.need_match or self.event.need_turn
        return about.need if about else None

    @property
    def face(self) -> Any:
        """The person who acted, where that is whom it speaks of; None where an icon says more."""
        return self.event.actor if self.words.icon == "bell" else None


@dataclass(frozen=True)
class BellPage:
    lines: Sequence[Line]
    next_cursor: str | None

    @property
    def days(self) -> list[tuple[str, list[Line]]]:
        """The lines under the name of the day on which they last moved, in the reader's zone."""
        by_day = groupby(self.lines, key=lambda line: timezone.localtime(line.notification.last_at).date())
        return [(name_of_day(when), list(lines)) for when, lines in by_day]


def name_of_day(when: date) -> str:
    """Today, yesterday, or the date."""
    passed = (timezone.localdate() - when).days
    return {0: _("Today"), 1: _("Yesterday")}.get(passed) or day(when)


def bell_page(person: Any, *, cursor: str | None = None, limit: int = PER_PAGE) -> BellPage:
    """A page of the person's bell, newest first. At most fifteen queries.

    Lines about what the person may no longer see are left out and count as read.
    """
    told = Notification.objects.visible_to(person)
    place = cursors.decode_moment(cursor)
    if place:
        told = told.filter(last_at__lte=place[0]).exclude(last_at=place[0], pk__gte=place[1])
    rows = list(with_events(told)[: limit + 1])
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    next_cursor = cursors.encode_moment(last.last_at, last.pk) if last else None
    return BellPage(lines_of(rows[:limit], person), next_cursor)


def lines_of(notifications: Sequence[Notification], person: Any) -> list[Line]:
    """The notifications (`with_events`) that the person may still see, in words; the others are marked read.

    What a line counts is what may still be seen: neither what was deleted, nor by whom one has blocked.
    """
    joined = joined_in(person, notifications)
    spoken = _spoken_of(notifications, joined)
    seen = seen_by(person, spoken.values())
    gone = [row.pk for row in notifications if row.pk not in spoken or spoken[row.pk].pk not in seen]
    if gone:
        Notification.objects.filter(pk__in=gone).unread().update(read_at=timezone.now())
    lines = []
    for row in notifications:
        if row.pk not in gone:
            together = joined[row.pk]
            lines.append(Line(row, spoken[row.pk], words_for(spoken[row.pk], together, person), together))
    return lines


def _spoken_of(notifications: Sequence[Notification], joined: dict[int, Joined]) -> dict[int, Event]:
    """By line: its latest event that may be seen; lines without any are missing. At most one query."""
    rows = [row for row in notifications if row.pk in joined]
    others = {joined[row.pk].latest for row in rows} - {row.latest_id for row in rows}
    earlier: dict[int, Event] = {}
    if others:
        earlier = Event.objects.select_related(*ABOUT, *FACES).in_bulk(others)
    return {row.pk: earlier.get(joined[row.pk].latest, row.latest) for row in rows}


def with_events(notifications: QuerySet[Notification]) -> QuerySet[Notification]:
    """With the latest event of each and all that it is about."""
    about = [f"latest__{name}" for name in (*ABOUT, *FACES)]
    return notifications.select_related(*about).prefetch_related("latest__moderation__target")


def mark_read(person: Any, *, notifications: Iterable[Notification] | None = None) -> int:
    """Mark these of the person's notifications read, or all. Returns how many were not; other pages' bells follow."""
    rows = Notification.objects.visible_to(person).unread()
    if notifications is not None:
        rows = rows.filter(pk__in=[row.pk for row in notifications])
    with transaction.atomic():
        # In the order in which workers lock them, so that neither waits for the other in a ring.
        lines = list(locked(rows).values_list("pk", flat=True))
        marked = Notification.objects.filter(pk__in=lines).update(read_at=timezone.now()) if lines else 0
    if marked:
        bell_moved([person.pk])
    return marked
