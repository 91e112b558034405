"""Picks on the pages of what was picked, and on the profile of who picked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.people.places import person_sections
from community.picks.forms import PickForm
from community.picks.models import PickList
from community.picks.policies import seller_id_of
from community.picks.showing import PickedBy, lists_of, picked_by, picked_by_members
from community.shelves.places import shelf_thing
from community.trust.topics import topics_of_products
from shop.catalog.models import Product
from shop.catalog.places import product_trust
from shop.stores.places import store_header

FEW = 3


@dataclass(frozen=True)
class OnProduct:
    """Who picked the product, and the form by which the reader picks it; None where they cannot."""

    product: Product
    by: PickedBy
    form: PickForm | None = None
    template: str = "picks/on_product.html"


@product_trust.fill
def picks_of_products(products: list[Any], viewer: Any) -> dict[int, Any]:
    """At most three queries: who picked them, the reader's lists, and the products' topics."""
    found = picked_by(products, viewer, "product")
    may = viewer.is_authenticated and viewer.is_active
    lists = _own_lists(viewer) if may else []
    topics = topics_of_products([product.pk for product in products]) if may else {}
    parts = {}
    for product in products:
        topic = topics[product.pk].name if product.pk in topics else ""
        can_pick = may and seller_id_of(product) != viewer.pk and product.state == Product.State.PUBLISHED
        form = PickForm(lists=lists, topic=topic, auto_id="pick-%s") if can_pick else None
        if form or product.pk in found:
            parts[product.pk] = OnProduct(product, found.get(product.pk, PickedBy()), form)
    return parts


def _own_lists(viewer: Any) -> list[PickList]:
    mine = PickList.objects.filter(person=viewer, deleted_at=None, hidden_at=None)
    return list(mine.select_related("topic"))


@store_header.fill
def picks_of_stores(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    """One query."""
    found = picked_by(stores, viewer, "store")
    may = viewer.is_authenticated and viewer.is_active
    parts = {}
    for store in stores:
        shown = {"store": store, "by": found.get(store.pk), "can_pick": may and store.owner_id != viewer.pk}
        if shown["by"] or shown["can_pick"]:
            parts[store.pk] = render_to_string("picks/on_store.html", shown)
    return parts


@shelf_thing.fill
def picks_of_members(items: list[Any], viewer: Any) -> dict[int, SafeString]:
    """What members picked of what stands on their group's shelf. One query."""
    found = picked_by_members(items, viewer)
    return {pk: render_to_string("picks/on_shelf.html", {"by": by}) for pk, by in found.items()}


@person_sections.fill
def lists_of_people(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    """The first lists of each; to oneself the way to begin one."""
    parts = {}
    for person in people:
        lists, is_me = lists_of(person, viewer), viewer == person
        if lists or is_me:
            shown = {"person": person, "lists": lists[:FEW], "more": len(lists) > FEW, "is_me": is_me}
            parts[person.pk] = render_to_string("picks/section.html", shown)
    return parts
