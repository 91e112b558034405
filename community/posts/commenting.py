"""Comment on a post, answer a comment, take a comment away."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community.events import comment_written
from community.moderation.filtering import refuse_unwanted
from community.moderation.restricting import What, refusal
from community.posts.models import Comment, Post, Standing
from community.posts.policies import can_comment, can_delete_comment
from config.kit.errors import Conflict, NotAllowed
from config.kit.lines import many_lines

TEXT_LENGTH = 2000


class NothingToAnswer(Conflict):
    code = "comment_gone"
    message = _("The comment you answer is no longer there.")


def commented_before(person: Any, key: str) -> Comment | None:
    """The comment that the person wrote with this idempotency key, if any."""
    if not key or not person.is_authenticated:
        return None
    return Comment.objects.filter(author=person, idempotency_key=key).first()


def comment(person: Any, *, post: Post, text: str, parent: Comment | None = None, idempotency_key: str = "") -> Comment:
    """Say something under a post, or in answer to a comment of it.

    Commenting again with the same key returns the same comment. Raises NotAllowed, NothingToAnswer, and
    Invalid at "text".
    """
    before = commented_before(person, idempotency_key)
    if before is not None:
        return before
    if not can_comment(person, post):
        raise refusal(person, What.COMMENT, post.channel.group)
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    if parent is not None:
        if not Comment.objects.visible_to(person).filter(pk=parent.pk, post=post).exists():
            raise NothingToAnswer
    refuse_unwanted(text, group=post.channel.group)
    try:
        return _written(person, post, text, parent, idempotency_key or None)
    except IntegrityError:
        twin = commented_before(person, idempotency_key)
        if twin is None:
            raise
        return twin


@transaction.atomic
def _written(person: Any, post: Post, text: str, parent: Comment | None, key: str | None) -> Comment:
    thread = (parent.thread or parent) if parent else None
    written = Comment.objects.create(
        post=post, author=person, text=text, parent=parent, thread=thread, idempotency_key=key
    )
    comment_written.send(sender=Comment, comment=written)
    return written


@transaction.atomic
def delete_comment(person: Any, *, comment: Comment) -> Comment:
    """Take one's own comment away. Deleting twice changes nothing. Raises NotAllowed."""
    if comment.author_id == person.pk and comment.state == Standing.DELETED:
        return comment
    if not can_delete_comment(person, comment):
        raise NotAllowed
    comment.state = Standing.DELETED
    comment.save(update_fields=["state"])
    return comment
