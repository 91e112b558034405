"""A channel comes into the world with its store or person; a group's is made by the verb that founds it."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver

from community.channels.channels import channel_of
from shop.events import store_opened


@receiver(store_opened)
def give_store_a_channel(sender: Any, *, store: Any, **_: Any) -> None:
    channel_of(store)


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def give_person_a_channel(sender: Any, *, instance: Any, created: bool, raw: bool = False, **_: Any) -> None:
    if created and not raw:
        channel_of(instance)
