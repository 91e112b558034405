"""Waves: the best few first, more where nobody answers, later where nobody can be called now, none for nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.calling import waves
from community.calling.duty import go_off
from community.calling.indexing import write_terms
from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.calling.waves import PUT_OFF, call_more
from community.groups.models import Group
from community.hail.hailing import post_hail
from community.hail.hiding import hide_hail, restore_hail
from community.hail.models import Hail
from community.moderation.models import Restriction
from community.moderation.restricting import limit_person
from community.offers.models import Offer
from community.people.models import Block
from config.kit.claims import MAX_ATTEMPTS
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe
from tests.hails import hailed, offered, shelf

pytestmark = pytest.mark.django_db


def wave_of(hail: Hail) -> Wave:
    """The last one."""
    wave: Wave = hail.waves.latest("number")
    return wave


def due(wave: Wave) -> Wave:
    """As if its time had come."""
    Wave.objects.filter(pk=wave.pk).update(due_at=timezone.now())
    call_wave(wave.pk)
    wave.refresh_from_db()
    return wave


def shelves(count: int) -> list[Any]:
    return [shelf() for _store in range(count)]


def called_to(hail: Hail) -> set[int]:
    return set(hail.calls.values_list("store", flat=True))


def test_few_first_and_more_where_nobody_answers():
    shelves(18)
    hail = hailed()
    assert hail.calls.count() == 5
    due(wave_of(hail))
    assert hail.calls.count() == 15


def test_none_once_the_hailer_sees_an_answer():
    goods = shelves(6)
    hail = hailed()
    offered(hail, next(product for product in goods if product.store_id in called_to(hail)))
    assert due(wave_of(hail)).done_at is not None
    assert hail.calls.count() == 5


@pytest.mark.parametrize("why", ["hidden", "ran out", "blocked"])
def test_an_answer_that_the_hailer_does_not_see_ends_no_waves(why):
    goods = shelves(7)
    hail = hailed()
    offer = offered(hail, next(product for product in goods if product.store_id in called_to(hail)))
    if why == "hidden":
        Offer.objects.update(hidden_at=timezone.now())
    if why == "ran out":
        Offer.objects.update(valid_until=timezone.now())
    if why == "blocked":
        Block.objects.create(person=offer.seller, blocked=hail.person)
    due(wave_of(hail))
    assert hail.calls.count() == 7


def test_who_is_off_duty_is_asked_when_they_are_back():
    store = shelf().store
    go_off(store.owner, store=store, until=timezone.now() + timedelta(hours=1))
    hail = hailed()
    wave = wave_of(hail)
    assert (hail.calls.count(), wave.done_at, hail.searched_at is not None) == (0, None, True)
    assert wave.due_at - timezone.now() == pytest.approx(PUT_OFF, abs=timedelta(seconds=9))
    store.duty.delete()
    due(wave)
    assert called_to(hail) == {store.pk}


def test_who_was_called_enough_is_asked_later():
    store = shelf().store
    other = post_hail(PersonFactory(), text="别的")
    Call.objects.bulk_create(Call(hail=hailed(text=f"第 {at} 次"), store=store, wave=1) for at in range(6))
    hail = hailed()
    assert (hail.calls.count(), wave_of(hail).done_at) == (0, None)
    Call.objects.exclude(hail=other).update(called_at=timezone.now() - timedelta(hours=2))
    due(wave_of(hail))
    assert called_to(hail) == {store.pk}


@pytest.mark.parametrize("why", ["off for good", "nobody has it"])
def test_nobody_to_wait_for_ends_it(why):
    store = shelf("桂花酥" if why == "off for good" else "龙井").store
    go_off(store.owner, store=store, until=None)
    assert wave_of(hailed()).done_at is not None


def test_who_is_put_off_is_no_news_each_time(django_capture_on_commit_callbacks: Any):
    heard: list[Any] = []
    store = shelf().store
    go_off(store.owner, store=store, until=timezone.now() + timedelta(hours=1))

    def hear(sender: Any, **_: Any) -> None:
        heard.append(sender)

    waves.called.connect(hear)
    hail = hailed()
    due(wave_of(hail))
    waves.called.disconnect(hear)
    assert len(heard) == 1


def test_who_is_kept_from_selling_is_not_called():
    store = shelf().store
    limit_person(PersonFactory(is_staff=True), target=store.owner, what=[Restriction.What.SELL], reason="假货")
    assert not hailed().calls.exists()


def test_whoever_was_suspended_calls_nobody():
    shelf()
    hail = post_hail(PersonFactory(), text="要桂花酥")
    hail.person.is_active = False
    hail.person.save()
    call_wave(wave_of(hail).pk)
    assert not hail.calls.exists()


def test_in_a_group_that_is_closed_nobody_is_called():
    store, group = shelf().store, GroupFactory()
    hailer = PersonFactory()
    for member in (store.owner, hailer):
        subscribe(member, group)
    hail = post_hail(hailer, text="要桂花酥", audience="groups", groups=[group])
    Group.objects.update(closed_at=timezone.now())
    call_wave(wave_of(hail).pk)
    assert not hail.calls.exists()


def test_hidden_before_anybody_was_called_and_shown_again_it_calls():
    shelf()
    clerk = PersonFactory(is_staff=True)
    hail = post_hail(PersonFactory(), text="要桂花酥")
    hide_hail(clerk, hail=hail, reason="先看看")
    call_wave(wave_of(hail).pk)
    restore_hail(clerk, hail=hail, reason="没问题")
    call_wave(wave_of(hail).pk)
    assert hail.calls.count() == 1


def test_more_at_once_when_the_hailer_asks():
    shelves(7)
    hail = hailed()
    assert due(call_more(hail.person, hail=hail)).by_hand
    assert hail.calls.count() == 7


def test_asking_for_more_wakes_a_wave_that_failed_for_good():
    shelves(7)
    hail = hailed()
    Wave.objects.filter(pk=wave_of(hail).pk).update(attempts=MAX_ATTEMPTS)
    due(call_more(hail.person, hail=hail))
    assert hail.calls.count() == 7


def test_asking_for_more_while_a_worker_looks_is_not_lost(monkeypatch: pytest.MonkeyPatch):
    goods = shelves(7)
    hail = hailed()
    offered(hail, next(product for product in goods if product.store_id in called_to(hail)))
    wave, look = wave_of(hail), waves._is_wanted

    def looking(wave: Wave) -> bool:
        wanted = look(wave)
        call_more(hail.person, hail=hail)
        return wanted

    monkeypatch.setattr(waves, "_is_wanted", looking)
    assert due(wave).done_at is None
    monkeypatch.undo()
    due(wave)
    assert hail.calls.count() == 7


def test_a_store_without_words_is_not_called():
    write_terms(StoreFactory())
    assert not hailed().calls.exists()
