"""On a store's and a product's page: on whose shelves it stands, and the way to vouch for it."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.groups.models import Group
from community.shelves.policies import seller_id_of
from community.shelves.showing import standing_in
from shop.catalog.places import product_trust
from shop.stores.places import store_header


@product_trust.fill
def shelves_of_products(products: list[Any], viewer: Any) -> dict[int, SafeString]:
    return _fragments(products, viewer, "product", "shelves/on_product.html")


@store_header.fill
def shelves_of_stores(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    return _fragments(stores, viewer, "store", "shelves/on_store.html")


def _fragments(subjects: list[Any], viewer: Any, kind: str, template: str) -> dict[int, SafeString]:
    """At most three queries: where they stand, with how many words, and whether the reader is in any group."""
    standing = standing_in(subjects, viewer, kind)
    member = viewer.is_authenticated and Group.objects.joined_by(viewer).exists()
    found = {}
    for subject in subjects:
        can_vouch = member and seller_id_of(subject) != viewer.pk
        if can_vouch or standing.get(subject.pk):
            shown = {"subject": subject, "shelves": standing.get(subject.pk, [])[:2], "can_vouch": can_vouch}
            found[subject.pk] = render_to_string(template, shown)
    return found
