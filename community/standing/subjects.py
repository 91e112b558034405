"""What a reader asks about: a person, a store or a product, and who answers for it in which topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from community.people.models import Person
from community.people.showing import person_of
from community.trust.topics import topics_of_products, topics_of_stores
from shop.catalog.models import Product
from shop.catalog.views import product_of
from shop.stores.models import Store
from shop.stores.showing import store_of


@dataclass(frozen=True)
class Subject:
    """`owner` is whose standing it is; `topic` the tag in which it is asked for, None for all topics as one."""

    kind: str
    thing: Any
    owner: Any
    topic: Any = None

    @property
    def name(self) -> str:
        return str(self.thing)

    @property
    def sheet_url(self) -> str:
        return sheet_url(self.kind, self.thing)


def sheet_url(kind: str, thing: Any) -> str:
    """The page that says how it stands."""
    if kind == "product":
        return reverse("standing_of_product", args=[thing.store.slug, thing.slug])
    return reverse(f"standing_of_{kind}", args=[thing.username if kind == "person" else thing.slug])


def store_subject(viewer: Any, slug: str) -> Subject:
    """Raises Http404."""
    store = store_of(viewer, slug)
    return Subject("store", store, store.owner, topics_of_stores([store.pk]).get(store.pk))


def product_subject(viewer: Any, store: str, product: str) -> Subject:
    """Raises Http404."""
    found = product_of(viewer, store, product)
    return Subject("product", found, found.store.owner, topics_of_products([found.pk]).get(found.pk))


def person_subject(viewer: Any, username: str) -> Subject:
    """Raises Http404."""
    person = person_of(viewer, username)
    return Subject("person", person, person)


def subjects_of_stores(stores: Sequence[Store]) -> list[Subject]:
    """Two queries."""
    topics = topics_of_stores([store.pk for store in stores])
    return [Subject("store", store, store.owner, topics.get(store.pk)) for store in stores]


def subjects_of_products(products: Sequence[Product]) -> list[Subject]:
    """One query."""
    topics = topics_of_products([product.pk for product in products])
    return [Subject("product", product, product.store.owner, topics.get(product.pk)) for product in products]


def subjects_of_people(people: Sequence[Person]) -> list[Subject]:
    return [Subject("person", person, person) for person in people]
