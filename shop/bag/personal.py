"""What a person was about to buy."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, erased, exported
from shop.bag.models import Bag, BagLine


@exported(
    Topic.BUYING,
    "bag",
    title=_("In my bag"),
    columns={
        "store": Column(_("Store"), "variant.product.store.slug"),
        "product": Column(_("Product"), "variant.product.slug"),
        "variant": Column(_("Choice"), "variant.name"),
        "quantity": _("How many"),
        "added_at": _("Put in"),
    },
)
def bag(person: Any) -> QuerySet[BagLine]:
    return BagLine.objects.filter(bag__person=person).select_related("variant__product__store")


@erased
def forget_bag(person: Any) -> None:
    Bag.objects.filter(person=person).delete()
