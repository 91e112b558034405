"""What a person says of what they bought, and what they answer as a seller."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, erased, exported, forget_in_history
from content.pictures.models import Picture
from shop.reviews.models import (
    Review,
    ReviewAnswer,
    ReviewPicture,
    ReviewRevision,
    ReviewRevisionPicture,
    Standing,
)


def _photos(row: Any) -> list[str]:
    return [hung.picture.reference for hung in row.pictures.all()]


@exported(
    Topic.BUYING,
    "reviews",
    title=_("Reviews: mine"),
    columns={
        "order": Column(_("Order"), "order.reference"),
        "reference": _("Reference"),
        "store": Column(_("Store"), "store.slug"),
        "product": Column(_("Product"), "product.slug"),
        "product_name": _("Name of the product"),
        "content": _("Whether content"),
        "text": _("My words"),
        "photos": Column(_("Photos"), _photos, photos=True),
        "created_at": _("When"),
        "changed_at": _("Changed"),
        "withdrawn_at": _("Taken back"),
        "state": Column(_("State"), choices=Standing),
        "hidden_reason": _("Why it was hidden"),
    },
)
def reviews(person: Any) -> QuerySet[Review]:
    rows = Review.objects.filter(buyer=person).select_related("order", "store", "product")
    return rows.prefetch_related("pictures__picture")


@exported(
    Topic.BUYING,
    "reviews_before",
    title=_("Reviews: what I said before"),
    columns={
        "review": Column(_("Review"), "review.reference"),
        "content": _("Whether content"),
        "text": _("My words"),
        "photos": Column(_("Photos"), _photos, photos=True),
        "written_at": _("Written"),
        "replaced_at": _("Changed"),
    },
)
def revisions(person: Any) -> QuerySet[ReviewRevision]:
    rows = ReviewRevision.objects.filter(review__buyer=person).select_related("review")
    return rows.prefetch_related("pictures__picture")


@exported(
    Topic.SELLING,
    "review_answers",
    title=_("Reviews: what I answered"),
    columns={
        "reference": _("Reference"),
        "review": Column(_("Review"), "review.reference"),
        "store": Column(_("Store"), "review.store.slug"),
        "product_name": Column(_("Product"), "review.product_name"),
        "text": _("My words"),
        "state": Column(_("State"), choices=Standing),
        "hidden_reason": _("Why it was hidden"),
        "answered_at": _("Answered"),
        "changed_at": _("Changed"),
    },
)
def answers(person: Any) -> QuerySet[ReviewAnswer]:
    return ReviewAnswer.objects.filter(review__store__owner=person).select_related("review__store")


@erased
def forget_reviews(person: Any) -> None:
    """Words and photos go; that some buyer was content or not stays, without a name, for those who ask the goods."""
    mine = Review.objects.filter(buyer=person)
    for hung in (
        ReviewPicture.objects.filter(review__in=mine),
        ReviewRevisionPicture.objects.filter(revision__review__in=mine),
    ):
        for picture in Picture.objects.filter(pk__in=list(hung.values_list("picture_id", flat=True))):
            picture.delete()
    ReviewRevision.objects.filter(review__in=mine).delete()
    forget_in_history(mine)
    mine.update(text="", hidden_reason="", buyer=None)
    answered = ReviewAnswer.objects.filter(review__store__owner=person)
    forget_in_history(answered)
    answered.delete()
