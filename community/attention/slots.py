"""On one's own profile and desk: how one's words are received."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.attention.showing import budget_shown
from community.channels.channels import channel_of
from community.people.places import person_sections
from shop.desk.places import desk_today


def card(subject: Any, viewer: Any) -> SafeString:
    return render_to_string("attention/received.html", budget_shown(viewer, channel_of(subject)))


@person_sections.fill
def received_by_followers(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    return {person.pk: card(person, viewer) for person in people if viewer.is_authenticated and viewer.pk == person.pk}


@desk_today.fill
def received_by_customers(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    return {store.pk: card(store, viewer) for store in stores if store.owner_id == viewer.pk}
