"""The site closes a store, or lets it open again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from config.kit.errors import NotAllowed
from config.kit.lines import one_line
from shop.events import store_closed, store_reopened
from shop.stores.models import Store
from shop.stores.policies import can_close_store


@transaction.atomic
def close_store(person: Any, *, store: Store, reason: str) -> Store:
    """Take a store out of sight of all but its owner and the staff; closing twice changes nothing.

    Orders that were placed go on. Raises NotAllowed, and Invalid at "reason".
    """
    if not can_close_store(person, store):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200)
    open_ones = Store.objects.filter(pk=store.pk).exclude(state=Store.State.CLOSED)
    if open_ones.update(state=Store.State.CLOSED, closed_reason=reason):
        store.state, store.closed_reason = Store.State.CLOSED, reason
        store_closed.send(sender=Store, store=store, actor=person, reason=reason)
    return store


@transaction.atomic
def reopen_store(person: Any, *, store: Store, reason: str) -> Store:
    """Let a closed store open again; for any other nothing changes. Raises NotAllowed, and Invalid at "reason"."""
    if not can_close_store(person, store):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200)
    closed_ones = Store.objects.filter(pk=store.pk, state=Store.State.CLOSED)
    if closed_ones.update(state=Store.State.OPEN, closed_reason=""):
        store.state, store.closed_reason = Store.State.OPEN, ""
        store_reopened.send(sender=Store, store=store, actor=person, reason=reason)
    return store
