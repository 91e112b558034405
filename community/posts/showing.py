"""What a post's page shows: the post, what is said under it, and what its reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.channels.policies import can_moderate
from community.feeds.hydrating import FeedItem, hydrate, named
from community.groups.policies import can_announce
from community.moderation.restricting import Restricted, What, limits_on
from community.posts import policies
from community.posts.models import Comment, Post, Reaction, Standing
from config.kit import cursors

# Earlier versions on a page.
REVISIONS = 20
# What a comment is shown and judged with.
COMMENT_NAMES = (
    "author",
    "thread",
    "post__author",
    "post__channel__group",
    "post__channel__store",
    "post__channel__person",
    "post__channel__picks__person",
)


@dataclass(frozen=True)
class Rights:
    """What the reader of a post may do with it and under it; `refused` says why they are kept from commenting."""

    comment: bool
    react: bool
    refused: Restricted | None
    edit: bool
    delete: bool
    pin: bool
    moderate: bool
    announce: bool


def post_of(person: Any, reference: str) -> Post:
    """The post with that reference, if the person may read it. Raises Http404."""
    return get_object_or_404(named(Post.objects.visible_to(person)), reference=reference)


def own_deleted_post(person: Any, reference: str) -> Post:
    """A post that its author has just taken away. Raises Http404."""
    found = Post.objects.none()
    if person.is_authenticated:
        found = named(Post.objects.filter(author=person, state=Standing.DELETED, reference=reference))
    return get_object_or_404(found)


def hidden_post(person: Any, reference: str) -> Post:
    """A hidden post, for those who keep order where it stands. Raises Http404."""
    found = get_object_or_404(named(Post.objects.all()), state=Standing.HIDDEN, reference=reference)
    if not can_moderate(person, found.channel):
        raise Http404
    return found


def comment_of(person: Any, reference: str) -> Comment:
    """The comment with that reference, if the person may read it. Raises Http404."""
    rows = Comment.objects.visible_to(person).select_related(*COMMENT_NAMES)
    return get_object_or_404(rows, reference=reference)


def hidden_comment(person: Any, reference: str) -> Comment:
    """A hidden comment, for those who keep order where it stands. Raises Http404."""
    rows = Comment.objects.select_related(*COMMENT_NAMES)
    found = get_object_or_404(rows, state=Standing.HIDDEN, reference=reference)
    if not can_moderate(person, found.post.channel):
        raise Http404
    return found


def item_of(post: Post, viewer: Any) -> FeedItem:
    """The post as feeds show it. It comes from `post_of`."""
    return hydrate([post], viewer)[0]


def rights(person: Any, post: Post) -> Rights:
    """All of them. The rules are those of `policies`; what one is kept from is asked once for all."""
    moderate, react = can_moderate(person, post.channel), policies.can_react(person, post)
    own = policies.is_own_post(person, post)
    limits = limits_on(person, post.channel.group) if react or own else {}
    return Rights(
        comment=react and What.COMMENT not in limits,
        react=react,
        refused=Restricted(limits[What.COMMENT]) if react and What.COMMENT in limits else None,
        edit=own and What.POST not in limits,
        delete=policies.can_delete_post(person, post),
        pin=moderate,
        moderate=moderate,
        announce=moderate and can_announce(person, post),
    )


def revisions(rows: Any, cursor: str | None = None) -> tuple[list[Any], str]:
    """What was said before, latest first, and the cursor to the rest. One query."""
    return cursors.newest_page(rows, cursor, REVISIONS)


def signs(post: Post, viewer: Any) -> list[dict[str, Any]]:
    """Each kind of reaction with its label, its number, and whether it is the viewer's. One query."""
    rows = Reaction.objects.standing(viewer).filter(post=post).values("kind")
    rows = rows.annotate(count=Count("pk"), own=Count("pk", filter=Q(person=viewer.pk)))
    counts: dict[str, Any] = {row["kind"]: row for row in rows}
    return [
        {
            "kind": kind,
            "label": label,
            "count": counts.get(kind, {}).get("count", 0),
            "mine": bool(counts.get(kind, {}).get("own")),
        }
        for kind, label in Reaction.Kind.choices
    ]
