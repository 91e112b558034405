"""A report opens a conversation to the staff; with a hail its threads end, and one with its call."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from community.conversations.closing import close_threads
from community.conversations.models import Message
from community.conversations.overseeing import open_to_staff
from community.events import call_ended, hail_ended
from community.moderation.models import Report


@receiver(post_save, sender=Report)
def reported(sender: Any, *, instance: Report, **_: Any) -> None:
    if isinstance(instance.target, Message):
        open_to_staff(instance.target)


@receiver(hail_ended, dispatch_uid="conversations.hail_ended")
def threads_end(sender: Any, *, hail: Any, **_: Any) -> None:
    # To whom it was over before, it does not end a second time.
    close_threads(Q(call__hail=hail, call__ended_at=None))


@receiver(call_ended, dispatch_uid="conversations.call_ended")
def thread_ends(sender: Any, *, call: Any, **_: Any) -> None:
    """Whoever hails blocked its seller."""
    close_threads(Q(call=call))
