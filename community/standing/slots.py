"""Beside every store, product and person: how they stand with whoever reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.people.places import person_header, person_trust
from community.standing.showing import chips, sheet
from community.standing.subjects import Subject, subjects_of_people, subjects_of_products, subjects_of_stores
from community.trust.standing import voices_of
from shop.catalog.places import product_trust
from shop.reviews.places import reviews_order
from shop.stores.places import store_header


@store_header.fill
def chips_of_stores(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    return _fragments(subjects_of_stores(stores), viewer)


@person_header.fill
def chips_of_people(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    return _fragments(subjects_of_people(people), viewer)


@product_trust.fill
def cards_of_products(products: list[Any], viewer: Any) -> dict[int, SafeString]:
    """Why one may trust whoever sells it."""
    return _cards(subjects_of_products(products), viewer)


@person_trust.fill
def cards_of_people(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    """How one knows them."""
    return {} if not viewer.is_authenticated else _cards(subjects_of_people(people), viewer)


@reviews_order.fill
def weight_of_buyers(people: list[Any], viewer: Any) -> dict[int, float]:
    """Whose word is worth most to the reader comes first."""
    return voices_of(viewer, [person.pk for person in people])


def _fragments(subjects: Sequence[Subject], viewer: Any) -> dict[int, SafeString]:
    return {pk: render_to_string("standing/chip.html", {"chip": chip}) for pk, chip in chips(subjects, viewer).items()}


def _cards(subjects: Sequence[Subject], viewer: Any) -> dict[int, SafeString]:
    """A page has one of them; of each its own statements."""
    shown = {subject.thing.pk: sheet(subject, viewer) for subject in subjects if subject.owner.pk != viewer.pk}
    return {pk: render_to_string("standing/card.html", {"sheet": made}) for pk, made in shown.items()}
