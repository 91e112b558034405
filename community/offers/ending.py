"""Offers that end while their hail goes on: two people are nothing to each other any more, or a seller is gone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.calling.models import Call
from community.events import call_ended, offer_withdrawn
from community.hail.models import Hail
from community.offers.models import Offer

State = Offer.State


@transaction.atomic
def end_calls(hailer: Any, *, seller: Any) -> None:
    """Who hailed wants to hear nothing more from a seller (primary keys): what is open between them ends, for good.

    The seller finds the hail as if it had been waved off, thanks included, and learns nothing of a block, nor when it
    is taken back. The other way round nothing ends for the seller who blocks, or they could try one member after
    another until a hail is gone; whoever hailed sees no offer of theirs, and cannot choose it (`Offer.visible_to`).
    """
    hails = Hail.objects.filter(person=hailer, state=Hail.State.OPEN)
    # All of them, so that nobody is called and nothing is offered meanwhile.
    list(hails.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    calls = Call.objects.filter(hail__in=hails, store__owner=seller, ended_at=None)
    for call in calls.select_related("store", "hail").order_by("hail_id", "pk"):
        offer = Offer.objects.filter(call=call, state=State.OPEN).first()
        if offer is not None and not _take_away(offer, State.ENDED):
            offer = None
        if Call.objects.filter(pk=call.pk, ended_at=None).update(ended_at=timezone.now()):
            call_ended.send(sender=Call, call=call, offer=offer)


@transaction.atomic
def withdraw_all(seller: Any) -> None:
    """Take back all open offers of a person who cannot stand by them any more."""
    for offer in Offer.objects.filter(seller=seller, state=State.OPEN).order_by("hail_id", "pk"):
        _hold(offer.hail_id)
        _take_away(offer, State.WITHDRAWN)


def _hold(hail_id: int) -> None:
    """Whoever chooses holds the hail first: so of choosing and ending one comes first."""
    Hail.objects.select_for_update(no_key=True).filter(pk=hail_id).first()


def _take_away(offer: Offer, state: str) -> bool:
    """Whether it was still open. What a block ended is called as after a waving off, also in what one takes along."""
    still = Offer.objects.filter(pk=offer.pk, state=State.OPEN)
    if not still.update(state=state, closed_at=timezone.now()):
        return False
    offer.refresh_from_db()
    offer_withdrawn.send(sender=Offer, offer=offer)
    return True
