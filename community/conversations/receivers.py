"""A report opens the conversation to the staff."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from community.conversations.models import Message
from community.conversations.overseeing import open_to_staff
from community.moderation.models import Report


@receiver(post_save, sender=Report)
def reported(sender: Any, *, instance: Report, **_: Any) -> None:
    if isinstance(instance.target, Message):
        open_to_staff(instance.target)
