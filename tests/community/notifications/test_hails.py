"""Sellers are told that they are called, hailers that they are answered; of what is over no line is left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.calling.duty import go_off
from community.conversations.saying import say
from community.hail.ending import expire, wave_off
from community.hail.hiding import hide_hail
from community.hail.models import Hail
from community.notifications.models import Delivery, Event, Kind, Medium, Notification
from community.notifications.pacing import set_quiet_hours
from community.notifications.reading import bell_page, mark_read
from community.notifications.wanting import default
from community.offers.making import Terms, change_offer, withdraw_offer
from community.offers.outcomes import say_outcome
from community.people.blocking import block
from community.people.muting import mute_person
from shop.orders.cancelling import cancel_order
from tests.community.notifications.doing import work
from tests.community.offers.answering import (
    WORDS,
    agreed,
    answered,
    call_of,
    chosen,
    hail,
    received,
    stores,
    tell_all_that_waits,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def told(person):
    """The lines of the person's bell that are about hails, once a worker has come by."""
    tell_all_that_waits()
    about = (Kind.HAIL, Kind.OFFER, Kind.HAIL_ENDED, Kind.OUTCOME)
    return [line for line in bell_page(person).lines if line.event.kind in about]


def unread(person):
    return Notification.objects.unread_count(person)


def test_a_seller_is_called_and_does_not_learn_by_whom():
    (store,) = stores()
    made = hail(PersonFactory(name="温如言", username="wenruyan"))
    (line,) = told(store.owner)
    assert (line.event.actor, line.words.excerpt) == (None, WORDS)
    assert line.words.url == call_of(made, store).get_absolute_url()
    said = " ".join((line.words.text, line.words.excerpt, line.words.why, line.words.url))
    assert "温如言" not in said
    assert "wenruyan" not in said
    assert not Event.objects.filter(kind=Kind.HAIL, actor__isnull=False).exists()


def test_calls_of_one_store_are_one_line():
    (store,) = stores()
    for _ in range(3):
        hail()
    (line,) = told(store.owner)
    assert line.joined.count == 3
    assert line.words.url == "/answer/"


def test_what_is_over_is_gone_from_a_line_of_several():
    (store,) = stores()
    first, second = hail(text="要桂花酥一盒"), hail(text="要桂花酥两盒")
    told(store.owner)
    wave_off(second.person, hail=second)
    (line,) = told(store.owner)
    assert (line.joined.count, line.words.excerpt) == (1, "要桂花酥一盒")
    Hail.objects.filter(pk=first.pk).update(expires_at=timezone.now() + timedelta(microseconds=1))
    assert told(store.owner) == []


@pytest.mark.parametrize("how", ["waved off", "expired", "hidden", "blocked"])
def test_a_call_that_is_over_is_gone(how):
    (store,) = stores()
    made = hail()
    tell_all_that_waits()
    assert unread(store.owner) == 1
    if how == "waved off":
        wave_off(made.person, hail=made)
    elif how == "expired":
        Hail.objects.filter(pk=made.pk).update(
            created_at=timezone.now() - timedelta(hours=2), expires_at=timezone.now() - timedelta(hours=1)
        )
        assert expire(made)
    elif how == "hidden":
        hide_hail(PersonFactory(is_staff=True), hail=made, reason="广告")
    else:
        block(made.person, other=store.owner)
    assert unread(store.owner) == 0
    assert told(store.owner) == []


def test_what_ends_before_a_worker_came_is_never_told():
    (store,) = stores()
    made = hail()
    wave_off(made.person, hail=made)
    assert told(store.owner) == []
    assert not Notification.objects.filter(person=store.owner, kind=Kind.HAIL).exists()


def test_a_seller_on_duty_is_interrupted_at_once(pushed):
    (store,) = stores()
    hail()
    tell_all_that_waits()
    work()
    assert [message.person for message in pushed] == [store.owner]


def test_what_is_over_is_not_sent(pushed):
    stores()
    made = hail()
    tell_all_that_waits()
    wave_off(made.person, hail=made)
    work()
    assert pushed == []


def test_whoever_went_off_duty_meanwhile_is_not_interrupted(pushed):
    (store,) = stores()
    hail()
    tell_all_that_waits()
    go_off(store.owner, store=store)
    work()
    assert pushed == []
    assert len(told(store.owner)) == 1


def test_whoever_hails_hears_of_a_message_although_its_store_is_off_duty(pushed):
    (store,) = stores()
    made = hail()
    go_off(store.owner, store=store)
    say(store.owner, call=call_of(made, store), text="要牛皮纸包装吗？")
    tell_all_that_waits()
    work()
    assert made.person in [message.person for message in pushed]


def test_quiet_hours_hold_for_calls(pushed):
    (store,) = stores()
    clock = timezone.localtime().time()
    set_quiet_hours(
        store.owner,
        quiet=True,
        start=clock.replace(hour=(clock.hour - 1) % 24),
        end=clock.replace(hour=(clock.hour + 2) % 24),
    )
    hail()
    tell_all_that_waits()
    work()
    assert pushed == []


def test_many_calls_do_not_flood(pushed):
    """An unread one is enough for an hour, a read one for ten minutes."""
    (store,) = stores()
    hail()
    tell_all_that_waits()
    work()
    hail()
    hail()
    tell_all_that_waits()
    (waiting,) = Delivery.objects.filter(state=Delivery.State.WAITING)
    assert timedelta(minutes=59) < waiting.due_at - timezone.now() <= timedelta(hours=1)

    waiting.delete()
    mark_read(store.owner)
    hail()
    tell_all_that_waits()
    (waiting,) = Delivery.objects.filter(state=Delivery.State.WAITING)
    assert timedelta(minutes=9) < waiting.due_at - timezone.now() <= timedelta(minutes=10)
    assert len(pushed) == 1


@pytest.mark.parametrize(
    ("kind", "mail", "push"),
    [(Kind.HAIL, False, True), (Kind.OFFER, False, True), (Kind.HAIL_ENDED, False, False), (Kind.OUTCOME, False, True)],
)
def test_what_comes_by_which_way_unasked(kind, mail, push):
    assert default(kind, Medium.IN_APP)
    assert (default(kind, Medium.EMAIL), default(kind, Medium.PUSH)) == (mail, push)


def test_the_hailer_is_told_of_answers_in_one_line():
    one, other = stores(2)
    made = hail()
    answered(made, one)
    (line,) = told(made.person)
    assert line.event.actor == one.owner
    assert "9" in line.words.excerpt
    answered(made, other)
    (line,) = told(made.person)
    assert line.joined.others == 1
    assert line.words.url.startswith(made.get_absolute_url())


def test_a_changed_answer_is_told_again():
    (store,) = stores()
    offer = answered(hail(), store)
    told(offer.hail.person)
    mark_read(offer.hail.person)
    change_offer(store.owner, offer=offer, terms=Terms(title="桂花酥", unit_price=800))
    (line,) = told(offer.hail.person)
    assert line.unread
    assert "8" in line.words.excerpt


def test_what_was_taken_back_is_gone():
    (store,) = stores()
    offer = answered(hail(), store)
    change_offer(store.owner, offer=offer, terms=Terms(title="桂花酥", unit_price=800))
    told(offer.hail.person)
    withdraw_offer(store.owner, offer=offer)
    assert unread(offer.hail.person) == 0
    assert told(offer.hail.person) == []


def test_of_whom_one_muted_one_hears_nothing():
    (store,) = stores()
    made = hail()
    mute_person(made.person, other=store.owner)
    answered(made, store)
    assert told(made.person) == []


def test_who_waved_off_is_told_of_no_answer_any_more():
    (store,) = stores()
    offer = answered(hail(), store)
    told(offer.hail.person)
    wave_off(offer.hail.person, hail=offer.hail)
    assert told(offer.hail.person) == []


def test_those_who_answered_are_thanked_and_read_nothing_of_the_hail():
    one, other, silent = stores(3)
    made = hail()
    offer = answered(made, one)
    answered(made, other, title="桂花酥，周六下午用")
    chosen(offer)
    (line,) = told(other.owner)
    assert line.event.kind == Kind.HAIL_ENDED
    said = " ".join((line.words.text, line.words.excerpt, line.words.why))
    assert "桂花酥" not in said
    assert "周六" not in said
    assert made.reference not in line.words.url
    assert told(silent.owner) == []
    assert told(one.owner) == []


def test_one_that_was_withdrawn_is_not_thanked():
    (store,) = stores()
    offer = answered(hail(), store)
    withdraw_offer(store.owner, offer=offer)
    wave_off(offer.hail.person, hail=offer.hail)
    assert told(store.owner) == []


def test_a_block_looks_like_being_waved_off():
    one, other = stores(2)
    made, second = hail(), hail()
    answered(made, one)
    answered(second, other)
    block(made.person, other=one.owner)
    wave_off(second.person, hail=second)
    (blocked,) = [line for line in told(one.owner) if line.event.kind == Kind.HAIL_ENDED]
    (waved,) = [line for line in told(other.owner) if line.event.kind == Kind.HAIL_ENDED]
    assert blocked.words.text.replace(one.name, "") == waved.words.text.replace(other.name, "")
    assert told(made.person) == []
    wave_off(made.person, hail=made)
    assert len([line for line in told(one.owner) if line.event.kind == Kind.HAIL_ENDED]) == 1


def test_the_seller_is_told_what_came_of_it():
    offer = agreed()
    received(offer)
    say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=False, words="少了两块")
    (line,) = told(offer.seller)
    assert (line.event.actor, line.words.excerpt) == (offer.hail.person, "少了两块")
    assert line.words.url == offer.order.get_absolute_url()


def test_whoever_lets_an_order_go_is_told_what_that_counts_as():
    offer = agreed()
    cancel_order(offer.hail.person, order=offer.order)
    (line,) = told(offer.hail.person)
    assert (line.event.kind, line.words.url) == (Kind.OUTCOME, "/me/evidence/")
    assert told(offer.seller) == []


def test_a_bell_costs_the_same_for_many_hails(django_assert_max_num_queries):
    (store,) = stores()
    for _ in range(3):
        offer = answered(hail(), store)
    chosen(offer)
    hail()
    tell_all_that_waits()
    with django_assert_max_num_queries(14):
        bell_page(store.owner)
    with django_assert_max_num_queries(14):
        bell_page(offer.hail.person)
