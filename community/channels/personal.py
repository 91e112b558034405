"""Whom a person follows, and the groups they are in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from community.channels.channels import channel_key
from community.channels.models import Subscription
from config.kit.personal import Row, erased, exported


@exported("subscriptions")
def subscriptions(person: Any) -> Iterator[Row]:
    rows = Subscription.objects.filter(person=person).exclude(state=Subscription.State.BANNED)
    for row in rows.select_related("channel__group", "channel__store", "channel__person"):
        yield {
            "channel": channel_key(row.channel.subject),
            "role": row.role,
            "state": row.state,
            "level": row.level,
            "note": row.note,
            "since": row.created_at,
        }


@erased
def forget_subscriptions(person: Any) -> None:
    Subscription.objects.filter(person=person).delete()
    Subscription.objects.filter(channel__person=person).delete()
