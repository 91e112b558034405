"""Calls as their sellers see them: in the list of what waits, and one for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from community.calling.models import Call
from community.calling.reasons import rough_between
from community.calling.wording import sentences
from community.hail.models import Hail
from community.hail.wording import left
from community.offers.models import Offer
from config.kit import cursors

PAGE = 20
_WITH = ("hail__tags", "hail__pictures__picture")


@dataclass(frozen=True)
class CallShown:
    """A call with why it was made; `offer` is the seller's own that stands or was chosen, None without one."""

    call: Call
    why: Sequence[str] = field(default_factory=list)
    offer: Offer | None = None

    @property
    def hail(self) -> Hail:
        return self.call.hail

    @property
    def metres(self) -> int | None:
        """How far away the rough area is, in steps of 500 m."""
        return rough_between(self.hail, self.call.store)

    @property
    def left(self) -> str:
        """For how long the hail can still be answered, in words; "" where it no longer can."""
        return left(self.hail.expires_at) if self.hail.is_open else ""

    @property
    def is_new(self) -> bool:
        """Whether its seller had not read it when the page was asked for."""
        return self.call.seen_at is None


def waiting(person: Any, cursor: str | None) -> tuple[list[CallShown], str]:
    """What the person can answer now, the latest first, and the cursor to the rest. Six queries."""
    rows = Call.objects.waiting_for(person).select_related("hail", "store").prefetch_related(*_WITH)
    calls, onward = cursors.newest_page(rows, cursor, PAGE)
    return shown(calls, person), onward


def answered(person: Any, cursor: str | None) -> tuple[list[CallShown], str]:
    """Those with an offer of the person's that stands or was chosen. Nothing is left of hails that are over otherwise:
    their words were for whoever could answer them."""
    stands = Q(state=Offer.State.OPEN, hail__in=Hail.objects.open())
    stands |= Q(state__in=Offer.TAKEN)
    offers = Offer.objects.visible_to(person).filter(stands, seller=person)
    rows = Call.objects.filter(store__owner=person, pk__in=offers.values("call"))
    calls, onward = cursors.newest_page(rows.select_related("hail", "store").prefetch_related(*_WITH), cursor, PAGE)
    return shown(calls, person), onward


def shown(calls: Sequence[Call], person: Any) -> list[CallShown]:
    """The calls with why they were made and what was offered. Two queries."""
    why, offers = sentences(calls), _offers(calls, person)
    return [CallShown(call, why[call.pk], offers.get(call.hail_id)) for call in calls]


def _offers(calls: Sequence[Call], person: Any) -> dict[int, Offer]:
    """The person's offers that stand or were chosen, by the hail."""
    mine = Offer.objects.binding().filter(hail__in=[call.hail_id for call in calls], seller=person)
    return {offer.hail_id: offer for offer in mine.select_related("order")}


def own_call(person: Any, reference: str) -> Call:
    """A call of one of the person's stores, also to a hail that is over. Raises Http404."""
    mine = Call.objects.filter(store__owner=person) if person.is_authenticated else Call.objects.none()
    return get_object_or_404(mine.select_related("hail", "store__owner"), reference=reference)


def seen_call(person: Any, reference: str) -> Call:
    """The same, if its hail can still be seen. Raises Http404."""
    own = Call.objects.visible_to(person).filter(store__owner=person) if person.is_authenticated else None
    rows = Call.objects.none() if own is None else own.select_related("hail", "store__owner")
    return get_object_or_404(rows, reference=reference)


def is_shown(person: Any, call: Call) -> bool:
    """Whether the call's hail can be seen by the person now. One query."""
    return Call.objects.visible_to(person).filter(pk=call.pk).exists()


def note_seen(calls: Sequence[CallShown]) -> None:
    """Their seller has them in front of them."""
    unseen = [row.call.pk for row in calls if row.is_new]
    if unseen:
        Call.objects.filter(pk__in=unseen, seen_at=None).update(seen_at=timezone.now())
