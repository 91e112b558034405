"""An offer that does not belong is hidden from whoever hailed, by the staff."""

from __future__ import annotations

from typing import Any

import pytest

from community.moderation.models import Case
from community.moderation.reporting import report
from community.moderation.targets import find_target
from community.offers.errors import OfferGone
from community.offers.hiding import hide_offer, restore_offer
from community.offers.models import Offer
from config.kit.errors import NotAllowed
from tests.community.offers.answering import answered, chosen, hail, stores
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer() -> Offer:
    (store,) = stores()
    return answered(hail(), store)


@pytest.fixture
def clerk() -> Any:
    return PersonFactory(is_staff=True)


def test_hidden_it_can_neither_be_seen_nor_chosen(offer: Offer, clerk: Any) -> None:
    hide_offer(clerk, offer=offer, reason="加微信")
    assert not Offer.objects.visible_to(offer.hail.person).exists()
    assert Offer.objects.visible_to(offer.seller).get().hidden_reason == "加微信"
    with pytest.raises(OfferGone):
        chosen(offer)


def test_restored_it_can(offer: Offer, clerk: Any) -> None:
    hide_offer(clerk, offer=offer, reason="加微信")
    restore_offer(clerk, offer=offer, reason="看错了")
    assert chosen(Offer.objects.get(pk=offer.pk)).buyer == offer.hail.person


def test_what_was_agreed_stays(offer: Offer, clerk: Any) -> None:
    chosen(offer)
    offer.refresh_from_db()
    hide_offer(clerk, offer=offer, reason="加微信")
    assert Offer.objects.visible_to(offer.hail.person).exists()


def test_only_the_staff_hides_it(offer: Offer) -> None:
    for person in (offer.seller, offer.hail.person, PersonFactory()):
        with pytest.raises(NotAllowed):
            hide_offer(person, offer=offer, reason="加微信")


def test_whoever_got_it_reports_it(offer: Offer) -> None:
    name = f"offer:{offer.reference}"
    found = find_target(offer.hail.person, name)
    assert found == offer
    report(offer.hail.person, target=offer, reason="fraud")
    assert (Case.objects.get().about, Case.objects.get().group) == (offer.seller, None)
    assert find_target(PersonFactory(), name) is None
