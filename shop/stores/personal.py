"""A person's stores."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from config.kit.personal import Row, erased, exported
from shop.stores.models import Store, StoreDraft


@exported("stores")
def stores(person: Any) -> Iterable[Row]:
    return Store.objects.filter(owner=person).values(
        "slug",
        "name",
        "tagline",
        "story",
        "state",
        "place_name",
        "lat",
        "lon",
        "currency",
        "delivery_fee",
        "delivery_note",
        "created_at",
    )


@erased
def forget_stores(person: Any) -> None:
    """A store keeps its name, by which its buyers know from whom they bought, and nothing else."""
    StoreDraft.objects.filter(person=person).delete()
    Store.objects.filter(owner=person).update(
        state=Store.State.CLOSED,
        tagline="",
        story="",
        place_name="",
        lat=None,
        lon=None,
        delivery_note="",
        photo=None,
    )
