"""The seller answers what a buyer said, for all who read it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from config.kit.errors import NotAllowed
from config.kit.lines import many_lines
from config.kit.unwanted import check_words
from shop.events import review_answered
from shop.reviews.limiting import kept_from_reviewing, spend_review
from shop.reviews.models import Review, ReviewAnswer
from shop.reviews.policies import can_answer
from shop.reviews.writing import TEXT_LENGTH, HiddenBySite


@transaction.atomic
def answer_review(person: Any, *, review: Review, text: str) -> ReviewAnswer:
    """Answer a review of one's goods, once; answering again changes the answer, the same words change nothing.

    Raises NotAllowed, Restricted, TooMany, HiddenBySite, and Invalid at "text".
    """
    _held(person, review)
    refused = kept_from_reviewing(person)
    if refused is not None:
        raise refused
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    answer = ReviewAnswer.objects.filter(review=review).first()
    if answer is not None and answer.is_hidden:
        raise HiddenBySite(answer.hidden_reason)
    if answer is not None and answer.text == text:
        return answer
    check_words({"text": text}, kept=answer)
    spend_review(person)
    if answer is None:
        answer = ReviewAnswer.objects.create(review=review, text=text)
    else:
        answer.text, answer.changed_at = text, timezone.now()
        answer.save(update_fields=["text", "changed_at"])
    review_answered.send(sender=Review, review=review, actor=person)
    return answer


@transaction.atomic
def take_answer_back(person: Any, *, review: Review) -> None:
    """The answer goes; without one nothing changes. Raises NotAllowed, HiddenBySite."""
    _held(person, review)
    answer = ReviewAnswer.objects.filter(review=review).first()
    if answer is not None and answer.is_hidden:
        # What was done to it stands in the log, and may be appealed.
        raise HiddenBySite(answer.hidden_reason)
    ReviewAnswer.objects.filter(review=review).delete()


def _held(person: Any, review: Review) -> None:
    """Lock the review, as it stands now: of two answers at once the later one changes the first. Raises NotAllowed."""
    locked = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    review.state, review.withdrawn_at = locked.state, locked.withdrawn_at
    if not can_answer(person, review):
        raise NotAllowed
