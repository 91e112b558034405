"""An offer as its seller makes it and sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from community.calling.models import Call
from community.hail.models import Hail
from community.offers.fitting import buyable, goods_for
from community.offers.models import Offer
from config.kit.money import Money
from shop.catalog.models import Product, Variant
from shop.stores.models import Store

# Goods that are shown at once; of the rest so many are a tap away.
BEST, REST = 3, 60


@dataclass(frozen=True)
class Choice:
    """A variant to choose, as its row shows it."""

    variant: Variant

    @property
    def product(self) -> Product:
        return self.variant.product

    @property
    def money(self) -> Money:
        return Money(self.variant.price, self.product.store.currency)


@dataclass(frozen=True)
class Shelf:
    """What of the store could answer the hail: the `best`, and the `rest`."""

    best: Sequence[Choice]
    rest: Sequence[Choice]

    @property
    def variants(self) -> list[Variant]:
        return [choice.variant for choice in (*self.best, *self.rest)]

    @property
    def first(self) -> Choice | None:
        return next(iter(self.best), None)


def shelf_for(hail: Hail, store: Store) -> Shelf:
    """The store's goods, what fits best first: of each product the first choice at once, the others among the rest."""
    best: list[Choice] = []
    rest: list[Choice] = []
    for product in goods_for(hail, store):
        product.store = store
        for at, variant in enumerate(buyable(product)):
            (best if at == 0 and len(best) < BEST else rest).append(Choice(variant))
    return Shelf(best, rest[:REST])


def stores_answering(person: Any) -> list[Store]:
    """With which stores one can answer, the oldest first."""
    return list(Store.objects.selling().owned_by(person).select_related("owner").order_by("pk"))


def own_offer(person: Any, hail: Hail) -> Offer | None:
    """One's offer on the hail that stands or was chosen. Two queries at most."""
    mine = Offer.objects.binding().filter(hail=hail, seller=person).select_related("order", "variant__product")
    return mine.prefetch_related("pictures__picture").first()


def taken_back(person: Any, hail: Hail) -> Offer | None:
    """What one offered last and took back: a new offer begins with it."""
    mine = Offer.objects.filter(hail=hail, seller=person, state=Offer.State.WITHDRAWN)
    return mine.select_related("variant").order_by("-pk").first()


def asked_hail(person: Any, reference: str) -> Hail | None:
    """Somebody else's open hail that the person reads in a group of theirs or was called to; None where it is not, or
    no more, to be seen."""
    if not person.is_authenticated:
        raise Http404
    seen = Hail.objects.called_to(person) | Hail.objects.asked_in_groups_of(person)
    return seen.exclude(person=person).filter(reference=reference).first()


def call_of(person: Any, hail: Hail) -> Call | None:
    """The person's call to the hail; of several stores' the first."""
    return Call.objects.filter(hail=hail, store__owner=person).order_by("pk").first()
