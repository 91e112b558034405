"""The channel that a page or a program names, and how its reader stands to it: what follow and mute buttons show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404

from community.channels.channels import Subject, channel_key, find_channel
from community.channels.models import Channel, Subscription
from community.channels.policies import can_read


def seen_channel(person: Any, key: str) -> Channel:
    """The channel that `key` names, if the person may see whose it is. Raises Http404."""
    channel = find_channel(person, key)
    if channel is None:
        raise Http404
    return channel


def readable_channel(person: Any, key: str) -> Channel:
    """The channel that `key` names, if the person may read what is said there. Raises Http404."""
    channel = seen_channel(person, key)
    if not can_read(person, channel):
        raise Http404
    return channel


@dataclass(frozen=True)
class Relation:
    """`key` names the channel in forms; `followers` counts followers or members."""

    key: str
    name: str
    url: str
    is_own: bool = False
    following: bool = False
    muted: bool = False
    followers: int = 0


def relation(viewer: Any, subject: Subject) -> Relation:
    """How `viewer` stands to one subject. Two queries."""
    return relations(viewer, [subject])[subject.pk]


def relations(viewer: Any, subjects: Sequence[Subject]) -> dict[int, Relation]:
    """How `viewer` stands to subjects of one kind, by their primary keys. Two queries."""
    if not subjects:
        return {}
    kind = channel_key(subjects[0]).partition(":")[0]
    channels = Channel.objects.filter(**{f"{kind}__in": subjects})
    active = Q(subscriptions__state=Subscription.State.ACTIVE, subscriptions__person__is_active=True)
    counts = dict(channels.values_list(f"{kind}_id").annotate(count=Count("subscriptions", filter=active)))
    mine = {}
    if viewer.is_authenticated:
        rows = Subscription.objects.active().filter(person=viewer, channel__in=channels).select_related("channel")
        mine = {getattr(row.channel, f"{kind}_id"): row for row in rows}
    return {
        subject.pk: Relation(
            key=channel_key(subject),
            name=str(subject),
            url=subject.get_absolute_url(),
            is_own=viewer.is_authenticated and viewer.pk == getattr(subject, "owner_id", subject.pk),
            following=subject.pk in mine,
            muted=subject.pk in mine and mine[subject.pk].is_muted,
            followers=counts.get(subject.pk, 0),
        )
        for subject in subjects
    }
