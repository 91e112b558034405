"""A break: everything stays to be seen, nothing can be bought."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, NotAllowed
from shop.events import store_paused, store_resumed
from shop.stores.models import Store
from shop.stores.policies import owns_store


class StoreClosed(Conflict):
    code = "store_closed"
    message = _("This store was closed by the site.")


def pause_store(person: Any, *, store: Store) -> Store:
    """Stop selling for a while; pausing twice changes nothing. Raises NotAllowed, StoreClosed."""
    return _switch(person, store, Store.State.OPEN, Store.State.PAUSED, store_paused)


def resume_store(person: Any, *, store: Store) -> Store:
    """Sell again; resuming twice changes nothing. Raises NotAllowed, StoreClosed."""
    return _switch(person, store, Store.State.PAUSED, Store.State.OPEN, store_resumed)


@transaction.atomic
def _switch(person: Any, store: Store, before: str, after: str, signal: Signal) -> Store:
    if not owns_store(person, store):
        raise NotAllowed
    changed = Store.objects.filter(pk=store.pk, state=before).update(state=after)
    store.refresh_from_db(fields=["state"])
    if store.state == Store.State.CLOSED:
        raise StoreClosed
    if changed:
        signal.send(sender=Store, store=store, actor=person)
    return store
