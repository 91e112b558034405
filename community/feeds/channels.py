"""The posts of one group, store or person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from community.channels.channels import channel_key
from community.channels.models import Channel
from community.feeds.heard import heard
from community.feeds.hydrating import FeedItem, hydrate, read
from community.feeds.pages import COUNTED, FeedPage, cut, most, page_of
from community.posts.models import Post, PostQuerySet
from config.kit import cursors

# How long an announcement stands above the posts of its group.
ANNOUNCED_FOR = timedelta(days=7)


def channel_page(channel: Channel, viewer: Any, cursor: str | None = None, limit: int = 20) -> FeedPage:
    """A page of the channel's posts, newest first; empty for whoever may not read it. Six queries."""
    below, limit = cursors.decode_id(cursor), most(limit)
    posts = _readable(channel, viewer)
    if below is not None:
        posts = posts.filter(id__lt=below)
    shown, next_cursor = cut(read(_first(posts.order_by("-id"), limit + 1), viewer), limit)
    items = hydrate(shown, viewer, in_channel=True)
    return page_of(items, next_cursor, is_first=below is None, channel=channel_key(channel.subject))


def pinned_items(channel: Channel, viewer: Any, limit: int = 3) -> list[FeedItem]:
    """What the channel's keepers put on top, latest first, and above it what a group made known within a week."""
    last = channel.group.announced_at if channel.group else None
    top = Q(pinned_at__isnull=False)
    if last is not None and last >= timezone.now() - ANNOUNCED_FOR:
        top |= Q(announced_at=last)
    chosen = _readable(channel, viewer).filter(top).order_by("-announced_at", "-pinned_at", "-id")
    kept = read(_first(chosen, limit + 1), viewer)
    kept.sort(
        key=lambda post: (last is not None and post.announced_at == last, post.pinned_at or post.created_at, post.pk),
        reverse=True,
    )
    return hydrate(kept, viewer, in_channel=True)


def channel_new_since(channel: Channel, viewer: Any, newest: str) -> int:
    """How many posts of others came to the channel after the one that `newest` names; `COUNTED` + 1 for more."""
    above = cursors.decode_id(newest)
    if above is None:
        return 0
    posts = _readable(channel, viewer).filter(id__gt=above)
    if viewer.is_authenticated:
        posts = posts.exclude(author=viewer)
    return len(posts.order_by().values_list("id", flat=True)[: COUNTED + 1])


def _first(posts: PostQuerySet, limit: int) -> list[int]:
    return list(posts.values_list("id", flat=True)[:limit])


def _readable(channel: Channel, viewer: Any) -> PostQuerySet:
    """The posts that stand, if the viewer may read the channel: asked once here instead of once a post.

    Whoever opens the page of a store or a person whom they muted wants to read it; in a group, the muted stay silent.
    """
    if not Channel.objects.readable_by(viewer).filter(pk=channel.pk).exists():
        return Post.objects.none()
    standing = heard(viewer) if channel.kind == Channel.Kind.GROUP else Post.objects.standing(viewer)
    return standing.filter(channel=channel.pk)
