"""What a store's pages say of themselves outside."""

from __future__ import annotations

from django.utils.translation import gettext as _

from config.kit.geo import MICRO
from config.kit.outlines import PRIVATE, Context, Data, Outline, absolute, outline
from content.text.markdown import plain_text
from shop.stores.models import Store


@outline("store", "store_knows", "store_about", "store_news", "store_reviews", "store_share")
def store_outline(context: Context) -> Outline | None:
    """A store, while one can buy there."""
    store: Store | None = context.get("store")
    if store is None:
        return None
    if not is_public(store):
        return PRIVATE
    trail = [(_("Stores"), "/stores/"), (store.name, store.get_absolute_url())]
    return Outline(data=[{**store_thing(store), **_whereabouts(store)}], trail=trail)


def is_public(store: Store) -> bool:
    """Whether the store is told of outside: it is open, and so is its owner's account."""
    return store.is_open and store.owner.is_active


def store_thing(store: Store) -> Data:
    """The store, as other things name it."""
    url = absolute(store.get_absolute_url())
    return {"@type": "Store", "@id": url, "name": store.name, "url": url}


def _whereabouts(store: Store) -> Data:
    place = store.place
    return {
        "description": store.tagline or plain_text(store.story),
        "image": absolute(store.photo.url(1280)) if store.photo else "",
        "address": {"@type": "PostalAddress", "addressLocality": store.place_name} if store.place_name else "",
        "geo": {"@type": "GeoCoordinates", "latitude": place.lat / MICRO, "longitude": place.lon / MICRO}
        if place
        else "",
        "currenciesAccepted": store.currency,
    }
