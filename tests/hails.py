"""Hails and what stores answer, made by the verbs that people use, for tests of the rooms around them."""

from __future__ import annotations

from typing import Any

from community.calling.indexing import write_terms
from community.calling.models import Wave
from community.calling.tasks import call_wave
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from tests.factories import PersonFactory, ProductFactory


def shelf(name: str = "桂花酥", **fields: Any) -> Any:
    """A product of a store of its own, found by its name."""
    product = ProductFactory(name=name, **fields)
    write_terms(product.store)
    return product


def hailed(person: Any = None, *, text: str = "要 12 份桂花酥", **fields: Any) -> Hail:
    """A hail whose first wave was called."""
    hail = post_hail(person or PersonFactory(), text=text, **fields)
    call_wave(Wave.objects.get(hail=hail).pk)
    hail.refresh_from_db()
    return hail


def offered(hail: Hail, product: Any, **terms: Any) -> Offer:
    """What the product's store offers."""
    given = Terms(**{"quantity": 2, "unit_price": 900, **terms})
    return make_offer(product.store.owner, hail=hail, store=product.store, terms=given, variant=product.variant)
