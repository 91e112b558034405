"""What pages and the API show of group-buys. Nobody learns who joined; the seller reads the orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.groupbuys import policies
from community.groupbuys.models import GroupBuy, Participation
from community.groups.models import Group
from community.offers.models import Offer
from config.kit import cursors

PAGE = 20
FEW = 3


@dataclass(frozen=True)
class Shown:
    """A group-buy as its reader sees it: how many pieces of how many people came together, and their own part."""

    buy: GroupBuy
    pieces: int
    people: int
    mine: Participation | None
    is_organiser: bool
    is_seller: bool

    @property
    def joined(self) -> bool:
        return self.mine is not None and self.mine.state != Participation.State.LEFT

    @property
    def lacking(self) -> int:
        """How many pieces are still to come."""
        return max(0, self.buy.least - self.pieces)

    @property
    def can_close(self) -> bool:
        return self.is_organiser and self.buy.is_open and not self.lacking

    @property
    def can_cancel(self) -> bool:
        return (self.is_organiser or self.is_seller) and self.buy.is_open


def buy_of(person: Any, reference: str) -> GroupBuy:
    """The group-buy at that reference, if the person may see it. Raises Http404."""
    if not person.is_authenticated:
        raise Http404
    return get_object_or_404(_counted(GroupBuy.objects.visible_to(person), person), reference=reference)


def shown(person: Any, buy: Any) -> Shown:
    """`buy` comes from `buy_of` or a list of this module."""
    return Shown(
        buy=buy,
        pieces=buy.piece_count,
        people=buy.people_count,
        mine=next(iter(buy.my_part), None),
        is_organiser=policies.can_close(person, buy),
        is_seller=buy.seller_id == person.pk,
    )


def buys_page(person: Any, cursor: str | None = None, size: int = PAGE) -> tuple[list[Shown], str]:
    """Those that one may see, the newest first, and the next cursor. Two queries."""
    rows, onward = cursors.newest_page(_counted(GroupBuy.objects.visible_to(person), person), cursor, size)
    return [shown(person, buy) for buy in rows], onward


def open_in(person: Any, group: Group) -> list[Shown]:
    """What can be joined in a group of the person's, the first to close first. Two queries."""
    rows = _counted(standing_in(person, group), person).order_by("closes_at")[:FEW]
    return [shown(person, buy) for buy in rows]


def standing_in(person: Any, group: Group) -> QuerySet[GroupBuy]:
    """What can be joined there now."""
    return GroupBuy.objects.open().filter(in_groups__group=group, pk__in=GroupBuy.objects.visible_to(person))


def offer_of(person: Any, reference: str) -> Offer:
    """An offer to a hail of the person's that has a price for several. Raises Http404."""
    if not person.is_authenticated:
        raise Http404
    mine = Offer.objects.visible_to(person).filter(hail__person=person, together_from__isnull=False)
    return get_object_or_404(mine.select_related("hail", "store", "variant"), reference=reference)


def _counted(rows: Any, person: Any) -> Any:
    """With what came together, and the person's own part (`my_part`)."""
    there = ~Q(participations__state=Participation.State.LEFT)
    own = Participation.objects.filter(person=person.pk).select_related("order")
    return (
        rows.annotate(
            piece_count=Coalesce(Sum("participations__quantity", filter=there), 0),
            people_count=Count("participations", filter=there),
        )
        .select_related("store", "hail")
        .prefetch_related(Prefetch("participations", own, to_attr="my_part"))
    )
