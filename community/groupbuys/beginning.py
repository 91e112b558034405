"""Turn a hail that others want too into a group-buy, with an offer whose seller gives a price for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.events import group_buy_begun, hail_ended
from community.groupbuys.errors import NobodyElse, NotTogether
from community.groupbuys.joining import put_in
from community.groupbuys.models import GroupBuy, GroupBuyGroup
from community.groupbuys.policies import can_begin
from community.hail.ending import hold, settle
from community.hail.models import Hail
from community.offers.choosing import check_choosable
from community.offers.models import MOST_PIECES, Offer
from config.kit.errors import Invalid, NotAllowed

# Days that it may be open.
DAYS = (1, 3, 7)
USUALLY = 3


def begin_group_buy(
    person: Any,
    *,
    offer: Offer,
    version: int,
    quantity: int,
    recipient: str,
    phone: str,
    street: str,
    days: int = USUALLY,
    least: int | None = None,
) -> GroupBuy:
    """Begin one, with `quantity` pieces of one's own. `version` is the one of the offer that the hailer saw, `days` one
    of `DAYS`, `least` so many pieces at least, by default those from which on the seller gives the price.

    The hail ends so ("together"), and no other way; the other offers are closed. If nothing comes of it, it is not open
    again: one hails anew. Beginning again gives the same group-buy.

    Raises NotAllowed, HailOver, NobodyElse, NotTogether, OfferGone, OfferExpired, OfferChanged, and Invalid at days,
    least, quantity, recipient, phone or street. Whatever is raised, nothing happened.
    """
    if not can_begin(person, offer):
        raise NotAllowed
    if days not in DAYS:
        raise Invalid(_("Choose how long others can join."), field="days")
    with transaction.atomic():
        # As with choosing: whatever ends the hail takes it first, and of two that are the same the second finds what
        # the first began.
        hold(offer.hail)
        if standing := GroupBuy.objects.filter(offer=offer).first():
            return standing
        settle(offer.hail, Hail.State.TOGETHER)
        offer.refresh_from_db()
        _check(offer, version)
        buy = _begun(person, offer, days, _least(offer, least))
        put_in(person, buy=buy, quantity=quantity, recipient=recipient, phone=phone, street=street)
        _close_offers(offer)
        wanted = set(offer.hail.seconds.values_list("person_id", flat=True)) - {person.pk}
        group_buy_begun.send(sender=GroupBuy, buy=buy, wanted=wanted)
        offer.hail.refresh_from_db()
        hail_ended.send(sender=Hail, hail=offer.hail)
    return buy


def can_be_begun(offer: Offer) -> bool:
    """Whether it would be possible now: its seller gives a price, it stands, and somebody said "me too". One query."""
    return offer.together_from is not None and offer.is_valid and offer.hail.is_open and _is_wanted(offer.hail)


def _check(offer: Offer, version: int) -> None:
    if not _is_wanted(offer.hail):
        raise NobodyElse
    check_choosable(offer, version)
    if offer.together_from is None:
        raise NotTogether


def _is_wanted(hail: Hail) -> bool:
    return hail.seconds.exists() and hail.in_groups.exists()


def _least(offer: Offer, least: int | None) -> int:
    lowest = offer.together_from or 2
    if least is not None and not lowest <= least <= MOST_PIECES:
        said = _("Choose at least %(least)d pieces: from there on the price holds.") % {"least": lowest}
        raise Invalid(said, field="least")
    return least or lowest


def _begun(person: Any, offer: Any, days: int, least: int) -> GroupBuy:
    closes_at = timezone.now() + timedelta(days=days)
    buy: GroupBuy = GroupBuy.objects.create(
        hail=offer.hail,
        offer=offer,
        organiser=person,
        store=offer.store,
        seller_id=offer.seller_id,
        variant=offer.variant,
        title=offer.title,
        unit_price=offer.together_price,
        delivery_fee=offer.delivery_fee,
        currency=offer.currency,
        least=least,
        closes_at=closes_at,
        due_at=closes_at,
    )
    groups = offer.hail.in_groups.values_list("group_id", flat=True)
    GroupBuyGroup.objects.bulk_create(GroupBuyGroup(buy=buy, group_id=group) for group in groups)
    return buy


def _close_offers(offer: Offer) -> None:
    now, state = timezone.now(), Offer.State
    Offer.objects.filter(pk=offer.pk).update(state=state.TOGETHER, closed_at=now)
    Offer.objects.filter(hail=offer.hail_id, state=state.OPEN).update(state=state.PASSED, closed_at=now)
    offer.refresh_from_db()
