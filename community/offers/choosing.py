"""Choose an offer: it becomes an order in one step, at its price, and the others are thanked."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.events import hail_ended
from community.hail.ending import hold, settle
from community.hail.models import Hail
from community.offers.errors import OfferChanged, OfferExpired, OfferGone
from community.offers.models import Offer
from community.offers.policies import is_hailer_of
from config.kit.errors import NotAllowed
from shop.checkout.agreeing import Agreed, place_agreed
from shop.orders.models import Order

State = Offer.State


def accept_offer(
    person: Any, *, offer: Offer, version: int, recipient: str, phone: str, street: str, idempotency_key: str
) -> Order:
    """Turn an offer into an order, with its stock reserved and its price fixed; the other offers are closed.

    `version` is the one that the hailer saw. Accepting again with the same key gives the same order. Raises NotAllowed,
    HailOver, OfferGone, OfferExpired, OfferChanged, OutOfStock, NothingToBuy, KeyMissing, and Invalid at recipient,
    phone or street. Whatever is raised, nothing happened.
    """
    if not is_hailer_of(person, offer):
        raise NotAllowed
    key = _key(offer, idempotency_key)
    with transaction.atomic():
        # Whatever changes the hail or one of its offers takes the hail first, so all of it comes one after the other;
        # and of two that are the same the second finds what the first did.
        hold(offer.hail)
        if standing := _standing(offer, key):
            return standing
        settle(offer.hail)
        offer.refresh_from_db()
        check_choosable(offer, version)
        order = place_agreed(
            person,
            agreed=_agreed(offer),
            recipient=recipient,
            phone=phone,
            street=street,
            idempotency_key=key,
        )
        _choose(offer, order)
    return order


def _key(offer: Offer, key: str) -> str:
    """The key as the purchase has it: it stands for this offer, and finds nothing else that was bought with it."""
    return f"{offer.reference}:{key}"[:64] if key else ""


def _standing(offer: Offer, key: str) -> Order | None:
    """The order that this key made of this offer."""
    found = Offer.objects.select_related("order__purchase").filter(pk=offer.pk, state=State.CHOSEN).first()
    if found is None or found.order is None or found.order.purchase.idempotency_key != key:
        return None
    return found.order


def check_choosable(offer: Offer, version: int) -> None:
    """Whether its hailer can take it up as they saw it, once they hold the hail. Raises OfferGone, OfferExpired,
    OfferChanged."""
    seen = Offer.objects.visible_to(offer.hail.person).filter(pk=offer.pk)
    if offer.state != State.OPEN or offer.hidden_at is not None or not seen.exists():
        raise OfferGone
    if offer.valid_until <= timezone.now():
        raise OfferExpired
    if offer.version != version:
        raise OfferChanged


def _agreed(offer: Offer) -> Agreed:
    return Agreed(
        store=offer.store,
        name=offer.title,
        quantity=offer.quantity,
        unit_price=offer.unit_price,
        delivery_fee=offer.delivery_fee,
        variant=offer.variant,
    )


def _choose(offer: Offer, order: Order) -> None:
    now = timezone.now()
    Offer.objects.filter(pk=offer.pk).update(state=State.CHOSEN, order=order, closed_at=now)
    Offer.objects.filter(hail=offer.hail_id, state=State.OPEN).update(state=State.PASSED, closed_at=now)
    offer.refresh_from_db()
    hail_ended.send(sender=Hail, hail=offer.hail)
