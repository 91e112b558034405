"""Let a post stand again that was deleted or hidden."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community.events import words_back
from community.posts.models import Post, Standing
from community.posts.privacy import keep_pictures_as_private_as_post
from config.kit.errors import Conflict


class PassedOnSince(Conflict):
    code = "reposted_since"
    message = _("The same was passed on here once more since then. Only one of the two can stand.")


def stand_again(post: Post, **fields: Any) -> None:
    """Show the post again, with `fields` as given. Call it in a transaction. Raises PassedOnSince."""
    before = post.state
    post.state = Standing.VISIBLE
    for name, value in fields.items():
        setattr(post, name, value)
    try:
        with transaction.atomic():
            post.save(update_fields=["state", *fields])
    except IntegrityError as error:
        post.state = before
        raise PassedOnSince from error
    keep_pictures_as_private_as_post(post)
    words_back.send(sender=Post, post=post, comment=None)
