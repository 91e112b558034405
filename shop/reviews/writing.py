"""Say whether one was content with what one bought, say it otherwise, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import many_lines
from config.kit.unwanted import check_words
from content.pictures.models import Picture
from shop.catalog.models import Product
from shop.events import review_withdrawn, review_written
from shop.orders.models import Order
from shop.reviews.limiting import kept_from_reviewing, spend_review
from shop.reviews.models import Review, ReviewRevision, ReviewRevisionPicture
from shop.reviews.photos import check_pictures, hang, keep_as_public_as
from shop.reviews.policies import can_withdraw, reason_not_to_review

TEXT_LENGTH = 1000
# Whoever changes their mind more often than this does not help those who read it.
MOST_CHANGES = 20


class HiddenBySite(Conflict):
    """The site hid it, and said why."""

    code = "review_hidden"

    def __init__(self, reason: str) -> None:
        super().__init__(_("The site has hidden this: %(reason)s") % {"reason": reason})


class ChangedTooOften(Conflict):
    code = "changed_too_often"
    message = gettext_lazy("You have changed this so often that it stays as it is. You can still take it back.")


def write_review(
    person: Any,
    *,
    order: Order,
    product: Product,
    content: bool,
    text: str | None = None,
    pictures: Sequence[Picture] | None = None,
) -> Review:
    """Say of a product of one's order whether one was content, with words and up to four photos where one likes.

    Saying it again changes it: what is None stays as it was, what it said before is kept, and saying the same twice
    changes nothing. What was withdrawn stands again.
    Raises NotAllowed (NotYet, TooLate, OwnGoods), Restricted, TooMany, HiddenBySite, ChangedTooOften, and Invalid at
    "product", "text" or "pictures".
    """
    refused = reason_not_to_review(person, order) or kept_from_reviewing(person)
    if refused is not None:
        raise refused
    if not order.lines.filter(variant__product=product).exists():
        raise Invalid(_("This was not in the order."), field="product", code="not_in_order")
    text = None if text is None else many_lines(text, field="text", most=TEXT_LENGTH)
    with transaction.atomic():
        review = _held(order, product)
        if review is None:
            begun = _begin(person, order, product, content, text or "", pictures or ())
            if begun is not None:
                return begun
            # Another tab was first: this one changes what it said.
            review = Review.objects.select_for_update().get(order=order, product=product)
        return _change(person, review, content, text, pictures)


def _held(order: Order, product: Product) -> Review | None:
    """What was said of it, locked."""
    return Review.objects.select_for_update().filter(order=order, product=product).first()


def _begin(
    person: Any, order: Order, product: Product, content: bool, text: str, pictures: Sequence[Picture]
) -> Review | None:
    """The first word; None where another tab says it in the same moment."""
    check_words({"text": text})
    check_pictures(person, pictures, None)
    try:
        with transaction.atomic():
            review = Review.objects.create(
                order=order,
                store=order.store,
                product=product,
                product_name=product.name,
                buyer=person,
                content=content,
                text=text,
            )
    except IntegrityError:
        return None
    spend_review(person)
    _hang(review, pictures)
    review_written.send(sender=Review, review=review, actor=person)
    return review


def _change(person: Any, review: Review, content: bool, text: str | None, pictures: Sequence[Picture] | None) -> Review:
    if review.is_hidden:
        raise HiddenBySite(review.hidden_reason)
    hung = [row.picture for row in review.pictures.select_related("picture")]
    words, photos = review.text if text is None else text, hung if pictures is None else list(pictures)
    if review.is_standing and (review.content, review.text, hung) == (content, words, photos):
        return review
    if review.revisions.count() >= MOST_CHANGES:
        raise ChangedTooOften
    check_words({"text": words}, kept=review)
    check_pictures(person, photos, review)
    spend_review(person)
    _note(review, hung)
    review.content, review.text = content, words
    review.changed_at, review.withdrawn_at = timezone.now(), None
    review.save(update_fields=["content", "text", "changed_at", "withdrawn_at"])
    _hang(review, photos)
    review_written.send(sender=Review, review=review, actor=person)
    return review


def _note(review: Review, pictures: Sequence[Picture]) -> None:
    """Keep beside the review what it says and shows before a change."""
    revision = ReviewRevision.objects.create(
        review=review, content=review.content, text=review.text, written_at=review.said_at
    )
    ReviewRevisionPicture.objects.bulk_create(
        ReviewRevisionPicture(revision=revision, picture=picture) for picture in pictures
    )


def _hang(review: Review, pictures: Sequence[Picture]) -> None:
    hang(review, pictures)
    keep_as_public_as(review)


@transaction.atomic
def withdraw_review(person: Any, *, review: Review) -> Review:
    """Take one's word back: nobody reads it any more but oneself and the staff. Twice changes nothing.

    Raises NotAllowed.
    """
    if not can_withdraw(person, review):
        raise NotAllowed
    now = timezone.now()
    if Review.objects.filter(pk=review.pk, withdrawn_at=None).update(withdrawn_at=now):
        review.withdrawn_at = now
        keep_as_public_as(review)
        review_withdrawn.send(sender=Review, review=review, actor=person)
    return review
