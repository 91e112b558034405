"""From posts to what a page shows of them, in four queries however many posts there are and whatever they hold.

A feed finds the ids of its page; `read` takes one query for the posts with all there is to count, and hydrating takes
three: photos, polls and mentions, and the cards of links. So a feed has two left to find its page in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from community.channels.models import Channel
from community.feeds.heard import heard
from community.feeds.reasons import Reason
from community.posts.marking import NOTHING, Marks, marks_of
from community.posts.models import Comment, Post, PostPicture, PostQuerySet, Reaction, SavedPost
from content.cards.registry import Card, cards_for
from content.pictures.models import Picture

# What an item names: the author, and the group, store, person or list whose channel it is; and so of what it passes on.
_NAMED = (
    "author__photo",
    "channel__group__photo",
    "channel__store__photo",
    "channel__person__photo",
    "channel__picks__person",
)
NAMED = (*_NAMED, "poll", *(f"repost_of__{path}" for path in _NAMED), "repost_of__poll")
# What a post is read with and its item shows as it is.
COUNTED = ("comment_count", "reaction_count", "repost_count", "is_saved")


@dataclass(frozen=True)
class FeedItem:
    """A post as a page shows it to one reader. `my_reaction` is "" where they gave none.

    `original` is what it passes on, None also where its reader may not see that. `in_channel` says that the page is
    the channel's own, which need not be named again.
    """

    post: Post
    reason: Reason | None = None
    card: Card | None = None
    comment_count: int = 0
    reaction_count: int = 0
    repost_count: int = 0
    my_reaction: str = ""
    is_saved: bool = False
    pictures: Sequence[Picture] = ()
    marks: Marks = NOTHING
    original: FeedItem | None = None
    in_channel: bool = False

    @property
    def body(self) -> SafeString:
        return self.marks.render(self.post.text)

    @property
    def is_repost(self) -> bool:
        return self.post.repost_of_id is not None

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
        """The group it was said in, the list it is about, or where the store is; "" where that goes without saying."""
        if self.in_channel:
            return ""
        subject = self.post.channel.group or self.post.channel.picks
        return str(subject) if subject else getattr(self.speaker, "place_name", "")

    @property
    def is_pinned(self) -> bool:
        return self.in_channel and self.post.pinned_at is not None

    @property
    def where_url(self) -> str:
        subject = self.post.channel.group or self.post.channel.picks
        return subject.get_absolute_url() if subject and not self.in_channel else ""


def named(posts: PostQuerySet) -> PostQuerySet:
    """With author and channel, so that hydrating needs no query for them."""
    return posts.select_related(*NAMED)


def read(ids: Collection[int], viewer: Any) -> list[Post]:
    """The posts with these ids, newest first, with all that `hydrate` asks of the posts. One query, none without ids.

    Ids, not a query that finds them: together they would be nested deeper than SQLite reads.
    """
    if not ids:
        return []
    return list(_counted(named(Post.objects.filter(pk__in=ids)), viewer).order_by("-id"))


def hydrate(
    posts: Sequence[Post], viewer: Any, reasons: Mapping[int, Reason] | None = None, *, in_channel: bool = False
) -> list[FeedItem]:
    """What a page shows of `posts`, in their order. `reasons` are by the primary key of the channel.

    The posts come from `read`, or from `named`, which costs one query more.
    """
    if not posts:
        return []
    facts = _facts(posts, viewer)
    shown = {post.pk: post for post in posts}
    for post in facts.values():
        if post.original_shown:
            shown.setdefault(post.repost_of.pk, post.repost_of)
    prefetch_related_objects(list(shown.values()), Prefetch("pictures", PostPicture.objects.select_related("picture")))
    cards = cards_for([post.link for post in shown.values() if post.link], viewer)
    marks = marks_of(list(shown.values()), viewer)

    def bare(post: Post) -> dict[str, Any]:
        pictures = [hung.picture for hung in shown[post.pk].pictures.all()]
        return {
            "post": post,
            "card": cards.get(post.link) if post.link else None,
            "pictures": pictures,
            "marks": marks.get(post.pk, NOTHING),
        }

    def item(post: Post) -> FeedItem:
        fact = facts[post.pk]
        return FeedItem(
            **bare(post),
            reason=(reasons or {}).get(post.channel_id),
            **{name: getattr(fact, name) for name in COUNTED},
            my_reaction=fact.my_reaction or "",
            original=FeedItem(**bare(fact.repost_of)) if fact.original_shown else None,
            in_channel=in_channel,
        )

    return [item(post) for post in posts]


def _facts(posts: Sequence[Post], viewer: Any) -> dict[int, Any]:
    """The posts as `read` reads them, by primary key."""
    if all(hasattr(post, "original_shown") for post in posts):
        return {post.pk: post for post in posts}
    return {post.pk: post for post in read([post.pk for post in posts], viewer)}


def _counted(posts: PostQuerySet, viewer: Any) -> QuerySet[Any, Any]:
    """With how many comments, reactions and reposts there are that the viewer may see, and what is theirs."""
    mine = {"person": viewer.pk, "post": OuterRef("pk")}
    return posts.annotate(
        comment_count=_count(Comment.objects.standing(viewer).filter(post=OuterRef("pk")), "post"),
        reaction_count=_count(Reaction.objects.standing(viewer).filter(post=OuterRef("pk")), "post"),
        repost_count=_count(Post.objects.visible_to(viewer).filter(repost_of=OuterRef("pk")), "repost_of"),
        my_reaction=Subquery(Reaction.objects.filter(**mine).values("kind")[:1]),
        is_saved=Exists(SavedPost.objects.filter(**mine)),
        original_shown=Exists((heard(viewer) & Post.objects.visible_to(viewer)).filter(pk=OuterRef("repost_of"))),
    )


def _count(rows: Any, key: str) -> Coalesce:
    """How many `rows` there are; they share the value of `key`."""
    counted = rows.order_by().values(key).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
