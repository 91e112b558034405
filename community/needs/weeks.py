"""On which day a weekly need comes next. No row is read here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from community.notifications.clocks import first_moment

DAY = timedelta(days=1)


def moment_of(day: date, hour: int, zone: Any) -> datetime:
    """When clocks of `zone` first show `hour` on that day (UTC); where that is skipped, the leap."""
    return first_moment(datetime.combine(day, time(hour)), zone)


def next_day(weekday: int, hour: int, zone: Any, now: datetime, after: date | None = None) -> date:
    """The first such weekday (0 is Monday) whose hour is still to come, and that is later than `after`."""
    day = now.astimezone(zone).date()
    while day.weekday() != weekday or (after is not None and day <= after) or moment_of(day, hour, zone) <= now:
        day += DAY
    return day
