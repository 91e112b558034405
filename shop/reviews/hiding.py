"""The site hides a review or an answer, or shows it again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from config.kit.errors import NotAllowed
from config.kit.lines import one_line
from shop.events import review_answer_hidden, review_answer_restored, review_hidden, review_restored
from shop.reviews.models import Review, ReviewAnswer, Standing
from shop.reviews.photos import keep_as_public_as
from shop.reviews.policies import can_hide, can_restore


@transaction.atomic
def hide_review(person: Any, *, review: Review, reason: str) -> Review:
    """Hide a review and its photos from all but its buyer and the staff.

    Raises NotAllowed (also where it is hidden already), and Invalid at "reason".
    """
    _as_it_is(review)
    if not can_hide(person, review):
        raise NotAllowed
    _set(review, Standing.HIDDEN, one_line(reason, field="reason", most=200))
    keep_as_public_as(review)
    review_hidden.send(sender=Review, review=review, actor=person, reason=reason)
    return review


@transaction.atomic
def restore_review(person: Any, *, review: Review, reason: str) -> Review:
    """Show a hidden review again, unless its buyer took it back. Raises NotAllowed, and Invalid at "reason"."""
    _as_it_is(review)
    if not can_restore(person, review):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200)
    _set(review, Standing.VISIBLE, "")
    keep_as_public_as(review)
    review_restored.send(sender=Review, review=review, actor=person, reason=reason)
    return review


@transaction.atomic
def hide_answer(person: Any, *, answer: ReviewAnswer, reason: str) -> ReviewAnswer:
    """Hide the seller's answer to a review. Raises NotAllowed, and Invalid at "reason"."""
    _as_it_is(answer)
    if not can_hide(person, answer):
        raise NotAllowed
    _set(answer, Standing.HIDDEN, one_line(reason, field="reason", most=200))
    review_answer_hidden.send(sender=ReviewAnswer, answer=answer, actor=person, reason=reason)
    return answer


@transaction.atomic
def restore_answer(person: Any, *, answer: ReviewAnswer, reason: str) -> ReviewAnswer:
    """Show it again. Raises NotAllowed, and Invalid at "reason"."""
    _as_it_is(answer)
    if not can_restore(person, answer):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200)
    _set(answer, Standing.VISIBLE, "")
    review_answer_restored.send(sender=ReviewAnswer, answer=answer, actor=person, reason=reason)
    return answer


def _as_it_is(said: Review | ReviewAnswer) -> None:
    """Give it the state that it has by now, and hold it: of two who act at once one finds it done."""
    held = type(said)._default_manager.select_for_update(no_key=True).get(pk=said.pk)
    said.state = held.state
    if isinstance(said, Review):
        said.withdrawn_at = held.withdrawn_at


def _set(said: Review | ReviewAnswer, state: str, reason: str) -> None:
    said.state, said.hidden_reason = state, reason
    said.save(update_fields=["state", "hidden_reason"])
