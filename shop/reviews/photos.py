"""Photos of reviews: checked, hung in their order, and as public as the review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.kit.errors import Invalid
from content.pictures.hanging import check_own, check_unused
from content.pictures.models import Picture
from shop.reviews.models import Review, ReviewPicture, ReviewRevisionPicture

MOST_PICTURES = 4


class TooManyPhotos(Invalid):
    code = "too_many"
    field = "pictures"
    message = _("At most four photos.")


def check_pictures(person: Any, pictures: Sequence[Picture], review: Review | None) -> None:
    """The person's own, at most four, shown nowhere but in this review, now or before. Raises Invalid at "pictures"."""
    if len(pictures) > MOST_PICTURES:
        raise TooManyPhotos
    check_own(person, pictures)
    hung: set[int] = set()
    if review is not None:
        hung |= set(ReviewPicture.objects.filter(review=review).values_list("picture_id", flat=True))
        before = ReviewRevisionPicture.objects.filter(revision__review=review)
        hung |= set(before.values_list("picture_id", flat=True))
    check_unused([picture for picture in pictures if picture.pk not in hung])
    if len({picture.pk for picture in pictures}) < len(pictures):
        raise Invalid(_("Each photo only once."), field="pictures", code="twice")


def hang(review: Review, pictures: Sequence[Picture]) -> None:
    """Hang these photos in the review, in this order, and no others."""
    gone = set(review.pictures.values_list("picture_id", flat=True)) - {picture.pk for picture in pictures}
    review.pictures.all().delete()
    ReviewPicture.objects.bulk_create(
        ReviewPicture(review=review, picture=picture, position=position) for position, picture in enumerate(pictures)
    )
    Picture.objects.filter(pk__in=gone).update(is_private=True)


def keep_as_public_as(review: Review) -> None:
    """After the review was written, withdrawn, hidden or restored, let its photos follow."""
    hung = review.pictures.values("picture_id")
    Picture.objects.filter(pk__in=hung).update(is_private=not review.is_standing)
