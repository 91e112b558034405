"""How a subscription begins and ends, for following and for joining alike. Verbs ask first; this only writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.channels.channels import newest_post_id
from community.channels.models import Channel, Subscription

State = Subscription.State


def subscription_of(person: Any, channel: Channel) -> Subscription | None:
    """The person's row for the channel in whatever state; None for guests and strangers."""
    if not person.is_authenticated:
        return None
    return Subscription.objects.filter(person=person, channel=channel).first()


def begin(person: Any, channel: Channel, *, state: str = State.ACTIVE, **fields: Any) -> tuple[Subscription, bool]:
    """Bring the person's subscription into `state`. Returns it and whether this call did so.

    A row that is active, banned, or already in `state` stays as it is; of two calls at once one does it.
    """
    fields |= {"state": state, "joined_post_id": newest_post_id(channel), "muted_until": None}
    fields["began_at"] = timezone.now()
    try:
        with transaction.atomic():
            return Subscription.objects.create(person=person, channel=channel, **fields), True
    except IntegrityError:
        startable = {State.LEFT, State.PENDING} - {state}
        row = Subscription.objects.filter(person=person, channel=channel)
        changed = row.filter(state__in=startable).update(**fields, changed_at=timezone.now())
        return row.select_related("person").get(), bool(changed)


def end(subscription: Subscription, *, state: str = State.LEFT) -> bool:
    """Bring an active or pending subscription to its end; with it goes its role, and what was said on asking.

    False if it had ended.
    """
    ended = ending(Subscription.objects.filter(pk=subscription.pk), [State.PENDING, State.ACTIVE], state)
    subscription.refresh_from_db(fields=["state", "role", "muted_until", "note", "answers", "changed_at"])
    return ended


def ending(rows: QuerySet[Subscription], states: Sequence[str], state: str) -> bool:
    """Bring those of `rows` that are in `states` into `state`, without role, words or silence. Whether any was."""
    blank: dict[str, Any] = {"role": Subscription.Role.MEMBER, "muted_until": None, "note": "", "answers": []}
    return bool(rows.filter(state__in=states).update(state=state, changed_at=timezone.now(), **blank))
