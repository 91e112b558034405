"""Digests: when the next one is due, and which periods have come. A row each, whatever workers do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.notifications.clocks import first_moment, zone_of
from community.notifications.models import Digest, Rhythm
from config.kit.claims import nudge, sweeper

CHUNK = 500
DAY = timedelta(days=1)


def next_digest(rhythm: Rhythm, after: datetime, zone: Any) -> datetime | None:
    """The first moment (UTC) later than `after` at which the digest is due; None where none is wanted.

    It is due when clocks of `zone` show its hour, and where that hour is skipped, at the leap.
    """
    if rhythm.digest == Rhythm.Digest.NONE:
        return None
    today = after.astimezone(zone).date()
    for ahead in range(-1, 16):
        day = today + ahead * DAY
        if rhythm.digest == Rhythm.Digest.WEEKLY and day.weekday() != rhythm.digest_weekday:
            continue
        due = first_moment(datetime(day.year, day.month, day.day, rhythm.digest_hour), zone)
        if due > after.astimezone(UTC):
            return due
    return None


def period_of(rhythm: Rhythm, due: datetime, zone: Any) -> str:
    """The name of the period that ends at `due`: the day, or the week, on the person's calendar."""
    day = due.astimezone(zone).date()
    if rhythm.digest == Rhythm.Digest.DAILY:
        return day.isoformat()
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


@sweeper
def open_periods() -> None:
    """Write a digest for everyone whose hour has come. Done twice it writes one."""
    now = timezone.now()
    due = Rhythm.objects.filter(next_digest_at__lte=now, person__is_active=True).order_by("next_digest_at")
    for pk in list(due.values_list("pk", flat=True)[:CHUNK]):
        _open_period(pk, now)


@transaction.atomic
def _open_period(pk: int, now: datetime) -> None:
    from community.notifications.tasks import send_digest

    rows = Rhythm.objects.select_for_update(of=("self",)).select_related("person")
    rhythm = rows.filter(pk=pk, next_digest_at__lte=now).first()
    if rhythm is None or rhythm.next_digest_at is None:
        return
    zone, due = zone_of(rhythm.person), rhythm.next_digest_at
    # After a long rest only the last period counts: nobody wants a week of digests at once.
    rhythm.next_digest_at = next_digest(rhythm, now, zone)
    rhythm.save(update_fields=["next_digest_at"])
    if rhythm.digest == Rhythm.Digest.NONE:
        return
    # What the last one did not tell, for it had no time to or died, is in this one.
    since = due - 2 * (DAY if rhythm.digest == Rhythm.Digest.DAILY else 7 * DAY)
    made, is_new = Digest.objects.get_or_create(
        person=rhythm.person, period=period_of(rhythm, due, zone), defaults={"due_at": due, "since": since}
    )
    if is_new:
        nudge(send_digest, made.pk)
