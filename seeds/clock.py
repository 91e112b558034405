"""Time in the town: how the files say when, and how what is written now gets the date of then."""

from __future__ import annotations

import datetime as real
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

_AGO = re.compile(r"(\d+)([mhd])(?: (\d\d):(\d\d))?")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def span(text: str) -> timedelta:
    """`"12m"`, `"3h"` or `"2d"`."""
    match = _AGO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no span of time such as 12m, 3h or 2d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def ago(text: str, now: datetime) -> datetime:
    """The moment that `"12m"` or `"5d 09:20"` means: so long ago, in days at that time by the town's clock."""
    match = _AGO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no moment such as 12m, 3h or 5d 09:20")
    if match[3] is None:
        return now - span(text)
    day = timezone.localtime(now) - timedelta(days=int(match[1]))
    return min(day.replace(hour=int(match[3]), minute=int(match[4]), second=0, microsecond=0), now)


def some_time(key: str, earliest: datetime, latest: datetime) -> datetime:
    """A moment between the two that depends on `key` alone."""
    share = random.Random(key).random()  # noqa: S311 - a date, not a secret
    return earliest + (latest - earliest) * share


class _LikeDatetime(type):
    """Every real datetime counts as one of the stopped kind, which Django's checks ask for."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, real.datetime)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Date all that is written within with `moment`.

    Verbs take the time from `django.utils.timezone.now`, directly and as the default of fields, and that asks its
    module's `datetime`. Standing in for that one name, every row that a verb writes, its transitions, bookings and
    notifications included, tells the same time, and no list of columns to correct afterwards can be forgotten.
    Only for a command that has the process to itself.
    """

    class Stopped(real.datetime, metaclass=_LikeDatetime):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

    module: Any = timezone
    before = module.datetime
    module.datetime = Stopped
    try:
        yield
    finally:
        module.datetime = before
