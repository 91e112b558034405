"""What a person missed: kept in their session, as the newest post of their feed when they last looked."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from community.feeds.home import COUNTED, groups_with_news

KEY = "home_visit"
# Who comes back after that long was away.
AWAY = timedelta(hours=4)
# How long the page goes on saying what was missed, and how often a visit is written down.
VISIT = timedelta(minutes=30)
WRITE_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Missed:
    """In how many groups something was said since `left`, when the person was here before."""

    groups: int
    left: datetime

    @property
    def more(self) -> bool:
        """Whether there are more groups than were counted."""
        return self.groups > COUNTED


def missed(session: MutableMapping[str, Any], person: Any, newest: int) -> Missed | None:
    """Note this visit, whose newest post is `newest` (0 for none); what was missed before it, if that is true.

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
    if "below" not in visit:
        return None
    groups = groups_with_news(person, visit["below"])
    return Missed(groups, datetime.fromtimestamp(visit["left"], UTC)) if groups else None
