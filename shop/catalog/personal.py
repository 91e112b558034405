"""What a person sells, and knows of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, erased, exported, forget_in_history
from shop.catalog.models import Product, Variant


@exported(
    Topic.SELLING,
    "products",
    title=_("Products"),
    columns={
        "store": Column(_("Store"), "store.slug"),
        "slug": _("Name in addresses"),
        "name": _("Product"),
        "description": _("Description"),
        "good_for": _("Good for"),
        "not_for": _("Not for"),
        "how_to_use": _("How to use it"),
        "compared_with": _("Compared with others"),
        "tags": Column(_("Tags"), lambda product: [str(tag) for tag in product.tags.all()]),
        "photos": Column(
            _("Photos"), lambda product: [hung.picture.reference for hung in product.pictures.all()], photos=True
        ),
        "state": Column(_("State"), choices=Product.State),
        "hidden_reason": _("Why it was hidden"),
        "created_at": _("Put up"),
        "updated_at": _("Changed"),
    },
)
def products(person: Any) -> QuerySet[Product]:
    mine = Product.objects.filter(store__owner=person)
    return mine.select_related("store").prefetch_related("pictures__picture", "tags")  # type: ignore[misc]


@exported(
    Topic.SELLING,
    "variants",
    title=_("Choices of products"),
    columns={
        "reference": _("Reference"),
        "store": Column(_("Store"), "product.store.slug"),
        "product": Column(_("Product"), "product.slug"),
        "name": _("Choice"),
        "price": Column(_("Price"), money="currency"),
        "currency": Column(_("Currency"), "product.store.currency"),
        "position": _("Place in the list"),
        "is_tracked": Column(_("Is counted"), "stock.is_tracked"),
        "available": Column(_("In stock"), "stock.available"),
        "reserved": Column(_("Promised"), "stock.reserved"),
        "archived_at": _("Taken away"),
    },
)
def variants(person: Any) -> QuerySet[Variant]:
    return Variant.objects.filter(product__store__owner=person).select_related("product__store", "stock")


@erased
def forget_products(person: Any) -> None:
    """Off the shelf and without words; by their names buyers know what they bought."""
    mine = Product.objects.filter(store__owner=person)
    for product in mine:
        product.tags.clear()
    forget_in_history(mine)
    mine.update(
        state=Product.State.DRAFT,
        description="",
        good_for="",
        not_for="",
        how_to_use="",
        compared_with="",
        hidden_reason="",
    )
