"""Tell that something happened: a row now, in the transaction in which it did, and notifications soon after."""

from __future__ import annotations

from typing import Any

from community.notifications.models import Event
from config.kit.claims import nudge


def tell(kind: str, *, key: str, **about: Any) -> Event:
    """Write down an event of `kind`; a worker makes notifications of it.

    `key` names what happened: telling it again gives the same event. `about` are the fields of `Event`
    that say what it is about: actor, post, comment, subscription, order, moderation. Call it inside a transaction.
    """
    from community.notifications.tasks import make_notifications

    event, is_new = Event.objects.get_or_create(key=key, defaults={"kind": kind, **about})
    if is_new:
        nudge(make_notifications, event.pk, queue="now")
    return event
