"""A store's record: how often it was called and answered, how fast, and whether it kept its word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.calling.models import Call
from community.calling.record import LATELY, Record, records_of
from community.hail.models import Hail
from community.offers.models import Offer, Outcome
from shop.stores.models import Store
from tests.community.trust.dealing import order_of
from tests.counting import queries_asked
from tests.factories import PersonFactory, StoreFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def called(store: Store, *, answered_after: int | None = None, at: datetime = NOW, wave: int = 1) -> Call:
    """A call of the store, answered after so many seconds."""
    hail = Hail.objects.create(
        person=PersonFactory(), text="桂花酥", audience="everyone", expires_at=NOW + timedelta(hours=1)
    )
    answered = None if answered_after is None else at + timedelta(seconds=answered_after)
    return Call.objects.create(hail=hail, store=store, wave=wave, called_at=at, answered_at=answered)


def chosen(store: Store, **outcome: Any) -> Offer:
    """An offer of the store that was chosen, and what its buyer said of it."""
    call = called(store, wave=0)
    order = order_of(call.hail.person, store)
    offer = Offer.objects.create(
        hail=call.hail,
        call=call,
        store=store,
        seller=store.owner,
        title="桂花酥",
        unit_price=900,
        currency="CNY",
        valid_until=NOW,
        state="chosen",
        order=order,
        closed_at=NOW,
    )
    if outcome:
        Outcome.objects.create(offer=offer, **outcome)
    return offer


def test_who_was_never_called_has_an_empty_record() -> None:
    store = StoreFactory()
    assert records_of([store]) == {store.pk: Record()}


def test_calls_and_answers_are_counted() -> None:
    store, other = StoreFactory(), StoreFactory()
    for after in (10, 40, 600, None):
        called(store, answered_after=after)
    called(other, answered_after=5)

    record = records_of([store, other])[store.pk]

    assert (record.called, record.answered, record.unanswered) == (4, 3, 1)


def test_who_was_not_let_answer_did_not_fail_to() -> None:
    store = StoreFactory()
    for after in (None, 10):
        call = called(store, answered_after=after)
        Call.objects.filter(pk=call.pk).update(ended_at=NOW)

    record = records_of([store])[store.pk]

    assert (record.called, record.answered) == (1, 1)


@pytest.mark.parametrize(("took", "median"), [([10], 10), ([10, 40], 40), ([600, 10, 40], 40), ([1, 2, 3, 4], 3)])
def test_the_median_is_the_middle_one(took: list[int], median: int) -> None:
    store = StoreFactory()
    for after in took:
        called(store, answered_after=after)
    called(store)
    assert records_of([store])[store.pk].median == timedelta(seconds=median)


def test_what_is_long_ago_is_forgotten() -> None:
    store = StoreFactory()
    called(store, answered_after=5, at=NOW - LATELY - timedelta(days=1))
    assert records_of([store])[store.pk] == Record()


def test_answering_uncalled_is_no_call() -> None:
    store = StoreFactory()
    called(store, answered_after=5, wave=0)
    assert records_of([store])[store.pk] == Record()


def test_promises_are_counted_by_what_buyers_said() -> None:
    store = StoreFactory()
    chosen(store)
    chosen(store, came="on_time", as_promised=True)
    chosen(store, came="on_time", as_promised=False)
    chosen(store, came="late", as_promised=True)
    chosen(store, came="never", as_promised=None)

    record = records_of([store])[store.pk]

    assert (record.chosen, record.kept, record.late, record.missed) == (5, 1, 1, 1)


def test_many_stores_cost_as_much_as_one() -> None:
    stores = [StoreFactory() for _ in range(5)]
    for store in stores:
        called(store, answered_after=5)
    with queries_asked() as one:
        records_of(stores[:1])
    with queries_asked() as many:
        records_of(stores)
    assert len(one) == len(many) == 3
