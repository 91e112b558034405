"""Follow a store, a person or a list of picks, and stop."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.channels.models import Channel, Subscription
from community.channels.policies import can_follow, is_own
from community.channels.subscribing import begin, end, subscription_of
from community.events import followed
from community.moderation.restricting import What, refusal
from config.kit.errors import Invalid, NotAllowed
from content.milestones.events import reached
from content.milestones.models import MilestoneKind

_MILESTONES = {
    Channel.Kind.STORE: MilestoneKind.STORE_FOLLOWED,
    Channel.Kind.PERSON: MilestoneKind.PERSON_FOLLOWED,
    Channel.Kind.PICKS: MilestoneKind.PERSON_FOLLOWED,
}


class OwnChannel(Invalid):
    code = "own_channel"
    message = _("This is your own: you see it anyway.")


class JoinInstead(Invalid):
    code = "join_instead"
    message = _("A group is joined, not followed.")


@transaction.atomic
def follow(person: Any, *, channel: Channel) -> Subscription:
    """Subscribe the person to the channel of a store, of another person or of their list; following twice changes
    nothing.

    Raises JoinInstead, OwnChannel, NotAllowed, QuotaReached.
    """
    if channel.kind == Channel.Kind.GROUP:
        raise JoinInstead
    if is_own(person, channel):
        raise OwnChannel
    if not can_follow(person, channel):
        raise refusal(person, What.FOLLOW)
    subscription, is_new = begin(person, channel)
    if subscription.state == Subscription.State.BANNED:
        raise NotAllowed
    if is_new:
        spend(person, Quota.FOLLOWS)
        followed.send(sender=Subscription, subscription=subscription)
        reached(person, _MILESTONES[Channel.Kind(channel.kind)])
    return subscription


@transaction.atomic
def unfollow(person: Any, *, channel: Channel) -> Subscription | None:
    """End the person's subscription to a store, person or list. None where there was none. Raises JoinInstead."""
    if channel.kind == Channel.Kind.GROUP:
        raise JoinInstead
    subscription = subscription_of(person, channel)
    if subscription:
        end(subscription)
    return subscription
