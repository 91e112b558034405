"""On the seller's desk: how many hails wait for an answer, and whether the store is on duty."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.calling.duties import duties_of
from community.calling.models import Call
from shop.desk.places import Waiting, desk_to_do, desk_today


@desk_to_do.lead
def hails_wait(stores: list[Any], viewer: Any) -> dict[int, Waiting]:
    """One query."""
    waiting = Call.objects.waiting_for(viewer).unanswered().filter(store__in=stores)
    counts = dict(waiting.order_by().values_list("store").annotate(count=Count("pk")))
    own = [store for store in stores if store.owner_id == viewer.pk]
    return {store.pk: Waiting("calling/on_desk.html", counts.get(store.pk, 0)) for store in own}


@desk_today.fill
def on_duty(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    """One query; what the record says is a tap away."""
    own = [store for store in stores if store.owner_id == viewer.pk]
    for store in own:
        store.owner = viewer
    return {row.store.pk: render_to_string("calling/desk_card.html", {"row": row}) for row in duties_of(viewer, own)}
