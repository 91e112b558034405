"""Changing what a store says of itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from config.kit.errors import NotAllowed
from config.kit.unwanted import check_words
from content.pictures.hanging import own_picture
from shop.stores.models import Store
from shop.stores.policies import can_edit_store
from shop.stores.wording import WORDS, checked


@transaction.atomic
def edit_store(person: Any, *, store: Store, **changes: Any) -> Store:
    """Change any of `name`, `tagline`, `story`, `place_name`, `place` (a Place or None), `photo` (a Picture or None),
    `delivery_fee` (minor units), `delivery_note` and `commission` (per cent that it pays those who recommend it); what
    is not given stays.

    Raises NotAllowed, and Invalid at the field at fault.
    """
    if not can_edit_store(person, store):
        raise NotAllowed
    columns: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "photo":
            columns["photo"] = value if value == store.photo else own_picture(person, value)
        else:
            columns |= checked(name, value)
    check_words({name: columns[name] for name in WORDS if name in columns}, kept=store)
    for name, value in columns.items():
        setattr(store, name, value)
    store.save(update_fields=[*columns, "updated_at"])
    return store
