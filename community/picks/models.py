"""Picks: stores and goods that a person chose, and why, in lists by topic."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.people.models import Block
from config.kit.claims import Claimable
from config.kit.references import ReferenceField
from shop.catalog.models import Product
from shop.stores.models import Store


class PickListQuerySet(models.QuerySet["PickList"]):
    def visible_to(self, person: Any) -> PickListQuerySet:
        """Lists that stand, of people who are not suspended and with whom neither side has blocked the other; one's
        own also while it is hidden."""
        seen = self.filter(deleted_at=None, person__is_active=True)
        if not person.is_authenticated:
            return seen.filter(hidden_at=None)
        return seen.filter(Q(hidden_at=None) | Q(person=person)).exclude(person__in=Block.between(person))

    def filled(self, person: Any) -> PickListQuerySet:
        """Those on which `person` sees something."""
        return self.filter(Exists(Pick.objects.on_the_shelf(person).filter(list=OuterRef("pk"))))


class PickList(models.Model):
    """What a person recommends on one topic. Followed like a channel: see `community.channels`."""

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pick_lists")
    topic = models.ForeignKey("taggit.Tag", models.PROTECT, related_name="+")
    title = models.CharField(max_length=40)
    slug = models.SlugField(max_length=60)
    about = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="What went bad before still counts.")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)

    objects = PickListQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("list of picks")
        verbose_name_plural = _("lists of picks")
        constraints = [models.UniqueConstraint(fields=["person", "slug"], name="pick_list_slug_of_person")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pick_list", args=[self.person.username, self.slug])

    @property
    def name(self) -> str:
        return self.title

    @property
    def owner_id(self) -> int:
        return self.person_id

    @property
    def stands(self) -> bool:
        """Whether others may see it, as far as they see its person."""
        return self.deleted_at is None and self.hidden_at is None


class PickQuerySet(models.QuerySet["Pick"]):
    def standing(self) -> PickQuerySet:
        """Those that were not taken back, whoever sees them."""
        return self.filter(withdrawn_at=None, list__deleted_at=None)

    def on_the_shelf(self, person: Any) -> PickQuerySet:
        """Those that stand and whose store or product `person` may see; none that was hidden.

        The part of `visible_to` that does not depend on the list.
        """
        a_store = Q(product=None, store__in=Store.objects.visible_to(person).exclude(state=Store.State.CLOSED))
        shelf = Product.objects.visible_to(person).published().exclude(store__state=Store.State.CLOSED)
        return self.filter(a_store | Q(store=None, product__in=shelf), withdrawn_at=None, hidden_at=None)

    def visible_to(self, person: Any) -> PickQuerySet:
        """Those on lists that `person` may see, of what they may see and could buy: what is no longer on the shelf is
        dropped."""
        return self.on_the_shelf(person).filter(list__in=PickList.objects.visible_to(person))


class Pick(models.Model):
    """A store or a product on a list, and why it stands there.

    `commission` is what its picker says they get for it. What its store pays stands beside it by itself.
    """

    reference = ReferenceField()
    list = models.ForeignKey(PickList, models.CASCADE, related_name="picks")
    store = models.ForeignKey("shop.Store", models.CASCADE, null=True, blank=True, related_name="+")
    product = models.ForeignKey("shop.Product", models.CASCADE, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=200)
    is_paid = models.BooleanField(default=False, help_text="The picker gets something for it.")
    commission = models.CharField(max_length=80, blank=True, help_text="What the picker gets, in their words.")
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When those who follow the list were told.")
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="What went bad before still counts.")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)

    objects = PickQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(store=None, product__isnull=False) | Q(store__isnull=False, product=None),
                name="pick_of_exactly_one",
            ),
            models.CheckConstraint(condition=Q(is_paid=True) | Q(commission=""), name="pick_commission_is_paid"),
            models.UniqueConstraint(
                fields=["list", "store"], condition=Q(withdrawn_at=None), name="pick_store_once_a_list"
            ),
            models.UniqueConstraint(
                fields=["list", "product"], condition=Q(withdrawn_at=None), name="pick_product_once_a_list"
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        return self.subject.get_absolute_url()

    @property
    def subject(self) -> Any:
        """The store or the product."""
        return self.product or self.store

    @property
    def seller(self) -> Store:
        """The store that sells it."""
        return self.product.store if self.product else self.store  # type: ignore[return-value]


class PickNews(Claimable):
    """What came onto a list, to be told to those who follow it in one post: at most one a day and list."""

    list = models.ForeignKey(PickList, models.CASCADE, related_name="news")
    post = models.OneToOneField("community.Post", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("news of a list")
        verbose_name_plural = _("news of lists")
        constraints = [
            models.UniqueConstraint(fields=["list"], condition=Q(done_at=None), name="pick_news_one_open"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="pick_news_due")]

    def __str__(self) -> str:
        return f"{self.list} {self.due_at:%Y-%m-%d}"
