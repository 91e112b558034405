"""Who may follow, silence and moderate a channel."""

from __future__ import annotations

from typing import Any

from community.channels.models import Channel, Subscription
from config.kit.policies import signed_in


def owner_id_of(channel: Channel) -> int | None:
    """The primary key of whoever the channel's subject belongs to."""
    return {
        Channel.Kind.GROUP: lambda: channel.group.owner_id,
        Channel.Kind.STORE: lambda: channel.store.owner_id,
        Channel.Kind.PERSON: lambda: channel.person_id,
        Channel.Kind.PICKS: lambda: channel.picks.person_id,
    }[Channel.Kind(channel.kind)]()


def is_own(person: Any, channel: Channel) -> bool:
    """Whether the channel's store, group or list is the person's, or the person's own stream."""
    return bool(person.is_authenticated and owner_id_of(channel) == person.pk)


def can_read(person: Any, channel: Channel) -> bool:
    """One query."""
    return Channel.objects.readable_by(person).filter(pk=channel.pk).exists()


def can_follow(person: Any, channel: Channel) -> bool:
    """Stores, people and lists that one can see, except one's own; groups are joined instead. Nobody kept from
    following."""
    from community.moderation.restricting import What, restriction_on

    followable = channel.kind != Channel.Kind.GROUP and not is_own(person, channel)
    may = signed_in(person) and followable and can_read(person, channel)
    return may and restriction_on(person, What.FOLLOW) is None


def can_moderate(person: Any, channel: Channel) -> bool:
    """Hide and pin here: the staff, a group's owner and moderators, a store's owner, a person in their own stream and
    lists."""
    if not signed_in(person):
        return False
    if person.is_staff or is_own(person, channel):
        return True
    return (
        channel.kind == Channel.Kind.GROUP
        and Subscription.objects.keepers().filter(person=person, channel=channel).exists()
    )
