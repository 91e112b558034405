"""What the moderators' pages share, and the hidden posts of a group."""

from __future__ import annotations

from typing import Any

from community.moderation.appealing import open_appeals
from community.moderation.queue import count_open
from community.posts.models import Post, Standing
from config.kit import cursors

PAGE = 20


def frame(person: Any, group: Any, section: str) -> dict[str, Any]:
    """Context of every page of the moderators: the tabs with how much waits. Two queries."""
    return {
        "group": group,
        "section": section,
        "open_count": count_open(person, group),
        "appeal_count": open_appeals(person, group).count(),
    }


def hidden_in(group: Any, cursor: str | None) -> tuple[list[Post], str]:
    """Hidden posts of a group, newest first, with authors and photos, and the cursor to the next page."""
    rows = Post.objects.filter(channel__group=group, state=Standing.HIDDEN).select_related("author__photo")
    return cursors.newest_page(rows.prefetch_related("pictures__picture"), cursor, PAGE)
