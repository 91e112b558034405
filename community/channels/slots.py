"""On a store's page: follow it, see how many do, and hear it again when it is silenced."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.channels.showing import relations
from shop.stores.places import store_actions, store_header


@store_actions.fill
def follow_buttons(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    return {
        pk: render_to_string("channels/follow_button.html", {"relation": found, "viewer": viewer})
        for pk, found in relations(viewer, stores).items()
        if not found.is_own
    }


@store_header.fill
def follower_chips(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    return {
        pk: render_to_string("channels/followers.html", {"relation": found})
        for pk, found in relations(viewer, stores).items()
        if found.followers or found.muted
    }
