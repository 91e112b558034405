"""A person's stores."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, erased, exported, forget_in_history
from shop.stores.models import Store, StoreDraft


@exported(
    Topic.SELLING,
    "stores",
    title=_("Stores of mine"),
    columns={
        "slug": _("Name in addresses"),
        "name": _("Store"),
        "tagline": _("One line of why"),
        "story": _("Story"),
        "photo": Column(_("Photo"), "photo.reference", photos=True),
        "state": Column(_("State"), choices=Store.State),
        "closed_reason": _("Why it was closed"),
        "place_name": _("Where"),
        "lat": _("Latitude (millionths of a degree)"),
        "lon": _("Longitude (millionths of a degree)"),
        "currency": _("Currency"),
        "delivery_fee": Column(_("Delivery"), money="currency"),
        "delivery_note": _("When and how goods leave"),
        "commission": _("Paid to those who recommend it (per cent)"),
        "created_at": _("Opened"),
        "updated_at": _("Changed"),
    },
)
def stores(person: Any) -> QuerySet[Store]:
    return Store.objects.filter(owner=person).select_related("photo")


@exported(
    Topic.SELLING,
    "stores_begun",
    title=_("Stores as they were begun"),
    columns={
        "reference": _("Reference"),
        "picture": Column(_("Photo"), "picture.reference", photos=True),
        "product_name": _("Product"),
        "price": _("Price"),
        "store_name": _("Store"),
        "place_name": _("Where"),
        "lat": _("Latitude (millionths of a degree)"),
        "lon": _("Longitude (millionths of a degree)"),
        "contact": _("E-mail or phone"),
        "store": Column(_("Became the store"), "store.slug"),
        "created_at": _("Begun"),
        "updated_at": _("Changed"),
    },
)
def drafts(person: Any) -> QuerySet[StoreDraft]:
    return StoreDraft.objects.filter(person=person).select_related("picture", "store")


@erased
def forget_stores(person: Any) -> None:
    """A store keeps its name, by which its buyers know from whom they bought, and nothing else."""
    StoreDraft.objects.filter(person=person).delete()
    mine = Store.objects.filter(owner=person)
    forget_in_history(mine)
    mine.update(
        state=Store.State.CLOSED,
        tagline="",
        story="",
        closed_reason="",
        place_name="",
        lat=None,
        lon=None,
        delivery_note="",
        commission=0,
        photo=None,
    )
