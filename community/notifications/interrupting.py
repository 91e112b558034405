"""How often one source may interrupt somebody who has it gathered. No row is read here.

An interruption is a push or a mail that goes at once. The first post of a quiet while goes at once; what follows is
gathered in the bell's line, and goes as one when its window is over: four hours after the first interruption, eight
after the second. There are never more than three within what can be one day on any clock, which is 25 hours where
clocks are put back. Over days this comes to one every eight hours at most.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

# A call to a hail cannot wait, so the first goes at once. The next to the same store goes so long after it, or so long
# where it was not read.
CALLS_APART = timedelta(minutes=10)
UNREAD_CALLS_APART = timedelta(hours=1)
DAY = timedelta(hours=25)
# How long after the last one, by how many there were within `DAY`.
WINDOWS = (timedelta(0), timedelta(hours=4), timedelta(hours=8))
MOST = len(WINDOWS)


def next_interruption(before: Sequence[datetime], now: datetime) -> datetime:
    """When the source may interrupt next, `now` or later; `before` are the moments at which it did."""
    recent = sorted(moment for moment in before if moment > now - DAY)
    if not recent:
        return now
    if len(recent) >= MOST:
        # Once the oldest of the last three is a day past, two are left in the day; their window still holds.
        return max(now, recent[-MOST] + DAY, recent[-1] + WINDOWS[-1])
    return max(now, recent[-1] + WINDOWS[len(recent)])


def next_call(before: Collection[datetime], now: datetime, was_read: bool) -> datetime:
    """When a call may interrupt whom calls interrupted `before`; `was_read` says whether they looked since."""
    apart = CALLS_APART if was_read else UNREAD_CALLS_APART
    return max([now, *(moment + apart for moment in before)])
