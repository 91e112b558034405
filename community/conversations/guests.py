"""What a buyer without an account may do how often: they have no quota, so each of their orders has one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from community.attention.quotas import Quota, QuotaReached, Standing
from community.attention.telling import tell, tell_on_commit


def count_of_guest(quota: Quota, done: QuerySet, *, most: int, window: timedelta) -> None:
    """Count one more beside what was `done` about the order, rows with a `created_at`, of which `most` may be within
    `window`: it ends when the oldest of them is that old.

    The answer's headers tell it, as of any quota. Call it with what the rows hang on locked. Raises QuotaReached.
    """
    now = timezone.now()
    lately = done.filter(created_at__gt=now - window).order_by("-created_at")
    times = list(lately.values_list("created_at", flat=True)[:most])
    at = Standing(quota, most, len(times), int(window.total_seconds()), (times[-1] if times else now) + window)
    if not at.remaining:
        tell(quota.value, at.told(is_reached=True))
        raise QuotaReached(at)
    tell_on_commit(quota.value, replace(at, used=at.used + 1).told())
