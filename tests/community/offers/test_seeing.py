"""Which offers a hailer sees, and can choose."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from community.calling.models import Call
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.offers.choosing import accept_offer
from community.offers.errors import OfferGone
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from community.people.models import Block
from tests.factories import PersonFactory, StoreFactory

pytestmark = pytest.mark.django_db

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}


@pytest.fixture
def offer() -> Offer:
    hail, store = post_hail(PersonFactory(), text="茶"), StoreFactory()
    Call.objects.create(hail=hail, store=store, wave=1)
    return make_offer(store.owner, hail=hail, store=store, terms=Terms(title="茶", unit_price=100))


def choose(offer: Offer) -> Any:
    return accept_offer(offer.hail.person, offer=offer, version=1, idempotency_key="x", **TO)


@pytest.mark.parametrize("way", ["hailer", "seller"])
def test_of_whom_a_block_stands_between_nothing_is_chosen(offer, way):
    me, who = offer.hail.person, offer.seller
    Block.objects.create(person=me if way == "hailer" else who, blocked=who if way == "hailer" else me)
    assert not Offer.objects.visible_to(me).exists()
    with pytest.raises(OfferGone):
        choose(offer)
    assert Hail.objects.get().is_open


def test_what_a_moderator_hid_is_not_chosen(offer):
    Offer.objects.update(hidden_at=timezone.now(), hidden_reason="广告")
    assert not Offer.objects.visible_to(offer.hail.person).exists()
    assert Offer.objects.visible_to(offer.seller).exists()
    with pytest.raises(OfferGone):
        choose(offer)


def test_what_was_chosen_stays(offer):
    choose(offer)
    Block.objects.create(person=offer.hail.person, blocked=offer.seller)
    Offer.objects.update(hidden_at=timezone.now())
    for person in (offer.hail.person, offer.seller):
        assert Offer.objects.visible_to(person).get() == offer
