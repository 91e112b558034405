"""Pin a post at the top of its channel."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel
from community.posts.models import Post, Standing
from community.posts.policies import can_pin
from config.kit.errors import Conflict, NotAllowed

MOST_PINNED = 3


class TooManyPinned(Conflict):
    code = "too_many_pinned"
    message = _("At most three posts are pinned. Unpin one first.")


@transaction.atomic
def pin(person: Any, *, post: Post) -> Post:
    """Keep the post at the top of its channel, where at most three stand. Raises NotAllowed, TooManyPinned."""
    if not can_pin(person, post):
        raise NotAllowed
    if post.pinned_at is None:
        # Two who pin at once count one after the other.
        Channel.objects.select_for_update().get(pk=post.channel_id)
        pinned = Post.objects.filter(channel=post.channel, pinned_at__isnull=False, state=Standing.VISIBLE)
        if pinned.count() >= MOST_PINNED:
            raise TooManyPinned
        post.pinned_at = timezone.now()
        post.save(update_fields=["pinned_at"])
    return post


@transaction.atomic
def unpin(person: Any, *, post: Post) -> Post:
    """Let the post go its way again. Raises NotAllowed."""
    if not can_pin(person, post):
        raise NotAllowed
    post.pinned_at = None
    post.save(update_fields=["pinned_at"])
    return post
