"""Whoever leaves a group takes their word with them."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from community.channels.models import Subscription
from community.events import group_left
from community.shelves.models import ShelfVoucher


@receiver(group_left, dispatch_uid="vouchers_of_those_who_left")
def take_words_along(sender: Any, *, subscription: Subscription, **_: Any) -> None:
    ShelfVoucher.objects.filter(item__group=subscription.channel.group_id, person=subscription.person_id).delete()
