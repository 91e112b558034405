"""Stores that could be called to a hail: found by its words, wanting to be called now, and what speaks for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db.models import Count, QuerySet

from community.calling.duty import is_on_duty, wants
from community.calling.finding import find, words_of
from community.calling.matching import Candidate
from community.calling.models import Call, Duty
from community.calling.record import calls_of
from community.calling.terms import terms_of
from community.hail.models import Audience, Hail
from community.moderation.models import Restriction
from community.notifications.clocks import zone_of
from community.people.models import Block
from community.standing.ordering import STEP, ranked
from community.standing.ordering import Candidate as Stander
from community.trust.models import Evidence
from community.trust.reading import read_once
from config.kit.geo import distance
from shop.stores.models import Store

# Stores are looked at so many at a time, at most so often, until so many of them want to be called; of no more than
# these all is asked that a match is made of.
LOOKED_AT, TIMES, ENOUGH, CLOSER = 160, 3, 40, 80
# What holds for a store without a row.
ANYTHING = Duty()


@dataclass(frozen=True)
class Candidates:
    """Those who can be called now, with all that a match is made of. `others_later`: whether there are others who want
    this, but are off duty now or were called often enough within the hour."""

    now: list[Candidate]
    others_later: bool = False


def candidates(hail: Hail, now: datetime) -> Candidates:
    """Those who have the words, want to be called for this, and were not called yet.

    As many queries however many stores there are: those of `find`, and nine more, or three for each further look.
    """
    with read_once():
        words = words_of(hail)
        finding = find(hail, words)
        willing, others_later = _willing(hail, finding.stores, words, now)
        stores = [store for store, _metres in willing]
        trust = _trust(hail, stores)
    keys = [store.pk for store in stores]
    said, calls = finding.said_by(keys), calls_of(keys, now)
    promises = _promises(store.owner_id for store in stores)
    fitting = [
        Candidate(
            store=store.pk,
            said=said[store.pk],
            metres=metres,
            trust=trust[store.pk],
            calls=calls.get(store.pk, (0, 0))[0],
            answered=calls.get(store.pk, (0, 0))[1],
            kept=promises[store.owner_id, Evidence.Kind.KEPT],
            broken=promises[store.owner_id, Evidence.Kind.BROKEN],
        )
        for store, metres in willing
    ]
    return Candidates(fitting, others_later)


Willing = list[tuple[Store, float | None]]


def _willing(hail: Hail, keys: Iterable[int], words: Collection[str], now: datetime) -> tuple[Willing, bool]:
    """Those who want to be called now and for this, and how far they are (metres) from the rough area; one store a
    seller, in their order. And whether others who were looked at want it at another time."""
    called = dict(hail.calls.values_list("store", "store__owner"))
    left = [key for key in keys if key not in called][: LOOKED_AT * TIMES]
    taken, willing, others_later = {hail.person_id, *called.values()}, Willing(), False
    for start in range(0, len(left), LOOKED_AT):
        for store, metres, is_free in _wanting(hail, left[start : start + LOOKED_AT], words, now):
            if store.owner_id in taken:
                continue
            if is_free:
                taken.add(store.owner_id)
                willing.append((store, metres))
            others_later |= not is_free
        if len(willing) >= ENOUGH:
            break
    return willing[:CLOSER], others_later


def _wanting(
    hail: Hail, keys: Sequence[int], words: Collection[str], now: datetime
) -> Iterable[tuple[Store, float | None, bool]]:
    """Those who want to be called for this, how far they are, and whether they can be now. Three queries."""
    stores = _stores(hail, keys)
    duties = {duty.store_id: duty for duty in Duty.objects.filter(store__in=stores)}
    hour = Call.objects.filter(store__in=stores, called_at__gt=now - timedelta(hours=1), wave__gt=0)
    busy = dict(hour.order_by().values_list("store").annotate(count=Count("pk")))
    plain = _plain(words)
    for pk, store in stores.items():
        duty, metres = duties.get(pk, ANYTHING), _metres(hail, store)
        is_near = hail.audience != Audience.NEARBY or (metres or 0.0) <= hail.radius
        if is_near and duty.is_on and wants(duty, plain, metres):
            is_free = busy.get(pk, 0) < duty.most_an_hour and is_on_duty(duty, now, zone_of(store.owner))
            yield store, metres, is_free


def _plain(words: Iterable[str]) -> set[str]:
    """The words as sellers write them; of a tag, which is one word here, also those within it."""
    names = [word.removeprefix("#") for word in words]
    return {*names, *chain.from_iterable(terms_of(name) for name in names)}


def _stores(hail: Hail, keys: Collection[int]) -> Mapping[int, Store]:
    """Those of the stores that may be called: open, of nobody who is kept from selling, and not of whom the hailer
    blocked; in order. A block the other way is not asked, or its seller would know by not being called whose the hail
    is; no offer of theirs is seen."""
    kept = Restriction.objects.standing().filter(what=Restriction.What.SELL, group=None)
    there = Store.objects.selling().exclude(owner__in=Block.by(hail.person)).exclude(owner__in=kept.values("person"))
    found = there.select_related("owner").only("lat", "lon", "owner__time_zone").in_bulk(keys)
    return {pk: found[pk] for pk in keys if pk in found}


def _metres(hail: Hail, store: Store) -> float | None:
    place = hail.place
    return distance(place, store.place) if place is not None and store.place is not None else None


def _trust(hail: Hail, stores: Sequence[Store]) -> dict[int, float]:
    """What the hailer's people say of each seller, 0 to 1."""
    line = ranked(hail.person, (Stander(store.pk, store.owner_id) for store in stores))
    return {place.key: place.rank * STEP for place in line}


def _promises(owners: Iterable[int]) -> Counter[tuple[int, int]]:
    """How many promises each owner kept and broke, as the ledger has it."""
    kinds = (Evidence.Kind.KEPT, Evidence.Kind.BROKEN)
    rows: QuerySet[Any] = Evidence.objects.standing().filter(about__in=set(owners), kind__in=kinds)
    counted = rows.order_by().values_list("about", "kind").annotate(count=Count("pk"))
    return Counter({(about, kind): count for about, kind, count in counted})
