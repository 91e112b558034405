"""The posting budget: how much a person may say in a channel today, and why.

A store and a person have one for their own channel; in a group each member has one of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.formula import Step, posts_a_day
from community.attention.hearing import Heard, heard
from community.attention.quotas import Quota, is_lifted, spend
from community.attention.telling import Told, tell, tell_on_commit
from community.channels.models import Channel
from config.kit.errors import TooMany
from config.kit.reading import clock, relative

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Budget:
    """`used` of `limit` posts of a day that ends at `resets_at`, midnight of the sender; `steps` sum up to `limit`."""

    kind: str
    limit: int
    used: int
    resets_at: datetime
    steps: dict[Step, int]
    heard: Heard

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)


class BudgetReached(TooMany):
    """Today's budget of the channel is used up: says what it is, why there is one, and when the next begins.

    `limit`, `remaining` and `resets_at` for programs.
    """

    code = "budget_reached"
    field = "text"
    message = _(
        "Today's %(limit)s posts here are used up. Readers have only so much time: the more they respond, the more "
        "you can say. The next day begins at %(time)s (%(when)s). Your words are kept."
    )

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.limit, self.remaining, self.resets_at = budget.limit, budget.remaining, budget.resets_at
        said = {"limit": budget.limit, "time": clock(self.resets_at), "when": relative(self.resets_at)}
        super().__init__(str(self.message) % said)

    @property
    def members(self) -> dict[str, Any]:
        """For the problem detail of the API."""
        return {"limit": self.limit, "remaining": self.remaining, "resets_at": self.resets_at}


def budget(person: Any, channel: Channel) -> Budget:
    """What the person may say in the channel today. At most five queries."""
    begins_at, resets_at = day_of(person, timezone.now())
    received = heard(person, channel)
    limit, steps = posts_a_day(channel.kind, received.numbers)
    used = sum(at >= begins_at for at in received.times)
    return Budget(channel.kind, limit, used, resets_at, steps, received)


def claim_post(person: Any, *, channel: Channel) -> Budget | None:
    """Take one post of the day's budget. Call it in the transaction that makes the post, before the post is made.

    What is taken is the post itself, so a verb that fails takes nothing. Spending the quota comes first and holds the
    person's row of it until the transaction ends: of two posts at once one is counted before the other asks.
    None where limits are lifted. Raises QuotaReached, BudgetReached.
    """
    if is_lifted():
        return None
    spend(person, Quota.POSTS)
    now_at = budget(person, channel)
    if now_at.remaining < 1:
        tell("budget", Told(now_at.limit, 0, DAY_SECONDS, now_at.resets_at, is_reached=True))
        raise BudgetReached(now_at)
    tell_on_commit("budget", Told(now_at.limit, now_at.remaining - 1, DAY_SECONDS, now_at.resets_at))
    return now_at


def day_of(person: Any, now: datetime) -> tuple[datetime, datetime]:
    """The person's today: from midnight to midnight in their own time zone, else in the site's. UTC."""
    name = getattr(person, "time_zone", "")
    zone = ZoneInfo(name) if name in available_timezones() else timezone.get_default_timezone()
    today = now.astimezone(zone).date()
    begins, ends = (datetime.combine(day, time.min, zone) for day in (today, today + timedelta(days=1)))
    return begins.astimezone(UTC), ends.astimezone(UTC)
