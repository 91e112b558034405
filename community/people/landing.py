"""The page that a guest sees first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.lessons.course import Lesson, course
from shop.catalog.models import Product
from shop.stores.models import Store

# How far back to look for a store with something to show.
RECENT = 80
SHOWN_PRODUCTS = 4
SHOWN_STORES = 6
# The lessons that the three ideas are told in.
IDEAS = (1, 3, 4)


@dataclass(frozen=True)
class LivingExample:
    """A store of the site as it is now, with its newest goods."""

    store: Store
    products: list[Product]


def landing(request: HttpRequest) -> HttpResponse:
    """One sentence, the way to a store of one's own, a living example, a way to look around."""
    example = living_example()
    stores = Store.objects.visible_to(AnonymousUser()).selling().select_related("photo")
    if example is not None:
        stores = stores.exclude(pk=example.store.pk)
    ideas: dict[str, Lesson] = {f"idea_{number}": course()[number - 1] for number in IDEAS}
    context: dict[str, Any] = {"example": example, "stores": list(stores[:SHOWN_STORES]), **ideas}
    return render(request, "people/landing.html", context)


def living_example() -> LivingExample | None:
    """The store with the newest goods that has at least four with pictures, or else the one with the most.

    None where no store has any. Three queries, and those that tiles prefetch.
    """
    guest = AnonymousUser()
    shelf = Product.objects.published().filter(store__in=Store.objects.visible_to(guest).selling())
    pictured = shelf.exclude(pictures=None)
    recent = list(pictured.order_by("-id").values_list("store_id", flat=True)[:RECENT])
    if not recent:
        return None
    counts = Counter(recent)
    full = next((store for store in dict.fromkeys(recent) if counts[store] >= SHOWN_PRODUCTS), None)
    store_id = full or counts.most_common(1)[0][0]
    store = Store.objects.select_related("photo", "owner").get(pk=store_id)
    products = pictured.filter(store=store).distinct().order_by("-id").for_tiles()[:SHOWN_PRODUCTS]
    return LivingExample(store, list(products))
