"""Work that verbs leave to workers, done on the spot while the town's month is told.

A worker would come to it at today's date. And nobody wants a month of mail on the day the town opens, so what would
go by mail is written down as no longer wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from celery import Task
from django.utils import timezone

from community.notifications.models import Delivery, Event
from community.notifications.tasks import deliver, make_notifications
from config.kit import claims

# What happened before has been heard of and forgotten: bells hold no line of it.
REMEMBERED = timedelta(days=7)


@contextmanager
def in_house() -> Iterator[None]:
    """Whatever is nudged within is done at once, in this process, at the time by the clock."""
    before = claims.send
    claims.send = partial(_do, timezone.now() - REMEMBERED)
    try:
        yield
    finally:
        claims.send = before


def _do(remembered: Any, task: Task, *args: Any, queue: str = "later") -> bool:
    now = timezone.now()
    done = {"done_at": now, "claimed_until": None}
    if task.name == deliver.name:
        Delivery.objects.filter(pk=args[0], done_at=None).update(state=Delivery.State.DROPPED, **done)
    elif task.name == make_notifications.name and now < remembered:
        Event.objects.filter(pk=args[0], done_at=None).update(**done)
    else:
        task(*args)
    return True
