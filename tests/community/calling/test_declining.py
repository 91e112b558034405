"""Putting a call aside, and taking it up again."""

from __future__ import annotations

import pytest

from community.calling.declining import Answered, decline, take_up
from community.calling.models import Call
from community.offers.making import Terms, make_offer
from config.kit.errors import NotAllowed
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def waiting(person):
    return Call.objects.waiting_for(person)


def test_it_waits_no_more_until_it_is_taken_up(hail_for):
    call = hail_for()
    owner = call.store.owner
    decline(owner, call=call)
    first = decline(owner, call=call).declined_at
    assert Call.objects.get(pk=call.pk).declined_at == first
    assert call not in waiting(owner)
    take_up(owner, call=call)
    assert call in waiting(owner)


def test_who_answered_takes_the_offer_back_first(hail_for):
    call = hail_for()
    make_offer(call.store.owner, hail=call.hail, store=call.store, terms=Terms(title="酥", unit_price=900))
    with pytest.raises(Answered):
        decline(call.store.owner, call=call)


def test_answering_takes_it_up(hail_for):
    call = hail_for()
    decline(call.store.owner, call=call)
    make_offer(call.store.owner, hail=call.hail, store=call.store, terms=Terms(title="酥", unit_price=900))
    assert call in waiting(call.store.owner)


def test_others_may_not(hail_for):
    call = hail_for()
    with pytest.raises(NotAllowed):
        decline(PersonFactory(), call=call)
    with pytest.raises(NotAllowed):
        take_up(call.hail.person, call=call)
