"""A pick counts against its picker's word when buyers who came after it were let down."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.people.suspending import suspend_person
from community.picks.judging import bad_picks, let_down
from community.picks.models import Pick
from community.picks.picking import unpick
from community.trust.freezing import freeze, unfreeze
from community.trust.models import Evidence
from community.trust.recording import counter, record, sources
from shop.checkout.models import Purchase
from shop.orders.models import Order, OrderLine
from tests.counting import queries_asked
from tests.factories import PersonFactory, PickFactory, PickListFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db

Kind = Evidence.Kind


def ordered(product, buyer=None, days=0.0, store=None):
    """An order of the product (or of nothing in particular in the store), so many days from now."""
    buyer, store = buyer or PersonFactory(), store or product.store
    purchase = Purchase.objects.create(
        buyer=buyer,
        recipient="陈",
        phone="+8613800138000",
        street="南山路 1 号",
        currency="CNY",
        total=100,
        placing_scope=f"person:{buyer.pk}",
        idempotency_key=str(Purchase.objects.count()),
        expires_at=timezone.now(),
    )
    order = Order.objects.create(
        purchase=purchase, store=store, buyer=buyer, currency="CNY", goods_total=100, total=100
    )
    Order.objects.filter(pk=order.pk).update(placed_at=timezone.now() + timedelta(days=days))
    if product is not None:
        OrderLine.objects.create(
            order=order, variant=product.variants.first(), product_name="茶", unit_price=100, quantity=1
        )
    return order


def complained(order, kind=Kind.NOT_CONTENT, days=1.0):
    at = timezone.now() + timedelta(days=days)
    return Evidence.objects.create(kind=kind, by=order.buyer, about=order.store.owner, source=order, at=at)


@pytest.fixture
def one():
    one = PickFactory()
    Pick.objects.update(created_at=timezone.now() - timedelta(days=10))
    one.refresh_from_db()
    return one


def test_two_buyers_who_came_after_it_make_it_bad(one):
    complained(ordered(one.product))
    assert bad_picks() == {}
    complained(ordered(one.product), Kind.BROKEN)
    assert bad_picks() == {(one.list.person_id, one.list.topic_id): 1}


def test_the_same_buyer_twice_is_one(one):
    buyer = PersonFactory()
    for _time in range(2):
        complained(ordered(one.product, buyer))
    assert let_down([one]) == {one.pk: 1}


def test_what_was_ordered_before_the_pick_says_nothing_of_it(one):
    for _time in range(2):
        complained(ordered(one.product, days=-11))
    assert let_down([one]) == {}


def test_other_goods_of_the_store_do_not_count_but_for_a_picked_store(one):
    other = ProductFactory(store=one.product.store)
    of_store = PickFactory(product=None, store=one.product.store)
    Pick.objects.update(created_at=timezone.now() - timedelta(days=10))
    of_store.refresh_from_db()
    for _time in range(2):
        complained(ordered(other))
    assert let_down([one, of_store]) == {of_store.pk: 2}


def test_another_store_of_the_same_seller_does_not_count(one):
    elsewhere = ProductFactory(store=StoreFactory(owner=one.seller.owner))
    for _time in range(2):
        buyer = PersonFactory()
        ordered(one.product, buyer)
        complained(ordered(elsewhere, buyer))
    assert let_down([one]) == {}


def test_good_news_and_what_was_countered_do_not_count(one):
    record(Kind.CONTENT, by=PersonFactory(), about=one.seller.owner, source=one.product)
    for _time in range(2):
        order = ordered(one.product)
        complained(order)
        counter(sources(order))
    assert let_down([one]) == {}


def test_the_picker_is_not_whom_they_misled(one):
    complained(ordered(one.product, one.list.person))
    complained(ordered(one.product))
    assert let_down([one]) == {one.pk: 1}


@pytest.mark.parametrize("way", ["pick", "list"])
def test_taking_it_back_keeps_what_came_before_and_ends_the_rest(one, way):
    for _time in range(2):
        complained(ordered(one.product, days=-1), days=-0.5)
    if way == "pick":
        unpick(one.list.person, pick=one)
    else:
        one.list.deleted_at = timezone.now()
        one.list.save()
    complained(ordered(one.product))
    assert bad_picks() == {(one.list.person_id, one.list.topic_id): 1}
    fresh = Pick.objects.select_related("list", "product__store").get()
    assert let_down([fresh]) == {one.pk: 2}


def test_in_its_own_topic_only(one):
    other = PickListFactory(person=one.list.person)
    for _time in range(2):
        complained(ordered(one.product))
    assert other.topic != one.list.topic
    assert bad_picks() == {(one.list.person_id, one.list.topic_id): 1}


@pytest.mark.parametrize("how", ["frozen", "suspended"])
def test_whoever_is_not_heard_is_not_heard_here(one, how):
    orders = [ordered(one.product) for _time in range(2)]
    for order in orders:
        complained(order)
    clerk, liar = PersonFactory(is_staff=True), orders[0].buyer
    if how == "frozen":
        freeze(clerk, people=[liar], reason="互相刷单")
    else:
        suspend_person(clerk, target=liar, reason="互相刷单", for_good=True)
    assert let_down([one]) == {one.pk: 1}
    if how == "frozen":
        unfreeze(clerk, target=liar, reason="弄错了")
        assert let_down([one]) == {one.pk: 2}


def test_it_costs_the_same_however_many_there_are(one):
    costs = []
    for _round in range(2):
        for fresh in PickFactory.create_batch(3):
            Pick.objects.filter(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=10))
            for _time in range(2):
                complained(ordered(fresh.product))
        with queries_asked() as queries:
            bad_picks()
        costs.append(len(queries))
    assert costs[0] == costs[1] == 3
