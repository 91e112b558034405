"""Hails that stores were called to, answers, and what is agreed on."""

from __future__ import annotations

from datetime import date
from typing import Any

from community.calling.indexing import write_terms
from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.notifications.models import Event
from community.notifications.tasks import make_notifications
from community.offers.choosing import accept_offer
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from shop.orders.models import Order
from shop.orders.receiving import confirm_received
from shop.orders.shipping import ship
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import new_key, pay

WORDS = "要 12 份桂花酥，周六下午用"
TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}


def stores(number: int = 1) -> list[Any]:
    """Stores that have what is asked for."""
    made = [ProductFactory(name="桂花酥", stock=40).store for _ in range(number)]
    for store in made:
        write_terms(store)
    return made


def hail(person: Any = None, **how: Any) -> Hail:
    """A hail, and the stores that were there called to it."""
    made = post_hail(person or PersonFactory(), **({"text": WORDS} | how))
    call_wave(Wave.objects.get(hail=made).pk)
    return made


def call_of(made: Hail, store: Any) -> Call:
    return Call.objects.get(hail=made, store=store)


def answered(made: Hail, store: Any, **terms: Any) -> Offer:
    """The store's offer on a hail."""
    return make_offer(
        store.owner, hail=made, store=store, terms=Terms(**({"title": "桂花酥", "unit_price": 900} | terms))
    )


def chosen(offer: Offer) -> Order:
    return accept_offer(offer.hail.person, offer=offer, version=offer.version, idempotency_key=new_key(), **TO)


def agreed(ready_on: date | None = None, person: Any = None) -> Offer:
    """An offer that was chosen; its order waits to be paid."""
    (store,) = stores()
    offer = answered(hail(person), store, ready_on=ready_on)
    chosen(offer)
    offer.refresh_from_db()
    return offer


def paid(offer: Offer) -> Order:
    order = offer.order
    assert order is not None
    pay(order.purchase)
    order.refresh_from_db()
    return order


def received(offer: Offer) -> Order:
    order = paid(offer)
    ship(offer.seller, order=order)
    confirm_received(order.buyer, order=order)
    offer.refresh_from_db()
    return order


def tell_all_that_waits() -> None:
    """What a worker does about events until none is left."""
    for pk in Event.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True):
        make_notifications(pk)
