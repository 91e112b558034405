"""From posts to what a page shows of them, in four queries however many posts there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.utils.safestring import SafeString

from community.channels.models import Channel
from community.feeds.reasons import Reason
from community.posts.models import Comment, Post, PostPicture, PostQuerySet, Reaction
from content.cards.registry import Card, cards_for
from content.pictures.models import Picture
from content.text.plain import render_text

# What an item names: the author, and the group, store or person whose channel it is.
NAMED = ("author__photo", "channel__group__photo", "channel__store__photo", "channel__person__photo")


@dataclass(frozen=True)
class FeedItem:
    """A post as a page shows it to one reader. `my_reaction` is "" where they gave none.

    `in_channel` says that the page is the channel's own, which need not be named again.
    """

    post: Post
    reason: Reason | None
    card: Card | None
    comment_count: int
    reaction_count: int
    my_reaction: str
    pictures: Sequence[Picture]
    in_channel: bool = False

    @property
    def body(self) -> SafeString:
        return render_text(self.post.text)

    @property
    def is_of_store(self) -> bool:
        """A store speaks under its own name; in a group and in their own stream, people do."""
        return self.post.channel.kind == Channel.Kind.STORE

    @property
    def speaker(self) -> Any:
        """The store or the person whose words these are."""
        return self.post.channel.store if self.is_of_store else self.post.author

    @property
    def speaker_key(self) -> str:
        """What the speaker's colour is chosen by."""
        return self.speaker.slug if self.is_of_store else self.speaker.username

    @property
    def where(self) -> str:
        """The group it was said in, or where the store is; "" where that goes without saying."""
        if self.in_channel:
            return ""
        return self.post.channel.group.name if self.post.channel.group else getattr(self.speaker, "place_name", "")

    @property
    def is_pinned(self) -> bool:
        return self.in_channel and self.post.pinned_at is not None

    @property
    def where_url(self) -> str:
        group = self.post.channel.group
        return group.get_absolute_url() if group and not self.in_channel else ""


def named(posts: PostQuerySet) -> PostQuerySet:
    """With author and channel, so that hydrating needs no query for them."""
    return posts.select_related(*NAMED)


def hydrate(
    posts: Sequence[Post], viewer: Any, reasons: Mapping[int, Reason] | None = None, *, in_channel: bool = False
) -> list[FeedItem]:
    """What a page shows of `posts`, in their order. `reasons` are by the primary key of the channel.

    The posts come from `named`. Three queries, and one a kind of link among them.
    """
    if not posts:
        return []
    prefetch_related_objects(posts, Prefetch("pictures", PostPicture.objects.select_related("picture")))
    ids = [post.pk for post in posts]
    comments = _counts(Comment.objects.standing(viewer).filter(post__in=ids))
    reactions, mine = _reactions(ids, viewer)
    cards = cards_for([post.link for post in posts if post.link], viewer)
    return [
        FeedItem(
            post=post,
            reason=(reasons or {}).get(post.channel_id),
            card=cards.get(post.link) if post.link else None,
            comment_count=comments.get(post.pk, 0),
            reaction_count=reactions.get(post.pk, 0),
            my_reaction=mine.get(post.pk, ""),
            pictures=[hung.picture for hung in post.pictures.all()],
            in_channel=in_channel,
        )
        for post in posts
    ]


def _counts(rows: Any) -> dict[int, int]:
    """Rows by post, by its primary key."""
    return dict(rows.order_by().values_list("post").annotate(count=Count("pk")))


def _reactions(ids: list[int], viewer: Any) -> tuple[dict[int, int], dict[int, str]]:
    """How many there are of each post, and which is the viewer's. One query."""
    counts: dict[int, int] = {}
    mine: dict[int, str] = {}
    rows = Reaction.objects.filter(post__in=ids, person__is_active=True).values("post", "kind")
    for row in rows.annotate(count=Count("pk"), own=Count("pk", filter=Q(person=viewer.pk))):
        counts[row["post"]] = counts.get(row["post"], 0) + row["count"]
        if row["own"]:
            mine[row["post"]] = row["kind"]
    return counts, mine
