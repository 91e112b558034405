"""Keep posts at hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.feeds.hydrating import FeedItem, hydrate, named
from community.posts.models import Post, SavedPost
from community.posts.policies import can_save
from config.kit import cursors
from config.kit.errors import NotAllowed

PAGE = 20


@transaction.atomic
def save_post(person: Any, *, post: Post) -> SavedPost:
    """Keep a post at hand; again changes nothing. Raises NotAllowed."""
    if not can_save(person, post):
        raise NotAllowed
    saved, _made = SavedPost.objects.get_or_create(person=person, post=post)
    return saved


@transaction.atomic
def unsave_post(person: Any, *, post: Post) -> bool:
    """Let it go again. False where it was not kept."""
    if not person.is_authenticated:
        return False
    removed, _rows = SavedPost.objects.filter(person=person, post=post).delete()
    return bool(removed)


def saved_page(person: Any, cursor: str | None = None, limit: int = PAGE) -> tuple[list[FeedItem], str]:
    """What the person kept, latest first, and the cursor to the rest. What they may no longer read is not there."""
    kept = SavedPost.objects.filter(person=person, post__in=Post.objects.visible_to(person))
    found, following = cursors.newest_page(kept, cursor, limit)
    order = [row.post_id for row in found]
    posts = {post.pk: post for post in named(Post.objects.visible_to(person).filter(pk__in=order))}
    return hydrate([posts[pk] for pk in order if pk in posts], person), following
