"""Choosing an offer: one order, at its price, with its stock, and nothing else of the hail is left open."""

from __future__ import annotations

from typing import Any

import pytest

from community.calling.indexing import write_terms
from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.hail.ending import wave_off
from community.hail.errors import HailOver
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.offers.choosing import accept_offer
from community.offers.errors import OfferChanged
from community.offers.making import Terms, change_offer, make_offer
from community.offers.models import Offer
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import place

pytestmark = pytest.mark.django_db

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}


@pytest.fixture
def offers() -> list[Offer]:
    """Two stores' offers on one hail."""
    products: list[Any] = [ProductFactory(name="桂花酥"), ProductFactory(name="桂花酥礼盒")]
    for product in products:
        write_terms(product.store)
    hail = post_hail(PersonFactory(), text="要 12 份桂花酥", idempotency_key="a")
    call_wave(Wave.objects.get(hail=hail).pk)
    return [
        make_offer(
            call.store.owner, hail=hail, store=call.store, terms=Terms(quantity=2, unit_price=900), variant=one.variant
        )
        for one, call in zip(products, Call.objects.order_by("store_id"), strict=True)
    ]


def test_it_becomes_an_order(offers: list[Offer]) -> None:
    hail = offers[0].hail
    order = accept_offer(hail.person, offer=offers[0], version=1, idempotency_key="x", **TO)

    assert (order.total, order.store, order.buyer) == (1800, offers[0].store, hail.person)
    assert StockItem.objects.get(variant=offers[0].variant).reserved == 2
    assert [Offer.objects.get(pk=offer.pk).state for offer in offers] == ["chosen", "passed"]
    assert Hail.objects.get(pk=hail.pk).state == "chosen"


def test_the_same_key_gives_the_same_order(offers: list[Offer]) -> None:
    hail = offers[0].hail
    order = accept_offer(hail.person, offer=offers[0], version=1, idempotency_key="x", **TO)
    assert accept_offer(hail.person, offer=offers[0], version=1, idempotency_key="x", **TO) == order


def test_a_key_that_bought_something_else_finds_none_of_it(offers: list[Offer]) -> None:
    hail = offers[0].hail
    bought = place(hail.person, ProductFactory(), key="x")
    order = accept_offer(hail.person, offer=offers[0], version=1, idempotency_key="x", **TO)
    assert order.purchase != bought
    assert order.total == 1800


def test_the_second_one_loses(offers: list[Offer]) -> None:
    hail = offers[0].hail
    accept_offer(hail.person, offer=offers[0], version=1, idempotency_key="x", **TO)
    with pytest.raises(HailOver):
        accept_offer(hail.person, offer=offers[1], version=1, idempotency_key="y", **TO)


def test_what_was_waved_off_cannot_be_chosen(offers: list[Offer]) -> None:
    hail = offers[0].hail
    wave_off(hail.person, hail=hail)
    with pytest.raises(HailOver):
        accept_offer(hail.person, offer=offers[0], version=1, idempotency_key="x", **TO)
    assert not Hail.objects.visible_to(offers[0].seller).exists()
    assert not Offer.objects.visible_to(offers[0].seller).exists()


def test_what_was_changed_meanwhile_is_looked_at_again(offers: list[Offer]) -> None:
    hail = offers[0].hail
    change_offer(offers[0].seller, offer=offers[0], terms=Terms(quantity=2, unit_price=1000))
    with pytest.raises(OfferChanged):
        accept_offer(hail.person, offer=offers[0], version=1, idempotency_key="x", **TO)
    assert Hail.objects.get(pk=hail.pk).is_open
