"""A block, a suspension and a closed account end what was open between people."""

from __future__ import annotations

import pytest

from community.calling.models import Call
from community.hail.models import Hail
from community.offers.errors import OfferGone
from community.offers.models import Offer
from community.people.blocking import block, unblock
from community.people.suspending import suspend_person
from community.privacy.closing import close_account
from community.privacy.models import Erasure
from community.privacy.tasks import erase
from config.kit.errors import DomainError
from tests.community.offers.answering import answered, call_of, chosen, hail, stores
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_whoever_hailed_ends_it_with_a_block() -> None:
    one, other = stores(2)
    made = hail()
    offer, kept = answered(made, one), answered(made, other)
    block(made.person, other=one.owner)

    assert list(Offer.objects.visible_to(made.person)) == [kept]
    assert not Hail.objects.visible_to(one.owner).exists()
    assert not Offer.objects.visible_to(one.owner).exists()
    assert not Call.objects.visible_to(one.owner).exists()
    with pytest.raises(OfferGone):
        chosen(offer)
    assert Hail.objects.get().is_open


def test_a_seller_who_blocks_finds_nobody_out() -> None:
    (store,) = stores()
    made = hail()
    offer = answered(made, store)
    block(store.owner, other=made.person)

    assert not Offer.objects.visible_to(made.person).exists()
    assert Call.objects.waiting_for(store.owner).exists()
    assert Offer.objects.visible_to(store.owner).get().state == "open"
    with pytest.raises(DomainError):
        chosen(offer)


def test_it_does_not_come_back_with_the_block_taken_back() -> None:
    """Else the seller would learn that it was one."""
    (store,) = stores()
    made = hail()
    block(made.person, other=store.owner)
    unblock(made.person, other=store.owner)
    assert not Hail.objects.visible_to(store.owner).exists()
    assert not Call.objects.waiting_for(store.owner).exists()
    with pytest.raises(DomainError):
        answered(made, store)


def test_a_block_leaves_what_was_agreed() -> None:
    (store,) = stores()
    offer = answered(hail(), store)
    order = chosen(offer)
    block(offer.hail.person, other=store.owner)
    assert Offer.objects.get().order == order
    assert call_of(offer.hail, store).ended_at is None


def test_with_a_seller_who_is_suspended_their_offers_end() -> None:
    (store,) = stores()
    offer = answered(hail(), store)
    suspend_person(PersonFactory(is_staff=True), target=store.owner, reason="卖假货")
    assert not Offer.objects.visible_to(offer.hail.person).exists()
    with pytest.raises(DomainError):
        chosen(offer)


def test_the_hails_of_who_is_suspended_are_seen_by_nobody() -> None:
    (store,) = stores()
    made = hail()
    suspend_person(PersonFactory(is_staff=True), target=made.person, reason="广告")
    assert not Hail.objects.visible_to(store.owner).exists()


def test_with_an_account_what_is_open_ends() -> None:
    (store,) = stores()
    made = hail()
    answered(made, store)
    for person in (made.person, store.owner):
        close_account(person)
        erase(Erasure.objects.get(person=person).pk)
    made.refresh_from_db()
    assert (made.state, made.text, made.tags.count()) == ("waved_off", "", 0)
    offer = Offer.objects.get()
    assert (offer.state, offer.title, offer.words) == ("ended", "", "")


def test_with_a_sellers_account_their_offers_end() -> None:
    (store,) = stores()
    offer = answered(hail(), store)
    close_account(store.owner)
    erase(Erasure.objects.get().pk)
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
