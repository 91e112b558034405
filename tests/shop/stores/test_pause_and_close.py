"""A break is the owner's, closing is the site's."""

from __future__ import annotations

import pytest

from config.kit.errors import Invalid, NotAllowed
from shop.events import store_closed, store_paused
from shop.stores.closing import close_store, reopen_store
from shop.stores.models import Store
from shop.stores.pausing import StoreClosed, pause_store, resume_store
from tests.factories import PersonFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return StoreFactory()


@pytest.fixture
def operator():
    return PersonFactory(is_staff=True)


def heard(signal):
    """How often the signal was sent since."""
    calls = []
    signal.connect(listener := lambda **event: calls.append(event), weak=False)
    calls_of = listener
    return calls, lambda: signal.disconnect(calls_of)


def test_pausing_and_resuming_work(store):
    assert pause_store(store.owner, store=store).state == Store.State.PAUSED
    assert resume_store(store.owner, store=store).state == Store.State.OPEN


def test_a_second_pause_is_not_news(store):
    calls, stop = heard(store_paused)
    pause_store(store.owner, store=store)
    pause_store(store.owner, store=store)
    stop()
    assert len(calls) == 1


def test_only_the_owner_may_pause(store, operator):
    for person in (PersonFactory(), operator):
        with pytest.raises(NotAllowed):
            pause_store(person, store=store)


def test_a_paused_store_is_seen_and_does_not_sell(store):
    pause_store(store.owner, store=store)
    assert store in Store.objects.visible_to(PersonFactory())
    assert store not in Store.objects.selling()


def test_closing_works(store, operator):
    calls, stop = heard(store_closed)
    close_store(operator, store=store, reason="卖假货")
    stop()
    store.refresh_from_db()
    assert (store.state, store.closed_reason) == (Store.State.CLOSED, "卖假货")
    assert [call["reason"] for call in calls] == ["卖假货"]
    assert store not in Store.objects.visible_to(PersonFactory())
    assert store in Store.objects.visible_to(store.owner)


def test_a_closed_store_cannot_be_resumed_by_its_owner(store, operator):
    close_store(operator, store=store, reason="卖假货")
    with pytest.raises(StoreClosed):
        resume_store(store.owner, store=store)


def test_reopening_works(store, operator):
    close_store(operator, store=store, reason="卖假货")
    reopen_store(operator, store=store, reason="弄错了")
    store.refresh_from_db()
    assert (store.state, store.closed_reason) == (Store.State.OPEN, "")


def test_closing_needs_a_reason(store, operator):
    with pytest.raises(Invalid) as refusal:
        close_store(operator, store=store, reason=" ")
    assert refusal.value.field == "reason"


def test_only_the_staff_may_close(store):
    for verb in (close_store, reopen_store):
        with pytest.raises(NotAllowed):
            verb(store.owner, store=store, reason="不想开了")
