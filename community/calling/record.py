"""What a store's last months of calls say of it: how often it was called, answered, was chosen, and kept its word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from community.calling.models import Call
from community.offers.models import Offer
from shop.stores.models import Store

LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Record:
    """Of the last 90 days: of so many calls so many were `answered`, the first answer of half of them within `median`
    (None without any); so many of its offers were `chosen`, of which buyers said so many were `kept` (in time and as
    promised), came `late`, or never (`missed`).

    What its owner answered uncalled, from a group's page, is no call; that it was chosen and kept counts.
    """

    called: int = 0
    answered: int = 0
    median: timedelta | None = None
    chosen: int = 0
    kept: int = 0
    late: int = 0
    missed: int = 0

    @property
    def unanswered(self) -> int:
        return self.called - self.answered


def records_of(stores: Iterable[Store], now: datetime | None = None) -> dict[int, Record]:
    """The record of each store by its primary key. Three queries, however many stores."""
    now = now or timezone.now()
    keys = [store.pk for store in stores]
    if not keys:
        return {}
    calls, medians, promises = calls_of(keys, now), _medians(keys, now), _promises(keys, now)
    records = {}
    for key in keys:
        called, answered = calls.get(key, (0, 0))
        standing = promises.get(key, Record())
        records[key] = replace(standing, called=called, answered=answered, median=medians.get(key))
    return records


def calls_of(stores: Collection[int], now: datetime) -> dict[int, tuple[int, int]]:
    """How often each store (by primary key) was called lately, and how often it answered; without those never called.
    One query."""
    rows = (
        _lately(stores, now)
        .values_list("store")
        .annotate(calls=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    )
    return {store: (calls, answered) for store, calls, answered in rows}


def _lately(stores: Collection[int], now: datetime) -> Any:
    """Who was not let answer (`ended_at`) did not fail to."""
    could = Q(ended_at=None) | Q(answered_at__isnull=False)
    return Call.objects.filter(could, store__in=stores, called_at__gt=now - LATELY, wave__gt=0).order_by()


def _medians(stores: Collection[int], now: datetime) -> dict[int, timedelta]:
    """How long each store's middle answer took; of two middle ones the longer."""
    took = ExpressionWrapper(F("answered_at") - F("called_at"), output_field=DurationField())
    place = Window(RowNumber(), partition_by=F("store"), order_by=[took.asc(), F("pk").asc()])
    count = Window(Count("pk"), partition_by=F("store"))
    answered = _lately(stores, now).filter(answered_at__isnull=False).annotate(took=took, place=place, count=count)
    middle = answered.filter(place=F("count") / 2 + 1)
    return dict(middle.values_list("store", "took"))


def _promises(stores: Collection[int], now: datetime) -> dict[int, Record]:
    """What buyers chose of each store lately, and said of it."""
    chosen = Offer.objects.filter(store__in=stores, state=Offer.State.CHOSEN, closed_at__gt=now - LATELY)
    kept = Q(outcome__came="on_time", outcome__as_promised=True)
    rows: Any = (
        chosen.order_by()
        .values("store")
        .annotate(
            chosen=Count("pk"),
            kept=Count("pk", filter=kept),
            late=Count("pk", filter=Q(outcome__came="late")),
            missed=Count("pk", filter=Q(outcome__came="never")),
        )
    )
    return {row.pop("store"): Record(**row) for row in rows}
