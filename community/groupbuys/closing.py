"""How a group-buy ends: its time is over, it is closed early, or it is called off. Exactly one of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.events import group_buy_cancelled, group_buy_failed, group_buy_reached
from community.groupbuys.errors import BuyOver, NotEnough
from community.groupbuys.joining import WITHOUT_ADDRESS
from community.groupbuys.models import GroupBuy, Participation
from community.groupbuys.policies import can_cancel, can_close
from community.offers.models import Offer
from config.kit.claims import nudge
from config.kit.errors import NotAllowed

State = GroupBuy.State


@transaction.atomic
def close_early(person: Any, *, buy: GroupBuy) -> GroupBuy:
    """Enough have come together: nobody else joins, and a worker places the orders. Closing what was reached changes
    nothing. Raises NotAllowed, NotEnough, BuyOver."""
    from community.groupbuys.tasks import settle_group_buy

    if not can_close(person, buy):
        raise NotAllowed
    held = _held(buy)
    if held.state == State.REACHED:
        return held
    if held.state != State.OPEN:
        raise BuyOver
    if held.pieces < held.least:
        raise NotEnough
    _reach(held)
    nudge(settle_group_buy, held.pk, queue="now")
    return held


@transaction.atomic
def call_off(person: Any, *, buy: GroupBuy) -> GroupBuy:
    """Nothing comes of it; everybody who joined is told. Twice changes nothing. Raises NotAllowed, BuyOver."""
    if not can_cancel(person, buy):
        raise NotAllowed
    held = _held(buy)
    if held.state not in (State.OPEN, State.CANCELLED):
        raise BuyOver
    _call_off(held)
    return held


@transaction.atomic
def call_off_all(seller: Any) -> None:
    """Whoever sells them cannot any more: their account closes."""
    for buy in GroupBuy.objects.filter(seller=seller, state=State.OPEN).order_by("pk"):
        _call_off(_held(buy))


def _call_off(held: GroupBuy) -> None:
    if held.state == State.OPEN:
        _drop(held, State.CANCELLED)
        group_buy_cancelled.send(sender=GroupBuy, buy=held)


@transaction.atomic
def decide(buy: GroupBuy) -> GroupBuy:
    """Its time is over: enough, or not. What was decided already stays so."""
    held = _held(buy)
    if held.state != State.OPEN or held.closes_at > timezone.now():
        return held
    if held.pieces >= held.least:
        _reach(held)
    else:
        _drop(held, State.FAILED)
        group_buy_failed.send(sender=GroupBuy, buy=held)
    return held


def _held(buy: GroupBuy) -> GroupBuy:
    """Locked: whoever joins holds it too, so a join is counted or refused."""
    return GroupBuy.objects.select_for_update(no_key=True).get(pk=buy.pk)


def _reach(held: GroupBuy) -> None:
    now = timezone.now()
    held.state, held.closed_at, held.due_at = State.REACHED, now, now
    held.save(update_fields=["state", "closed_at", "due_at"])
    group_buy_reached.send(sender=GroupBuy, buy=held)


def _drop(held: GroupBuy, state: str) -> None:
    """There are no orders, so there is no work, no address is needed any more, and the offer is over."""
    now = timezone.now()
    held.state, held.closed_at, held.done_at = state, now, now
    held.save(update_fields=["state", "closed_at", "done_at"])
    joined = Participation.State.JOINED
    over: Any = {"state": Participation.State.OVER, **WITHOUT_ADDRESS}
    held.participations.filter(state=joined).update(**over)
    Offer.objects.filter(group_buy=held, state=Offer.State.TOGETHER).update(state=Offer.State.ENDED)
