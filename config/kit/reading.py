"""Times and distances as people say them, in the language and zone of the reader."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext, ngettext, pgettext

MINUTE = 60
HOUR = 60 * MINUTE
WEEK = timedelta(days=7)


def relative(moment: datetime, now: datetime | None = None) -> str:
    """A moment as people say it.

    Within a day "12 min ago" or "in 3 hours", then "yesterday 20:14" or "3 days ago", from seven days on the day.
    """
    now = now or timezone.now()
    passed = now - moment
    if abs(passed) >= WEEK:
        return day(moment, now)
    seconds = int(abs(passed).total_seconds())
    days = (timezone.localtime(now).date() - timezone.localtime(moment).date()).days
    if passed < timedelta(0):
        return _ahead(seconds, days)
    if seconds < MINUTE:
        return gettext("just now")
    if seconds < HOUR:
        return ngettext("%(count)d min ago", "%(count)d min ago", seconds // MINUTE) % {"count": seconds // MINUTE}
    if days == 0 or seconds < 6 * HOUR:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", seconds // HOUR) % {"count": seconds // HOUR}
    if days == 1:
        return gettext("yesterday %(time)s") % {"time": clock(moment)}
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def _ahead(seconds: int, days: int) -> str:
    if seconds < HOUR:
        minutes = max(1, seconds // MINUTE)
        return ngettext("in %(count)d min", "in %(count)d min", minutes) % {"count": minutes}
    if days == 0 or seconds < 6 * HOUR:
        return ngettext("in %(count)d hour", "in %(count)d hours", seconds // HOUR) % {"count": seconds // HOUR}
    return ngettext("in %(count)d day", "in %(count)d days", -days) % {"count": -days}


def lasting(span: timedelta) -> str:
    """How long something took: "38 seconds", "12 minutes", "3 hours", "2 days"."""
    seconds = int(span.total_seconds())
    if seconds < MINUTE:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    if seconds < HOUR:
        return ngettext("%(count)d minute", "%(count)d minutes", seconds // MINUTE) % {"count": seconds // MINUTE}
    if seconds < 24 * HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", seconds // HOUR) % {"count": seconds // HOUR}
    days = seconds // (24 * HOUR)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def clock(moment: datetime) -> str:
    """Hour and minute in the reader's zone, 20:14."""
    return date_format(timezone.localtime(moment), "H:i")


def day(moment: datetime | date, now: datetime | None = None) -> str:
    """ "24 Nov", "11月24日"; with its year where that is not the reader's current one."""
    here = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    this_year = timezone.localtime(now or timezone.now()).year
    pattern = pgettext("day of this year", "j M") if here.year == this_year else pgettext("day with year", "j M Y")
    return date_format(here, pattern)


def exact(moment: datetime) -> str:
    """ "24 Nov 2025, 20:14" in the reader's zone."""
    here = timezone.localtime(moment)
    return date_format(here, pgettext("day with time", "j M Y, H:i"))


def distance(metres: float) -> str:
    """Up to a kilometre in tens of metres, up to ten kilometres with one decimal, then whole kilometres."""
    if metres < 995:
        return gettext("%(count)d m") % {"count": max(10, round(metres / 10) * 10)}
    if metres < 9950:
        return gettext("%(count)s km") % {"count": f"{metres / 1000:.1f}".removesuffix(".0")}
    return gettext("%(count)s km") % {"count": f"{round(metres / 1000):,}"}
