"""Quiet hours: whether it is quiet for somebody now, and until when. No row is read here."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from community.notifications.clocks import first_moment, last_moment

DAY = timedelta(days=1)
EVERY_DAY = 0b1111111
# A span that touches the next is one with it; more than a week of them is for ever.
_LONGEST_CHAIN = 8


def quiet_until(now: datetime, zone: Any, start: time, end: time, days: int = EVERY_DAY) -> datetime | None:
    """When the quiet that it is now ends (UTC); None if it is not quiet.

    Quiet lasts from `start` to `end` on the wall clocks of `zone`, past midnight if `end` is the earlier, and begins
    on the days whose bit is in `days` (Monday the lowest). With `start` and `end` the same there is none.
    Where clocks are put back, quiet begins the first time that they show `start` and ends the last time that they
    show `end`; where a time is skipped, it is the moment of the leap.
    """
    found, moment = None, now.astimezone(UTC)
    if start == end:
        return None
    for _ in range(_LONGEST_CHAIN):
        until = _end_of_span(moment, zone, start, end, days)
        if until is None:
            break
        found = moment = until
    return found


def _end_of_span(moment: datetime, zone: Any, start: time, end: time, days: int) -> datetime | None:
    today = moment.astimezone(zone).date()
    # The date line may move: a zone can skip or repeat a whole day.
    for back in range(-1, 3):
        day = today - back * DAY
        if days >> day.weekday() & 1:
            begins, ends = _span(day, zone, start, end)
            if begins <= moment < ends:
                return ends
    return None


def _span(day: date, zone: Any, start: time, end: time) -> tuple[datetime, datetime]:
    last = day if start <= end else day + DAY
    return first_moment(datetime.combine(day, start), zone), last_moment(datetime.combine(last, end), zone)
