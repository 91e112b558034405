"""Hide what does not belong, and restore it; each act has a reason and is logged."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.events import comment_written, words_back, words_gone
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.moderation.settling import end_holding
from community.posts import policies
from community.posts.models import Comment, Post, Standing
from community.posts.naming import note_mentions
from community.posts.privacy import keep_pictures_as_private_as_post
from community.posts.returning import stand_again
from config.kit.errors import NotAllowed

Verb = ModerationAction.Verb


def _as_it_is(said: Post | Comment) -> None:
    """Give `said` the state that it has by now, and hold it: of two who act at once one finds it done, and nobody hides
    what its author has taken away meanwhile."""
    held = type(said)._default_manager.select_for_update(no_key=True)
    said.state = held.values_list("state", flat=True).get(pk=said.pk)


@transaction.atomic
def hide_post(person: Any, *, post: Post, reason: str) -> Post:
    """Hide a post and its photos from everyone. Raises NotAllowed, Invalid at "reason"."""
    _as_it_is(post)
    if not policies.can_hide_post(person, post):
        raise NotAllowed
    post.state, post.hidden_reason, post.pinned_at = Standing.HIDDEN, checked_reason(reason), None
    post.save(update_fields=["state", "hidden_reason", "pinned_at"])
    keep_pictures_as_private_as_post(post)
    words_gone.send(sender=Post, post=post, comment=None, hidden=True)
    log_action(actor=person, verb=Verb.HIDE_POST, target=post, owner=post.author, reason=reason)
    return post


@transaction.atomic
def restore_post(person: Any, *, post: Post, reason: str) -> Post:
    """Show a hidden post again. Raises NotAllowed, PassedOnSince, Invalid at "reason"."""
    _as_it_is(post)
    if not policies.can_restore_post(person, post):
        raise NotAllowed
    stand_again(post, hidden_reason="")
    log_action(actor=person, verb=Verb.RESTORE_POST, target=post, owner=post.author, reason=reason)
    return post


@transaction.atomic
def hide_comment(person: Any, *, comment: Comment, reason: str) -> Comment:
    """Hide a comment from everyone. Raises NotAllowed, Invalid at "reason"."""
    _as_it_is(comment)
    if not policies.can_hide_comment(person, comment):
        raise NotAllowed
    comment.state, comment.hidden_reason = Standing.HIDDEN, checked_reason(reason)
    comment.save(update_fields=["state", "hidden_reason"])
    words_gone.send(sender=Comment, post=comment.post, comment=comment, hidden=True)
    log_action(actor=person, verb=Verb.HIDE_COMMENT, target=comment, owner=comment.author, reason=reason)
    return comment


@transaction.atomic
def restore_comment(person: Any, *, comment: Comment, reason: str) -> Comment:
    """Show a hidden comment again. Raises NotAllowed, Invalid at "reason"."""
    _as_it_is(comment)
    if not policies.can_restore_comment(person, comment):
        raise NotAllowed
    comment.state, comment.hidden_reason = Standing.VISIBLE, ""
    comment.save(update_fields=["state", "hidden_reason"])
    if end_holding(person, comment, reason):
        # It was held when it was written: only now it is told of.
        note_mentions(comment.author, post=comment.post, comment=comment)
        comment_written.send(sender=Comment, comment=comment)
    words_back.send(sender=Comment, post=comment.post, comment=comment)
    log_action(actor=person, verb=Verb.RESTORE_COMMENT, target=comment, owner=comment.author, reason=reason)
    return comment


@transaction.atomic
def keep_out(person: Any, *, comment: Comment, reason: str) -> Comment:
    """Leave a comment that was held out of sight; its author is told, and can appeal. Raises NotAllowed, Invalid."""
    _as_it_is(comment)
    if not policies.can_restore_comment(person, comment):
        raise NotAllowed
    comment.hidden_reason = checked_reason(reason)
    comment.save(update_fields=["hidden_reason"])
    log_action(actor=person, verb=Verb.HIDE_COMMENT, target=comment, owner=comment.author, reason=reason)
    return comment
