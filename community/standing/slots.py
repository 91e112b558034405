"""Beside every store, product, review and person: how they stand with whoever reads, on pages and in the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.people.places import person_header, person_standing, person_trust
from community.standing.showing import chips, in_short, sheet
from community.standing.subjects import Subject, subjects_of_people, subjects_of_products, subjects_of_stores
from community.trust.standing import voices_of
from shop.catalog.places import product_standing, product_trust
from shop.reviews.places import review_standing, reviews_order
from shop.stores.places import store_header, store_standing


@store_header.lead
def chips_of_stores(stores: list[Any], viewer: Any) -> dict[int, SafeString]:
    return _fragments(subjects_of_stores(stores), viewer)


@person_header.fill
def chips_of_people(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    return _fragments(subjects_of_people(people), viewer)


@product_trust.lead
def cards_of_products(products: list[Any], viewer: Any) -> dict[int, SafeString]:
    """Why one may trust whoever sells it."""
    return _cards(subjects_of_products(products), viewer)


@person_trust.fill
def cards_of_people(people: list[Any], viewer: Any) -> dict[int, SafeString]:
    """How one knows them."""
    return {} if not viewer.is_authenticated else _cards(subjects_of_people(people), viewer, even_empty=False)


@store_standing.fill
def standing_of_stores(stores: list[Any], viewer: Any) -> dict[int, dict[str, Any]]:
    others = [store for store in stores if store.owner_id != viewer.pk]
    return in_short(subjects_of_stores(others), viewer) if others else {}


@product_standing.fill
def standing_of_products(products: list[Any], viewer: Any) -> dict[int, dict[str, Any]]:
    others = [product for product in products if product.store.owner_id != viewer.pk]
    return in_short(subjects_of_products(others), viewer) if others else {}


@person_standing.fill
def standing_of_people(people: list[Any], viewer: Any) -> dict[int, dict[str, Any]]:
    return in_short(subjects_of_people(people), viewer)


@review_standing.fill
def standing_of_buyers(reviews: list[Any], viewer: Any) -> dict[int, dict[str, Any]]:
    """Whose account is closed stands nowhere."""
    buyers = {review.pk: review.buyer for review in reviews if review.buyer and review.buyer.is_active}
    found = in_short(subjects_of_people(list({buyer.pk: buyer for buyer in buyers.values()}.values())), viewer)
    return {pk: found[buyer.pk] for pk, buyer in buyers.items() if buyer.pk in found}


@reviews_order.fill
def weight_of_buyers(people: list[Any], viewer: Any) -> dict[int, float]:
    """Whose word is worth most to the reader comes first."""
    return voices_of(viewer, [person.pk for person in people])


def _fragments(subjects: Sequence[Subject], viewer: Any) -> dict[int, SafeString]:
    return {pk: render_to_string("standing/chip.html", {"chip": chip}) for pk, chip in chips(subjects, viewer).items()}


def _cards(subjects: Sequence[Subject], viewer: Any, *, even_empty: bool = True) -> dict[int, SafeString]:
    """A page has one of them; of each its own statements."""
    shown = {subject.thing.pk: sheet(subject, viewer) for subject in subjects if subject.owner.pk != viewer.pk}
    return {
        pk: render_to_string("standing/card.html", {"sheet": made})
        for pk, made in shown.items()
        if even_empty or made.told.path_text or made.told.reasons
    }
