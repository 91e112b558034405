"""What somebody tries who wants to know who hails, to be heard more than others, or to be paid more than was seen."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.calling.models import Call
from community.calling.waves import call_more
from community.conversations.errors import NotAnswered
from community.conversations.saying import say
from community.groupbuys.beginning import begin_group_buy
from community.groupbuys.closing import close_early
from community.groupbuys.joining import join
from community.groupbuys.models import GroupBuy, Participation
from community.groupbuys.settling import settle_buy
from community.hail.ending import wave_off
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.hail.seconding import second
from community.hail.widening import widen
from community.live import publishing
from community.moderation.restricting import Restricted, limit_person
from community.offers import personal
from community.offers.errors import OfferHidden
from community.offers.hiding import hide_offer
from community.offers.making import Terms, change_offer, make_offer, withdraw_offer
from community.people.blocking import block, unblock
from shop.orders.models import Order
from tests.api.clients import client_of
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe
from tests.hails import hailed, offered, shelf

pytestmark = pytest.mark.django_db
TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}


@pytest.fixture
def group() -> Any:
    return GroupFactory(slug="lake")


def member(group: Any) -> Any:
    return subscribe(PersonFactory(), group).person


def bought_together(group: Any, *, least: int = 5) -> tuple[GroupBuy, Any]:
    """Begun by a member for whom another said "me too", who is given too."""
    hailer, other, seller = (member(group) for _ in range(3))
    product = ProductFactory(store=StoreFactory(owner=seller))
    hail = post_hail(hailer, text="要桂花酥", audience="groups")
    second(other, hail=hail)
    terms = Terms(quantity=2, unit_price=900, together_from=least, together_price=700)
    offer = make_offer(seller, hail=hail, store=product.store, terms=terms, variant=product.variant)
    return begin_group_buy(hailer, offer=offer, version=1, quantity=1, **TO), other


def test_who_blocks_one_after_another_does_not_find_who_began_it(group: Any) -> None:
    buy, other = bought_together(group)
    spy = member(group)
    answers = {}
    for suspect in (buy.organiser, other, member(group)):
        block(spy, other=suspect)
        answers[suspect.pk] = client_of(spy).get(f"/api/v1/group-buys/{buy.reference}/").status_code
        unblock(spy, other=suspect)
    assert set(answers.values()) == {200}


def test_nor_does_a_seller_by_not_being_called(group: Any) -> None:
    product = shelf()
    seller = product.store.owner
    subscribe(seller, group)
    suspects = [member(group) for _ in range(2)]
    block(seller, other=suspects[0])
    called = [hailed(suspect, audience="groups").calls.filter(store=product.store).exists() for suspect in suspects]
    assert called == [True, True]


def test_what_a_block_ended_ends_for_its_seller_once(monkeypatch: Any, django_capture_on_commit_callbacks: Any) -> None:
    product, hail = shelf(), hailed()
    Call.objects.get_or_create(hail=hail, store=product.store)
    seller, said = product.store.owner, []
    monkeypatch.setattr(publishing, "publish", lambda word: said.append((word["event"], seller.pk in word["people"])))
    with django_capture_on_commit_callbacks(execute=True):
        block(hail.person, other=seller)
    assert ("hail", True) in said
    said.clear()
    with django_capture_on_commit_callbacks(execute=True):
        wave_off(hail.person, hail=hail)
    assert ("hail", False) in said
    assert ("hail", True) not in said


def test_a_block_taken_back_brings_no_hail_back(group: Any) -> None:
    hailer, seller = member(group), member(group)
    store = ProductFactory(name="桂花酥", store=StoreFactory(owner=seller)).store
    hail = post_hail(hailer, text="要桂花酥", audience="groups")
    Call.objects.create(hail=hail, store=store, wave=1)
    client, path = client_of(seller), f"/api/v1/hails/{hail.reference}/"
    assert client.get(path).status_code == 200
    block(hailer, other=seller)
    unblock(hailer, other=seller)
    assert client.get(path).status_code == 404
    assert client.get("/api/v1/groups/lake/needs/").json()["results"] == []
    given = {"hail": hail.reference, "store": store.slug, "title": "酥", "unit_price": 100}
    assert client.post("/api/v1/offers/", given, format="json").status_code == 404


def test_what_one_takes_along_does_not_tell_of_a_block() -> None:
    product, states = shelf(), []
    seller = product.store.owner
    for end in (lambda hail: wave_off(hail.person, hail=hail), lambda hail: block(hail.person, other=seller)):
        hail = hailed()
        offer = offered(hail, product)
        end(hail)
        states.append(personal.offers(seller).get(pk=offer.pk).state)
    assert states == ["ended", "ended"]


def test_who_keeps_order_does_not_read_who_hails_where_a_message_is_reported() -> None:
    product, hailer = shelf(), PersonFactory(username="agarwood", name="沉香先生")
    hail = hailed(hailer)
    offer = offered(hail, product)
    said = say(hailer, call=offer.call, text="太难听的话")
    seller, clerk = client_of(product.store.owner), PersonFactory(is_staff=True)
    report = {"target": f"message:{said.reference}", "reason": "spam"}
    assert seller.post("/api/v1/reports/", report, format="json").status_code == 201
    browser = Client()
    browser.force_login(clerk)
    api = client_of(clerk)
    case = api.get("/api/v1/cases/").json()["results"][0]["reference"]
    act = {"act": "hide", "reason": "骂人"}
    assert api.post(f"/api/v1/cases/{case}/act/", act, format="json").status_code in (200, 201)
    read = [api.get("/api/v1/cases/"), browser.get(f"/mod/cases/{case}/"), browser.get("/mod/log/")]
    read.append(browser.get("/mod/log/", {"q": "agarwood"}))
    assert [answer.status_code for answer in read] == [200] * 4
    words = "".join(answer.content.decode() for answer in read[:3])
    assert "沉香先生" not in words
    assert "骂人" in words
    assert "骂人" not in read[3].content.decode()


def test_many_stores_have_no_more_words_than_one() -> None:
    product = shelf()
    hail, seller = hailed(), product.store.owner
    first = offered(hail, product)
    for text in ("一", "二"):
        say(seller, call=first.call, text=text)
    withdraw_offer(seller, offer=first)
    terms = Terms(title="酥", unit_price=1)
    second_offer = make_offer(seller, hail=hail, store=StoreFactory(owner=seller), terms=terms)
    with pytest.raises(NotAnswered):
        say(seller, call=second_offer.call, text="三")


def test_who_is_kept_from_posting_calls_nobody_more(group: Any) -> None:
    shelf()
    hail = hailed(member(group), audience="groups")
    until = timezone.now() + timedelta(days=3)
    limit_person(PersonFactory(is_staff=True), target=hail.person, what=["post"], reason="刷屏", until=until)
    with pytest.raises(Restricted):
        widen(hail.person, hail=hail, audience="everyone")
    with pytest.raises(Restricted):
        call_more(hail.person, hail=hail)
    assert Hail.objects.get().audience == "groups"


def test_nobody_is_ordered_for_with_whom_they_have_nothing_to_do(group: Any) -> None:
    buy, other = bought_together(group, least=2)
    join(other, buy=buy, quantity=2, **TO)
    block(other, other=buy.seller)
    close_early(buy.organiser, buy=buy)
    settle_buy(GroupBuy.objects.get(pk=buy.pk))
    row = Participation.objects.get(person=other)
    assert (row.state, row.order, row.recipient) == ("refused", None, "")


def test_no_price_moves_behind_another_error() -> None:
    product, hail = shelf(), hailed()
    offer = offered(hail, product)
    client, path = Client(), reverse("offer_choose", args=[offer.reference])
    client.force_login(hail.person)
    change_offer(product.store.owner, offer=offer, terms=Terms(quantity=2, unit_price=99000))
    answer = client.post(path, {**TO, "version": "1", "key": "k", "phone": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "<del>" in page
    assert re.search(r'name="version" value="2"', page)
    assert not Order.objects.exists()


def test_what_was_taken_down_is_not_offered_again() -> None:
    product, hail = shelf(), hailed()
    offer = offered(hail, product)
    hide_offer(PersonFactory(is_staff=True), offer=offer, reason="骗人")
    withdraw_offer(product.store.owner, offer=offer)
    with pytest.raises(OfferHidden):
        offered(hail, product)
