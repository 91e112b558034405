"""Whoever is in a group-buy is told what becomes of it, and open pages of it ask again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from community.events import (
    group_buy_begun,
    group_buy_cancelled,
    group_buy_failed,
    group_buy_moved,
    group_buy_reached,
    participation_settled,
)
from community.groupbuys.models import GroupBuy, Participation
from community.live.publishing import group_buy_moved as publish
from community.notifications.models import Kind
from community.notifications.telling import tell, tell_all


@receiver(group_buy_begun, dispatch_uid="tell_of_group_buy")
def tell_begun(sender: Any, *, buy: GroupBuy, wanted: set[int], **_: Any) -> None:
    """Those who said "me too", whom this is for, and the seller."""
    people = sorted(wanted | {buy.seller_id})
    rows = [{"key": f"together:{buy.pk}:begun:{pk}", "recipient_id": pk, "group_buy": buy} for pk in people]
    tell_all(Kind.TOGETHER, events=rows)


@receiver(group_buy_reached, dispatch_uid="tell_of_group_buy_reached")
def tell_reached(sender: Any, *, buy: GroupBuy, **_: Any) -> None:
    _tell_seller(buy)
    _publish(buy)


@receiver([group_buy_failed, group_buy_cancelled], dispatch_uid="tell_of_group_buy_over")
def tell_over(sender: Any, *, buy: GroupBuy, **_: Any) -> None:
    _tell_seller(buy)
    _tell(buy.participations.filter(state=Participation.State.OVER))
    _publish(buy)


@receiver(participation_settled, dispatch_uid="tell_of_participation")
def tell_settled(sender: Any, *, participation: Participation, **_: Any) -> None:
    _tell([participation])
    publish(participation.buy.reference, [participation.person_id])


@receiver(group_buy_moved, dispatch_uid="publish_group_buy")
def moved(sender: Any, *, buy: GroupBuy, **_: Any) -> None:
    _publish(buy)


def _tell_seller(buy: GroupBuy) -> None:
    tell(Kind.TOGETHER, key=f"together:{buy.pk}:{buy.state}", recipient_id=buy.seller_id, group_buy=buy)


def _tell(rows: Iterable[Participation]) -> None:
    """Each what became of their part."""
    events = [
        {
            "key": f"together:{row.buy_id}:settled:{row.person_id}",
            "recipient_id": row.person_id,
            "group_buy_id": row.buy_id,
            "participation": row,
        }
        for row in rows
    ]
    tell_all(Kind.TOGETHER, events=events)


def _publish(buy: GroupBuy) -> None:
    people = {*buy.participations.standing().values_list("person_id", flat=True), buy.seller_id}
    publish(buy.reference, people | ({buy.organiser_id} if buy.organiser_id else set()))
