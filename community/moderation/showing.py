"""What the moderators' pages share, and the hidden posts of a group."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from community.moderation.waiting import groups_kept_by, waiting_for
from community.posts.models import Post, Standing
from config.kit import cursors

PAGE = 20


def frame(person: Any, group: Any, section: str) -> dict[str, Any]:
    """Context of every page of the moderators: the tabs with how much waits.

    Three queries, on the site two more: for objections, and for whether the person keeps groups of their own.
    """
    return {
        "group": group,
        "section": section,
        "waiting": waiting_for(person, group),
        "keeps_groups": group is None and groups_kept_by(person).exists(),
    }


def hidden_posts(group: Any = None) -> QuerySet[Post]:
    """Hidden posts of a group, without one of the whole site, newest first, with authors and photos."""
    rows = Post.objects.filter(state=Standing.HIDDEN).select_related("author__photo", "channel__group")
    rows = rows if group is None else rows.filter(channel__group=group)
    return rows.prefetch_related("pictures__picture").order_by("-pk")


def hidden_in(group: Any, cursor: str | None) -> tuple[list[Post], str]:
    """A page of the hidden posts of a group, and the cursor to the next."""
    return cursors.newest_page(hidden_posts(group), cursor, PAGE)
