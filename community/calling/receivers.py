"""Whoever hails has stores called; whatever changes at a store has its words read anew."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from taggit.models import Tag

from community.calling.indexing import want_terms
from community.calling.models import Call
from community.calling.waves import begin
from community.events import hailed, offer_made
from shop import events as shop_events
from shop.catalog.models import Product
from shop.stores.models import Store


@receiver(hailed, dispatch_uid="calling.hailed")
def call_stores(sender: Any, *, hail: Any, **_: Any) -> None:
    begin(hail)


@receiver(offer_made, dispatch_uid="calling.offer_made")
def taken_up(sender: Any, *, offer: Any, **_: Any) -> None:
    """Whoever answers has not put it aside."""
    Call.objects.filter(pk=offer.call_id, declined_at__isnull=False).update(declined_at=None)


@receiver(post_save, sender=Store, dispatch_uid="calling.store_saved")
def store_changed(sender: Any, *, instance: Store, **_: Any) -> None:
    want_terms(instance.pk)


@receiver(post_save, sender=Product, dispatch_uid="calling.product_saved")
def product_changed(sender: Any, *, instance: Product, **_: Any) -> None:
    want_terms(instance.store_id)


@receiver(
    [
        shop_events.product_published,
        shop_events.product_taken_off,
        shop_events.product_hidden,
        shop_events.product_restored,
    ],
    dispatch_uid="calling.shelf_changed",
)
def shelf_changed(sender: Any, *, product: Product, **_: Any) -> None:
    """These moves are conditional updates, which save no row."""
    want_terms(product.store_id)


@receiver(m2m_changed, sender=Product.tags.through, dispatch_uid="calling.tags_changed")
def tags_changed(sender: Any, *, instance: Any, action: str, **_: Any) -> None:
    if isinstance(instance, Product) and action.startswith("post_"):
        want_terms(instance.store_id)


@receiver(post_save, sender=Tag, dispatch_uid="calling.tag_saved")
def tag_renamed(sender: Any, *, instance: Tag, created: bool, **_: Any) -> None:
    """Whoever sells under the tag is found by its new name."""
    if not created:
        for store in set(Product.objects.filter(tags=instance).values_list("store_id", flat=True)):
            want_terms(store)
