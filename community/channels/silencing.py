"""Silence a source: it stays followed or joined, but the home feed leaves it out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel, Subscription
from community.channels.subscribing import subscription_of
from config.kit.errors import Conflict, Invalid
from content.milestones.events import reached
from content.milestones.models import MilestoneKind

# Silenced for good. Short of the calendar's end, where changing the time zone would overflow.
FOR_GOOD = datetime(9000, 1, 1, tzinfo=UTC)


class NotSubscribed(Conflict):
    code = "not_subscribed"
    message = _("You neither follow this nor are a member of it.")


@transaction.atomic
def mute(person: Any, *, channel: Channel, until: datetime | None = None) -> Subscription:
    """Leave the channel out of the person's home feed until then, or for good.

    Raises NotSubscribed, and Invalid at "until" for a time that is over.
    """
    if until is not None and until <= timezone.now():
        raise Invalid(_("Choose a time that is still to come."), field="until", code="in_the_past")
    subscription = _active(person, channel)
    subscription.muted_until = min(until or FOR_GOOD, FOR_GOOD)
    subscription.save(update_fields=["muted_until", "changed_at"])
    reached(person, MilestoneKind.SOURCE_SILENCED)
    return subscription


@transaction.atomic
def unmute(person: Any, *, channel: Channel) -> Subscription:
    """Let the channel into the home feed again. Raises NotSubscribed."""
    subscription = _active(person, channel)
    subscription.muted_until = None
    subscription.save(update_fields=["muted_until", "changed_at"])
    return subscription


@transaction.atomic
def set_level(person: Any, *, channel: Channel, level: str) -> Subscription:
    """Choose which posts of the channel to be notified of. Raises NotSubscribed, Invalid at "level"."""
    if level not in Subscription.Level.values:
        raise Invalid(_("Choose one of the levels."), field="level", code="unknown_level")
    subscription = _active(person, channel)
    subscription.level = level
    subscription.save(update_fields=["level", "changed_at"])
    return subscription


def _active(person: Any, channel: Channel) -> Subscription:
    subscription = subscription_of(person, channel)
    if subscription is None or not subscription.is_active:
        raise NotSubscribed
    return subscription
