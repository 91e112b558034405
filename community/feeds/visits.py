"""When a person was here before: kept in their session, as the newest post of their feed when they last looked."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

KEY = "home_visit"
# Who comes back after that long was away.
AWAY = timedelta(hours=4)
# How long the page goes on saying what was missed, and how often a visit is written down.
VISIT = timedelta(minutes=30)
WRITE_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Absence:
    """A time away: since `left`, when the newest post of the feed was the one with the id `below`."""

    below: int
    left: datetime


def note_visit(session: MutableMapping[str, Any], newest: int) -> Absence | None:
    """Note this visit, whose newest post is `newest` (0 for none); the time away before it, while it is still told.

    `session` is written only when there is something to note.
    """
    now = timezone.now()
    visit = dict(session.get(KEY) or {"seen": newest, "at": now.timestamp()})
    before = dict(visit)
    last = datetime.fromtimestamp(visit["at"], UTC)
    if now - last >= AWAY:
        visit |= {"below": visit["seen"], "left": visit["at"], "back": now.timestamp()}
    elif "back" in visit and now.timestamp() - visit["back"] > VISIT.total_seconds():
        visit = {"seen": visit["seen"], "at": visit["at"]}
    if newest != visit["seen"] or now - last >= WRITE_EVERY:
        visit |= {"seen": newest, "at": now.timestamp()}
    if visit != before or KEY not in session:
        session[KEY] = visit
    return last_absence(session)


def last_absence(session: MutableMapping[str, Any]) -> Absence | None:
    """The time away that the visit of this session ended; None where there was none, or it is told no more."""
    visit = session.get(KEY) or {}
    if "below" not in visit:
        return None
    return Absence(visit["below"], datetime.fromtimestamp(visit["left"], UTC))
