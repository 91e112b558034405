"""A group's shelf: stores and products that its members vouch for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel, Subscription
from community.groups.models import Group
from community.people.models import Block
from config.kit.references import ReferenceField
from shop.catalog.models import Product
from shop.stores.models import Store


class ShelfItemQuerySet(models.QuerySet["ShelfItem"]):
    def visible_to(self, person: Any) -> ShelfItemQuerySet:
        """What stands on the shelves of groups that `person` may read: the store or product is there to be seen,
        the group's owner left it there, and a member's word stands for it."""
        readable = Channel.objects.readable_by(person).filter(kind=Channel.Kind.GROUP)
        a_store = Q(product=None, store__in=Store.objects.visible_to(person))
        a_product = Q(store=None, product__in=Product.objects.visible_to(person).published())
        words = ShelfVoucher.objects.standing(person).filter(item=OuterRef("pk"))
        return self.filter(a_store | a_product, Exists(words), taken_down_at=None, group__in=readable.values("group"))


class ShelfItem(models.Model):
    """A store or a product on the shelf of a group."""

    reference = ReferenceField()
    group = models.ForeignKey(Group, models.CASCADE, related_name="shelf")
    store = models.ForeignKey("shop.Store", models.CASCADE, null=True, blank=True, related_name="+")
    product = models.ForeignKey("shop.Product", models.CASCADE, null=True, blank=True, related_name="+")
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ShelfItemQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "store"], name="shelf_store_once"),
            models.UniqueConstraint(fields=["group", "product"], name="shelf_product_once"),
            models.CheckConstraint(
                condition=Q(store=None, product__isnull=False) | Q(store__isnull=False, product=None),
                name="shelf_item_of_exactly_one",
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


class ShelfVoucherQuerySet(models.QuerySet["ShelfVoucher"]):
    def standing(self, person: Any) -> ShelfVoucherQuerySet:
        """Words of people who are in the group now and not suspended, without those blocked either way."""
        members = Subscription.objects.active().filter(
            channel__group=OuterRef("item__group"), person=OuterRef("person")
        )
        seen = self.filter(Exists(members), person__is_active=True)
        return seen.exclude(person__in=Block.between(person)) if person.is_authenticated else seen


class ShelfVoucher(models.Model):
    """A member's word for what stands on the shelf, one each."""

    item = models.ForeignKey(ShelfItem, models.CASCADE, related_name="vouchers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sentence = models.CharField(max_length=140)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ShelfVoucherQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("word for a shelf")
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_voucher_each")]

    def __str__(self) -> str:
        return f"{self.person}: {self.sentence}"
