"""Every group, store, person and list of picks has one channel; here it is found, made, and named in forms and the
API."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from community.channels.models import Channel
from community.groups.models import Group
from community.people.models import Person
from community.picks.models import PickList
from shop.stores.models import Store

_KINDS: dict[type, str] = {Group: "group", Store: "store", Person: "person", PickList: "picks"}
Subject = Group | Store | Person | PickList
# How people name the subject of each kind, in addresses as in channel keys.
_NAMES = {"group": "slug", "store": "slug", "person": "username", "picks": "reference"}


def channel_of(subject: Subject) -> Channel:
    """The channel of a group, store, person or list; made if it is not there yet."""
    # The class, not the type: `request.user` is a lazy wrapper of its person.
    kind = _KINDS[subject.__class__]
    channel, _made = Channel.objects.get_or_create(**{kind: subject}, defaults={"kind": kind})
    # The caller has the subject in hand: no query fetches it again.
    setattr(channel, kind, subject)
    return channel


def channel_key(subject: Subject) -> str:
    """How a form or an API client names the channel of `subject`: "group:tea", "store:xiaoyu", "person:lin",
    "picks:<reference>"."""
    # The class, not the type: `request.user` is a lazy wrapper of its person.
    kind = _KINDS[subject.__class__]
    return f"{kind}:{getattr(subject, _NAMES[kind])}"


def find_subject(person: Any, key: str) -> Subject | None:
    """The group, store, person or list that `key` names and `person` may see; None for anything else."""
    kind, _, name = key.partition(":")
    querysets: dict[str, Any] = {
        "group": Group.objects.visible_to,
        "store": Store.objects.visible_to,
        "person": get_user_model().objects.visible_to,
        "picks": PickList.objects.visible_to,
    }
    if kind not in querysets or not name or "\x00" in name:
        return None
    return querysets[kind](person).filter(**{_NAMES[kind]: name}).first()


def find_channel(person: Any, key: str) -> Channel | None:
    """The channel that `key` names, if `person` may see whose it is; None otherwise.

    Seeing the front of a group is not yet reading its posts: ask `Channel.objects.readable_by` for that.
    """
    subject = find_subject(person, key)
    return channel_of(subject) if subject else None


def newest_post_id(channel: Channel) -> int:
    """The id of the newest post of the channel, 0 where there is none: where a subscription begins."""
    return channel.posts.order_by("-id").values_list("id", flat=True).first() or 0
