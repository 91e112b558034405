"""When a person was here before: one row each, as the newest post of their feed when they last looked.

It is the person's, not a session's: who read on the phone has missed nothing at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from community.feeds.models import FeedVisit

# Who comes back after that long was away.
AWAY = timedelta(hours=4)
# How long the page goes on saying what was missed, and how often a visit is written down.
VISIT = timedelta(minutes=30)
WRITE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Absence:
    """A time away: since `left`, when the newest post of the feed was the one with the id `below`."""

    below: int
    left: datetime


def note_visit(person: Any, newest: int) -> Absence | None:
    """Note that the person looks at their feed, whose newest post is `newest` (0 for none); the time away before it,
    while it is still told.

    One query, and one that writes at most every `WRITE_EVERY`. Of two devices at once one writes.
    """
    now = timezone.now()
    visit = _visit_of(person)
    if visit is None:
        FeedVisit.objects.get_or_create(person=person, defaults={"seen": newest, "at": now})
        return None
    if now - visit.at < WRITE_EVERY:
        return _absence(visit)
    last = visit.at
    if now - last >= AWAY:
        visit.below, visit.left, visit.back = visit.seen, last, now
    elif visit.back is not None and now - visit.back > VISIT:
        visit.below = visit.left = visit.back = None
    visit.seen, visit.at = newest, now
    changed = {name: getattr(visit, name) for name in ("seen", "at", "below", "left", "back")}
    if not FeedVisit.objects.filter(pk=visit.pk, at=last).update(**changed):
        return last_absence(person)
    return _absence(visit)


def last_absence(person: Any) -> Absence | None:
    """The time away that the person's last visit ended; None where there was none, or it is told no more. One query."""
    visit = _visit_of(person)
    return _absence(visit) if visit else None


def _visit_of(person: Any) -> FeedVisit | None:
    return FeedVisit.objects.filter(person=person).first()


def _absence(visit: FeedVisit) -> Absence | None:
    return Absence(visit.below, visit.left) if visit.below is not None and visit.left is not None else None
