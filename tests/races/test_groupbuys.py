"""Joining races closing, workers race each other: whoever is in has one order, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.groupbuys.models import GroupBuy, GroupBuyGroup, Participation
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.hail.seconding import second
from community.needs.keeping import keep_weekly
from community.needs.models import NeedTurn
from community.offers.making import Terms, make_offer
from shop.orders.models import Order
from shop.stock.models import StockItem
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


@pytest.fixture
def people() -> list[Any]:
    group = GroupFactory()
    return [subscribe(person, group).person for person in PersonFactory.create_batch(7)]


@pytest.fixture
def buy(people: list[Any]) -> GroupBuy:
    """Five pieces must come together; the first of the people has them already."""
    product: Any = ProductFactory(name="桂花酥", stock=100)
    closes_at = timezone.now() + timedelta(days=1)
    made: GroupBuy = GroupBuy.objects.create(
        organiser=people[0],
        store=product.store,
        seller=product.store.owner,
        variant=product.variant,
        title="桂花酥",
        unit_price=700,
        currency="CNY",
        least=5,
        closes_at=closes_at,
        due_at=closes_at,
    )
    channel = people[0].subscriptions.get().channel
    GroupBuyGroup.objects.create(buy=made, group=channel.group)
    Participation.objects.create(
        buy=made, person=people[0], quantity=5, recipient="林", phone="13800000000", street="北山路 8 号"
    )
    return made


def settled(buy: GroupBuy) -> None:
    """Whoever joined has their order, at the price, with its stock."""
    rows = list(Participation.objects.filter(buy=buy))
    assert {row.state for row in rows} == {"ordered"}
    assert sorted(Order.objects.values_list("buyer", "total")) == sorted(
        (row.person_id, row.quantity * 700) for row in rows
    )
    assert StockItem.objects.get(variant=buy.variant).reserved == sum(row.quantity for row in rows)


def test_begun_at_once_it_is_one(at_once: Any, people: list[Any]) -> None:
    hail = post_hail(people[0], text="要桂花酥", audience="groups")
    second(people[1], hail=hail)
    terms = Terms(title="桂花酥", unit_price=900, together_from=5, together_price=700)
    offer = make_offer(people[2], hail=hail, store=StoreFactory(owner=people[2]), terms=terms)

    answers = at_once([("begin_buy", (offer.pk,))] * 6)

    assert answers == [GroupBuy.objects.get().reference] * 6
    assert Participation.objects.get().quantity == 1


def test_joining_races_closing(at_once: Any, buy: GroupBuy, people: list[Any]) -> None:
    joins = [("join_buy", (person.pk, buy.pk, 2)) for person in people[1:]]
    answers = at_once([*joins[:3], ("close_buy", (buy.pk,)), *joins[3:]])
    GroupBuy.objects.update(claimed_until=None)
    at_once([("settle_buy", (buy.pk,))] * 4)

    assert answers[3] == "reached"
    came = [answer for answer in answers if answer == 2]
    assert len(came) + 1 == Participation.objects.count()
    settled(buy)


def test_workers_race_each_other(at_once: Any, buy: GroupBuy, people: list[Any]) -> None:
    at_once([("join_buy", (person.pk, buy.pk, 3)) for person in people[1:]])
    over = timezone.now() - timedelta(minutes=1)
    GroupBuy.objects.update(closes_at=over, due_at=over)

    at_once([("settle_buy", (buy.pk,))] * 8)

    buy.refresh_from_db()
    assert buy.done_at is not None
    assert Order.objects.count() == 7
    settled(buy)


def test_the_last_pieces(at_once: Any, buy: GroupBuy, people: list[Any]) -> None:
    """Of those who join at once some are served, and never more than there is."""
    StockItem.objects.update(available=9)
    at_once([("join_buy", (person.pk, buy.pk, 2)) for person in people[1:]])
    over = timezone.now() - timedelta(minutes=1)
    GroupBuy.objects.update(closes_at=over, due_at=over)
    at_once([("settle_buy", (buy.pk,))] * 4)

    states = [row.state for row in Participation.objects.order_by("joined_at", "pk")]
    assert states == ["ordered"] * 3 + ["sold_out"] * 4
    assert StockItem.objects.get(variant=buy.variant).available == 0


def test_a_week_is_asked_once(at_once: Any, people: list[Any]) -> None:
    need = keep_weekly(people[0], text="要 20 份素包子", weekday=4, hour=9)
    turn = NeedTurn.objects.get(need=need)
    day, due = timezone.localdate() - timedelta(days=1), timezone.now() - timedelta(hours=1)
    NeedTurn.objects.update(day=day, due_at=due)

    answers = at_once([("ask_this_week", (turn.pk,))] * 8)

    hail = Hail.objects.get()
    assert hail.reference in answers
    assert NeedTurn.objects.filter(need=need, done_at=None).count() == 1
    assert NeedTurn.objects.get(pk=turn.pk).hail == hail
