"""What a clock on the wall says and when it says it, across the days on which it is put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

SECOND = timedelta(seconds=1)


def zone_of(person: Any) -> Any:
    """The time zone in which the person lives; the site's where they named none, or one that is unknown here."""
    try:
        return ZoneInfo(person.time_zone) if person.time_zone else timezone.get_default_timezone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_default_timezone()


def first_moment(wall: datetime, zone: Any) -> datetime:
    """The first moment (UTC) at which clocks of `zone` show `wall` (without a zone), or already more than that.

    An hour that comes twice gives its first time; one that is skipped, the moment at which it is skipped.
    """
    return _moment(wall, zone, fold=0)


def last_moment(wall: datetime, zone: Any) -> datetime:
    """The moment (UTC) from which on clocks of `zone` show `wall` or more, and never less again.

    An hour that comes twice gives its second time; one that is skipped, the moment at which it is skipped.
    """
    return _moment(wall, zone, fold=1)


def _moment(wall: datetime, zone: Any, *, fold: int) -> datetime:
    found = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    shown = found.astimezone(zone).replace(tzinfo=None, fold=0)
    return found if shown == wall else _leap(wall, zone)


def _leap(wall: datetime, zone: Any) -> datetime:
    """The moment, to the second, at which clocks leap over `wall`.

    Read with the offset after the leap a skipped time lies before it; with the one before, behind it.
    """
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    behind = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    while behind - before > SECOND:
        middle = before + (behind - before) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            behind = middle
    return behind.replace(microsecond=0) if before < behind.replace(microsecond=0) else behind
