"""Comment on a post, answer a comment, take a comment away."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.events import comment_written, words_gone
from community.moderation.filtering import refuse_unwanted
from community.moderation.reporting import open_case
from community.moderation.restricting import What, refusal
from community.posts.models import Comment, CommentRevision, Post, Standing
from community.posts.naming import note_mentions
from community.posts.policies import can_comment, can_delete_comment, can_edit_comment
from config.kit.errors import Conflict, DomainError, NotAllowed
from config.kit.lines import many_lines

TEXT_LENGTH = 2000


class CommentHeld(DomainError):
    """The comment is kept out of sight; it is there when a moderator lets it pass."""

    code = "comment_held"
    status = 202
    message = _("Your comment is kept, and a moderator looks at it first.")


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

    Commenting again with the same key returns the same comment. Raises NotAllowed, NothingToAnswer,
    QuotaReached, CommentHeld, and Invalid at "text".
    """
    before = commented_before(person, idempotency_key)
    if before is not None:
        return before
    if not can_comment(person, post):
        raise refusal(person, What.COMMENT, post.channel.group)
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    if parent is not None and not Comment.objects.visible_to(person).filter(pk=parent.pk, post=post).exists():
        raise NothingToAnswer
    verdict = refuse_unwanted(text, group=post.channel.group)
    held = str(verdict.reason) if verdict else ""
    try:
        written = _written(person, post, text, parent, idempotency_key or None, held)
    except IntegrityError:
        twin = commented_before(person, idempotency_key)
        if twin is None:
            raise
        return twin
    if held:
        raise CommentHeld
    return written


@transaction.atomic
def _written(person: Any, post: Post, text: str, parent: Comment | None, key: str | None, held: str = "") -> Comment:
    spend(person, Quota.COMMENTS)
    thread = (parent.thread or parent) if parent else None
    written = Comment.objects.create(
        post=post,
        author=person,
        text=text,
        parent=parent,
        thread=thread,
        idempotency_key=key,
        state=Standing.HIDDEN if held else Standing.VISIBLE,
        hidden_reason=held[:200],
    )
    if held:
        # Nobody is told of it: that follows when a moderator lets it pass.
        open_case(written, about=person, note=held[:200])
        return written
    note_mentions(person, post=post, comment=written)
    comment_written.send(sender=Comment, comment=written)
    return written


@transaction.atomic
def edit_comment(person: Any, *, comment: Comment, text: str) -> Comment:
    """Change the words of one's own comment; what it said before is kept beside it.

    Saving the same words changes nothing. Raises NotAllowed, Restricted, QuotaReached, and Invalid at "text".
    """
    if not can_edit_comment(person, comment):
        raise refusal(person, What.COMMENT, comment.post.channel.group)
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    kept = Comment.objects.select_for_update().get(pk=comment.pk)
    if kept.state != comment.state:
        raise NotAllowed
    if text == kept.text:
        return comment
    refuse_unwanted(text, group=comment.post.channel.group, strictly=True)
    CommentRevision.objects.create(comment=comment, text=kept.text, written_at=kept.edited_at or kept.created_at)
    comment.text, comment.edited_at = text, timezone.now()
    comment.save(update_fields=["text", "edited_at"])
    note_mentions(person, post=comment.post, comment=comment)
    return comment


@transaction.atomic
def delete_comment(person: Any, *, comment: Comment) -> Comment:
    """Take one's own comment away. Deleting twice changes nothing. Raises NotAllowed."""
    if comment.author_id == person.pk and comment.state == Standing.DELETED:
        return comment
    if not can_delete_comment(person, comment):
        raise NotAllowed
    comment.state = Standing.DELETED
    comment.save(update_fields=["state"])
    words_gone.send(sender=Comment, post=comment.post, comment=comment, hidden=False)
    return comment
