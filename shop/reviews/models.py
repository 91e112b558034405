"""What buyers say of what they bought: whether they were content, in words or not, and what the seller answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.kit.policies import staff
from config.kit.references import ReferenceField
from content.pictures.models import readable_through
from content.text.plain import render_text
from shop.catalog.models import Product
from shop.stores.models import Store

_hiders: list[Callable[[Any], Q]] = []


def hidden_through(condition: Callable[[Any], Q]) -> Callable[[Any], Q]:
    """Register which reviews a signed-in person does not see because of what a room above knows of who wrote them.

    `condition(person)` gives a Q over Review.
    """
    _hiders.append(condition)
    return condition


class Standing(models.TextChoices):
    VISIBLE = "visible", _("visible")
    HIDDEN = "hidden", _("hidden by the site")


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: Any) -> ReviewQuerySet:
        """What stands of goods and stores that one may see, without the words of people who are suspended or blocked
        either way; one's own always. The staff sees all, also what was withdrawn or hidden."""
        if staff(person):
            return self
        seen = Q(withdrawn_at=None, state=Standing.VISIBLE, store__in=Store.objects.visible_to(person))
        seen &= Q(buyer=None) | Q(buyer__is_active=True)
        seen &= Q(product=None) | ~Q(product__state=Product.State.HIDDEN)
        if not person.is_authenticated:
            return self.filter(seen)
        for condition in _hiders:
            seen &= ~condition(person)
        return self.filter(seen | Q(buyer=person))

    def standing(self) -> ReviewQuerySet:
        """Neither withdrawn nor hidden."""
        return self.filter(withdrawn_at=None, state=Standing.VISIBLE)

    def last_of_each(self) -> ReviewQuerySet:
        """Of each buyer the last of these; those of closed accounts each for itself."""
        later = self.filter(buyer=OuterRef("buyer"), pk__gt=OuterRef("pk")).order_by()
        return self.exclude(Exists(later))

    def for_lists(self) -> ReviewQuerySet:
        """With all that a list shows, in two queries."""
        related = ("buyer__photo", "store__owner", "product__store", "answer")
        return self.select_related(*related).prefetch_related("pictures__picture")


class Review(models.Model):
    """What a buyer says of one product of an order. It may be changed and withdrawn; what it was is kept."""

    reference = ReferenceField()
    order = models.ForeignKey("shop.Order", models.CASCADE, related_name="reviews")
    store = models.ForeignKey("shop.Store", models.CASCADE, related_name="reviews", help_text="The order's.")
    product = models.ForeignKey("shop.Product", models.SET_NULL, null=True, blank=True, related_name="reviews")
    product_name = models.CharField(max_length=80)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
        help_text="None where the account is closed.",
    )
    content = models.BooleanField()
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=Standing, default=Standing.VISIBLE)
    hidden_reason = models.CharField(max_length=200, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "product"], name="one_review_a_product"),
            models.CheckConstraint(condition=Q(state__in=("visible", "hidden")), name="review_stands_or_not"),
        ]
        indexes = [
            models.Index(fields=["product", "-id"], name="review_of_product"),
            models.Index(fields=["store", "-id"], name="review_of_store"),
        ]

    def __str__(self) -> str:
        return self.text[:40] or self.product_name

    def get_absolute_url(self) -> str:
        """Among all that is said of the product, or, where that is gone, of the store."""
        if self.product is None:
            return f"{reverse('store_reviews', args=[self.store.slug])}#review-{self.reference}"
        path = reverse("product_reviews", args=[self.store.slug, self.product.slug])
        return f"{path}#review-{self.reference}"

    @property
    def order_url(self) -> str:
        """Where it stands for the two sides of the order."""
        return f"{self.order.get_absolute_url()}#review-{self.reference}"

    @property
    def body(self) -> SafeString:
        return render_text(self.text)

    @property
    def is_hidden(self) -> bool:
        return self.state == Standing.HIDDEN

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None and not self.is_hidden

    @property
    def said_at(self) -> datetime:
        """Since when it says what it says."""
        return self.changed_at or self.created_at

    @property
    def answered(self) -> ReviewAnswer | None:
        """The seller's answer, unless the site hid it."""
        answer: ReviewAnswer | None = getattr(self, "answer", None)
        return None if answer is None or answer.is_hidden else answer


class ReviewPicture(models.Model):
    """A photo of a review, in the order its buyer chose."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_reviews")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.review} {self.position}"


class ReviewRevision(models.Model):
    """What a review said and showed before it was changed or written anew. For its buyer and the staff."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="revisions")
    content = models.BooleanField()
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(help_text="Since when it said so.")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.text[:40] or str(self.review)


class ReviewRevisionPicture(models.Model):
    """A photo that was in a review before it was changed."""

    revision = models.ForeignKey(ReviewRevision, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_reviews_before")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["revision", "picture"], name="review_revision_picture_once")]

    def __str__(self) -> str:
        return f"{self.revision} {self.picture}"


class ReviewAnswerQuerySet(models.QuerySet["ReviewAnswer"]):
    def visible_to(self, person: Any) -> ReviewAnswerQuerySet:
        """Those of reviews that one may see; what was hidden only for the staff and whoever wrote it."""
        seen = self.filter(review__in=Review.objects.visible_to(person))
        if staff(person):
            return seen
        shown = Q(state=Standing.VISIBLE)
        if person.is_authenticated:
            shown |= Q(review__store__owner=person)
        return seen.filter(shown)


class ReviewAnswer(models.Model):
    """What the seller answers to a review, for all who read it."""

    reference = ReferenceField()
    review = models.OneToOneField(Review, models.CASCADE, related_name="answer")
    text = models.TextField()
    state = models.CharField(max_length=7, choices=Standing, default=Standing.VISIBLE)
    hidden_reason = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=("visible", "hidden")), name="review_answer_stands_or_not")
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        return self.review.get_absolute_url()

    @property
    def body(self) -> SafeString:
        return render_text(self.text)

    @property
    def is_hidden(self) -> bool:
        return self.state == Standing.HIDDEN


@readable_through
def pictures_for_the_staff(person: Any) -> Q:
    """Photos of reviews that were withdrawn, hidden or changed: the staff judges what was shown."""
    if not staff(person):
        return Q(pk__in=[])
    now, before = ReviewPicture.objects.values("picture_id"), ReviewRevisionPicture.objects.values("picture_id")
    return Q(pk__in=now) | Q(pk__in=before)
