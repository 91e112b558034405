"""Who reacted to a post, and what a post's link says where it is sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from community.posts.models import Post, Reaction
from config.kit import cursors

PAGE = 30


def reactions_seen(post: Post, viewer: Any) -> QuerySet[Reaction]:
    """The signs given to the post, without those of people who are suspended or blocked either way."""
    return Reaction.objects.standing(viewer).filter(post=post)


def reaction_counts(post: Post, viewer: Any) -> list[dict[str, Any]]:
    """Each kind of sign that was given, with its label and number. One query."""
    counts = dict(reactions_seen(post, viewer).order_by().values_list("kind").annotate(count=Count("pk")))
    return [
        {"kind": kind, "label": label, "count": counts[kind]} for kind, label in Reaction.Kind.choices if kind in counts
    ]


def reactions_page(post: Post, viewer: Any, kind: str = "", cursor: str | None = None) -> tuple[list[Reaction], str]:
    """Who gave the post a sign (of one kind, or of any), latest first, and the cursor to the rest. One query."""
    rows = reactions_seen(post, viewer).select_related("person__photo")
    if kind in Reaction.Kind.values:
        rows = rows.filter(kind=kind)
    return cursors.newest_page(rows, cursor, PAGE)
