"""What is said under a tag, by whomever the reader may read, newest first.

What is said in public stands in one list of the index `(tag, within, -post)`, and so does what is said behind the
doors of each group. The page is the newest of the public list and of those of the reader's own groups; neither step
passes over a post of a group whose door is closed to the reader, however many there are.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from taggit.models import Tag

from community.channels.models import Channel, Subscription
from community.feeds.heard import heard
from community.feeds.hydrating import hydrate, read
from community.feeds.pages import COUNTED, FeedPage, cut, most, page_of
from community.feeds.reasons import tag_reasons
from community.groups.models import Group
from community.posts.models import Post, PostTag
from config.kit import cursors


def find_tag(slug: str) -> Tag:
    """The tag whose page has that address.

    One that nobody used is a tag without a row, asked like any other: that it takes no longer, or shorter, to say that
    nothing stands there tells nobody whether it was used behind a closed door.
    """
    found = None if "\x00" in slug else Tag.objects.filter(slug=slug).first()
    return found or Tag(pk=0, slug=slug, name=slug)


def tag_page(tag: Tag, viewer: Any, *, cursor: str | None = None, limit: int = 20) -> FeedPage:
    """A page of what is said under the tag. Two queries for the ids and four for the posts.

    A cursor that is not ours begins at the top.
    """
    below, limit = cursors.decode_id(cursor), most(limit)
    items = _carrying(tag, viewer)
    if below is not None:
        items = items.filter(content_object__lt=below)
    posts, next_cursor = cut(read(_chosen(items, viewer, limit + 1), viewer), limit)
    reasons = tag_reasons(posts, tag.name)
    return page_of(hydrate(posts, viewer, reasons), next_cursor, is_first=below is None, feed=f"tag:{tag.slug}")


def tag_new_since(tag: Tag, viewer: Any, newest: str) -> int:
    """How many posts of others came under the tag after the one that `newest` names; `COUNTED` + 1 for more."""
    above = cursors.decode_id(newest)
    if above is None:
        return 0
    items = _carrying(tag, viewer).filter(content_object__gt=above)
    if viewer.is_authenticated:
        items = items.exclude(content_object__author=viewer)
    return len(_chosen(items, viewer, COUNTED + 1))


def _carrying(tag: Tag, viewer: Any) -> QuerySet[PostTag]:
    """The tag on posts that the viewer may read. What stands where is asked of each, one row at a time."""
    readable = Channel.objects.readable_by(viewer).filter(pk=OuterRef("channel_id"))
    post = heard(viewer).filter(Exists(readable), pk=OuterRef("content_object_id"))
    return PostTag.objects.filter(Exists(post), tag=tag)


def _chosen(items: QuerySet[PostTag], viewer: Any, limit: int) -> list[int]:
    """Ids of the newest posts of `items`, newest first. One query for a guest, two for a member."""
    said = items.filter(within=None).order_by("-content_object_id").values("content_object_id")[:limit]
    found = Post.objects.filter(pk__in=said).order_by().values_list("pk", flat=True)
    channels = _private_heads(items, viewer, limit)
    if channels:
        confined = Post.objects.filter(pk__in=_confined(items, channels, limit))
        found = found.union(confined.order_by().values_list("pk", flat=True), all=True)
    return sorted(found, reverse=True)[:limit]


def _newest(items: QuerySet[PostTag], channel: str, nth: int = 1) -> Subquery:
    """The nth newest post of `items` behind the door of the outer row's channel. One probe of the index."""
    rows = items.filter(within=OuterRef(channel)).order_by("-content_object_id")
    return Subquery(rows.values("content_object_id")[nth - 1 : nth])


def _private_heads(items: QuerySet[PostTag], viewer: Any, limit: int) -> list[int]:
    """The closed groups of the viewer with the newest posts under the tag: channels by primary key. One query."""
    if not viewer.is_authenticated:
        return []
    mine = Subscription.objects.active().filter(person=viewer, channel__kind=Channel.Kind.GROUP)
    closed = mine.exclude(channel__group__access=Group.Access.PUBLIC).annotate(head=_newest(items, "channel_id"))
    newest_first = closed.order_by(F("head").desc(nulls_last=True)).values_list("channel_id", "head")[:limit]
    return [channel for channel, head in newest_first if head is not None]


def _confined(items: QuerySet[PostTag], channels: list[int], limit: int) -> QuerySet[Any, Any]:
    """Ids of the newest posts in those channels; at most `limit` of each are read."""
    nth = Channel.objects.filter(pk__in=channels).annotate(floor=_newest(items, "pk", limit))
    floor = nth.order_by(F("floor").desc(nulls_last=True)).values("floor")[:1]
    rows = items.filter(within__in=channels, content_object__gte=Coalesce(Subquery(floor), Value(0)))
    return rows.order_by((F("content_object_id") + 0).desc()).values("content_object_id")[:limit]
