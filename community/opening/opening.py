"""Opening a store as someone whom the site does not know yet."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.people.contacts import Contact
from community.people.joining import join
from config.kit.lines import one_line
from shop.stores.models import Store, StoreDraft
from shop.stores.opening import open_from_draft

# A form that was sent twice arrives twice within this time.
TWICE = timedelta(minutes=2)


@transaction.atomic
def open_as_newcomer(*, draft: StoreDraft, contact: Contact) -> Store:
    """Make a person who is reached through `contact` and open the draft's store for them, both or neither.

    They are called as their store is until they say otherwise. A draft opens one store for one person, however
    often this is called. Raises ContactTaken, and what `open_from_draft` raises.
    """
    # Without joins: what is joined would be read as it was before the wait for the lock.
    held = StoreDraft.objects.select_for_update().get(pk=draft.pk)
    if held.store is not None:
        return held.store
    name = one_line(held.store_name, field="store_name", most=40)
    return open_from_draft(join(contact=contact, name=name), draft=held)


def was_just_opened_with(draft: StoreDraft, contact: Contact) -> bool:
    """Whether a newcomer with this contact opened the draft's store a moment ago: their form was sent twice."""
    if draft.store is None or draft.updated_at < timezone.now() - TWICE:
        return False
    owner = draft.store.owner
    return getattr(owner, contact.kind) == contact.value and draft.store.created_at - owner.date_joined < TWICE
