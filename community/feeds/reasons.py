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
    """`kind` is group, store, person, picks, own, tag or near; `subject` is the group, store, person or list behind it.

    What is there because of where it was said ends by silencing the source; what is there because of a tag or a
    place, by silencing who said it. `tag` is the tag's name.
    """

    kind: str
    subject: Any
    tag: str = ""

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
            "picks": _("You follow this list"),
            "own": _("This is yours"),
            "tag": _("It says #%(tag)s") % {"tag": self.tag},
            "near": _("It is near the place you chose"),
        }[self.kind]

    @property
    def visit(self) -> str:
        """What the link to its page says."""
        return {
            "group": _("Go to the group"),
            "store": _("Go to the store"),
            "person": _("Go to the profile"),
            "picks": _("Go to the list"),
        }.get(channel_key(self.subject).partition(":")[0] if self.kind != "own" else "", _("Go there"))

    @property
    def can_be_muted(self) -> bool:
        """Whether silencing the channel ends it."""
        return self.kind in ("group", "store", "person", "picks")

    @property
    def names_person(self) -> bool:
        """Whether silencing who said it ends it."""
        return self.kind in ("tag", "near")


def reason_for(channel: Channel, *, is_own: bool = False) -> Reason:
    """Why posts of `channel` reach a reader who subscribes to it, or whose it is. Its subject must be loaded."""
    return Reason("own" if is_own else channel.kind, channel.subject)


def reasons_for(posts: Iterable[Post], own: Iterable[int]) -> dict[int, Reason]:
    """The reason of each post's channel, by the channel's primary key; `own` are the reader's own channels."""
    mine = set(own)
    channels: dict[int, Any] = {post.channel_id: post.channel for post in posts}
    return {pk: reason_for(channel, is_own=pk in mine) for pk, channel in channels.items()}


def tag_reasons(posts: Iterable[Post], tag: str) -> dict[int, Reason]:
    """The reasons of posts that are shown because they carry the tag, by the primary key of the channel."""
    return {post.channel_id: Reason("tag", post.channel.subject, tag) for post in posts}


def near_reasons(posts: Iterable[Post]) -> dict[int, Reason]:
    """The reasons of posts that are shown because they come from around a place."""
    return {post.channel_id: Reason("near", post.channel.subject) for post in posts}
