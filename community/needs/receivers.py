"""Whatever is put on sale, on a group's shelf, or said in a group is held against what people wait for."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from community.channels.models import Channel
from community.events import post_written, words_back
from community.needs.arriving import came
from community.shelves.models import ShelfVoucher
from shop import events as shop_events
from shop.catalog.models import Product


@receiver(post_save, sender=Product, dispatch_uid="needs.product_saved")
def product_saved(sender: Any, *, instance: Product, **_: Any) -> None:
    if instance.state == Product.State.PUBLISHED:
        came(product_id=instance.pk)


@receiver([shop_events.product_published, shop_events.product_restored], dispatch_uid="needs.product_published")
def product_published(sender: Any, *, product: Product, **_: Any) -> None:
    came(product_id=product.pk)


@receiver(post_save, sender=ShelfVoucher, dispatch_uid="needs.put_on_a_shelf")
def put_on_a_shelf(sender: Any, *, instance: ShelfVoucher, created: bool, **_: Any) -> None:
    if created and instance.item.product_id is not None:
        came(product_id=instance.item.product_id)


@receiver(post_written, dispatch_uid="needs.post_written")
def post_came(sender: Any, *, post: Any, **_: Any) -> None:
    if post.channel.kind == Channel.Kind.GROUP:
        came(post_id=post.pk)


@receiver(words_back, dispatch_uid="needs.words_back")
def post_is_back(sender: Any, *, post: Any, comment: Any, **_: Any) -> None:
    if comment is None and post.channel.kind == Channel.Kind.GROUP:
        came(post_id=post.pk)
