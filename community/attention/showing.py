"""What pages and the API show of limits and budgets, and to whom."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.attention.allowances import ALLOWANCES
from community.attention.budgets import Budget, budget
from community.attention.growing import Growth
from community.attention.models import Quota, Spending
from community.attention.quotas import Standing, limit_of, waiting_of, window
from community.attention.wording import bounds, left, reasons
from community.channels.channels import channel_key
from community.channels.models import Channel
from community.posts.policies import can_post


def has_budget(person: Any, channel: Channel) -> bool:
    """Whoever may post there has a budget there, and sees no other's."""
    return can_post(person, channel)


def budget_shown(person: Any, channel: Channel) -> dict[str, Any]:
    """Context of everything that shows a person's budget in a channel. At most five queries."""
    found: Budget = budget(person, channel)
    numbers = found.heard.numbers
    return {
        "budget": found,
        "left": left(found),
        "reasons": reasons(found),
        "bounds": bounds(found),
        "answers": numbers.comments + numbers.saves + numbers.signs,
        "channel": channel,
        "channel_key": channel_key(channel.subject),
    }


def standings(person: Any, growth: Growth) -> list[Standing]:
    """Every quota as it stands for the person, in the order of `Quota`. One query."""
    now = timezone.now()
    spent = {
        (row.quota, row.begins_at): row.used
        for row in Spending.objects.filter(person=person, key="", ends_at__gt=now, begins_at__lte=now)
    }
    found = []
    for quota in Quota:
        waiting = waiting_of(person, quota, now)
        if waiting is not None:
            found.append(waiting)
            continue
        seconds = ALLOWANCES[quota].seconds
        begins_at, ends_at = window(seconds, now)
        used = spent.get((quota.value, begins_at), 0)
        found.append(Standing(quota, limit_of(person, quota, now, growth=growth), used, seconds, ends_at))
    return found
