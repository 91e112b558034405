"""Products, their variants and pictures."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from config.kit.money import Money
from config.kit.references import ReferenceField
from shop.stores.models import Store


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, person: Any) -> ProductQuerySet:
        """Published products of stores one may see; drafts and hidden ones only by the owner and the staff."""
        stores = self.filter(store__in=Store.objects.visible_to(person))
        if person.is_authenticated and person.is_staff:
            return stores
        seen = Q(state=Product.State.PUBLISHED)
        if person.is_authenticated:
            seen |= Q(store__owner=person)
        return stores.filter(seen)

    def published(self) -> ProductQuerySet:
        return self.filter(state=Product.State.PUBLISHED)

    def for_tiles(self) -> ProductQuerySet:
        """With all that a tile shows, in a constant number of queries."""
        return self.select_related("store", "store__owner").prefetch_related(
            Prefetch("variants", Variant.objects.active().select_related("stock")),
            Prefetch("pictures", ProductPicture.objects.select_related("picture")),
        )

    def knowing(self) -> ProductQuerySet:
        """Those of which the seller has said something that only one who knows them can say."""
        return self.exclude(good_for="", not_for="", how_to_use="", compared_with="")

    def in_stock(self) -> ProductQuerySet:
        buyable = Variant.objects.active().filter(Q(stock__is_tracked=False) | Q(stock__available__gt=0))
        return self.filter(Exists(buyable.filter(product=OuterRef("pk"))))


class Product(models.Model):
    """Something a store sells, and what its seller knows about it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("not on the shelf")
        PUBLISHED = "published", _("on the shelf")
        HIDDEN = "hidden", _("hidden by the site")

    store = models.ForeignKey(Store, models.CASCADE, related_name="products")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    description = models.TextField(blank=True, help_text="Markdown.")
    good_for = models.CharField(max_length=200, blank=True)
    not_for = models.CharField(max_length=200, blank=True)
    how_to_use = models.CharField(max_length=300, blank=True)
    compared_with = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PUBLISHED)
    hidden_reason = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Recognises a form that was sent twice."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    tags = TaggableManager(blank=True)
    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["store", "slug"], name="product_slug_in_store"),
            models.UniqueConstraint(
                fields=["store", "idempotency_key"], condition=~Q(idempotency_key=""), name="product_key_in_store"
            ),
        ]
        indexes = [models.Index(fields=["store", "state", "-id"], name="product_shelf")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("product", args=[self.store.slug, self.slug])

    @property
    def active_variants(self) -> list[Variant]:
        return [variant for variant in self.variants.all() if variant.archived_at is None]

    @property
    def price_from(self) -> Money | None:
        """The lowest price of what can be chosen."""
        return min((variant.money for variant in self.active_variants), default=None)

    @property
    def is_from(self) -> bool:
        """Whether the variants differ in price."""
        return len({variant.price for variant in self.active_variants}) > 1

    @property
    def is_sold_out(self) -> bool:
        return not any(variant.stock.can_sell(1) for variant in self.active_variants)

    @property
    def stock_left(self) -> int | None:
        """How many can be sold of all choices together; None where one of them never runs out."""
        stocks = [variant.stock for variant in self.active_variants]
        return sum(stock.available for stock in stocks) if all(stock.is_tracked for stock in stocks) else None

    @property
    def has_knowledge(self) -> bool:
        """Whether its seller has said something that only one who knows it can say."""
        return any((self.good_for, self.not_for, self.how_to_use, self.compared_with))

    @property
    def picture(self) -> Any:
        """The first picture, or None."""
        return next((hung.picture for hung in self.pictures.all()), None)


class VariantQuerySet(models.QuerySet["Variant"]):
    def active(self) -> VariantQuerySet:
        return self.filter(archived_at=None)


class Variant(models.Model):
    """One choice of a product with its own price and stock; a simple product has one without a name."""

    reference = ReferenceField()
    product = models.ForeignKey(Product, models.CASCADE, related_name="variants")
    name = models.CharField(max_length=40, blank=True, help_text="Such as 50 g or blue.")
    price = models.PositiveIntegerField(help_text="Minor units of the store's currency.")
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "name"], condition=Q(archived_at=None), name="variant_name_in_product"
            )
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.name}".strip()

    @property
    def money(self) -> Money:
        return Money(self.price, self.product.store.currency)

    @property
    def is_sold_out(self) -> bool:
        return not self.stock.can_sell(1)


class ProductPicture(models.Model):
    """A picture of a product, in the order its seller hung them."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.product} {self.position}"
