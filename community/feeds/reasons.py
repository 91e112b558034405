"""Why an item stands in a feed, and what ends that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from community.channels.channels import channel_key
from community.channels.models import Channel
from community.posts.models import Post


@dataclass(frozen=True)
class Reason:
    """`kind` is group, store, person or own; `subject` is the group, store or person behind it."""

    kind: str
    subject: Any

    @property
    def channel(self) -> str:
        """What `/mute/` takes to end it."""
        return channel_key(self.subject)

    @property
    def text(self) -> str:
        return {
            "group": _("You are in this group"),
            "store": _("You follow this store"),
            "person": _("You follow this person"),
            "own": _("This is yours"),
        }[self.kind]

    @property
    def visit(self) -> str:
        """What the link to its page says."""
        return {
            "group": _("Go to the group"),
            "store": _("Go to the store"),
            "person": _("Go to the profile"),
            "own": _("Go there"),
        }[self.kind]

    @property
    def can_be_muted(self) -> bool:
        return self.kind != "own"


def reason_for(channel: Channel, *, is_own: bool = False) -> Reason:
    """Why posts of `channel` reach a reader who subscribes to it, or whose it is. Its subject must be loaded."""
    return Reason("own" if is_own else channel.kind, channel.subject)


def reasons_for(posts: Iterable[Post], own: Iterable[int]) -> dict[int, Reason]:
    """The reason of each post's channel, by the channel's primary key; `own` are the reader's own channels."""
    mine = set(own)
    channels: dict[int, Any] = {post.channel_id: post.channel for post in posts}
    return {pk: reason_for(channel, is_own=pk in mine) for pk, channel in channels.items()}
