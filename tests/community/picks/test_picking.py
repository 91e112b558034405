"""A store or a product stands on a list once, with why and with what its picker gets for it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from community.picks.models import Pick
from community.picks.picking import MOST_PICKS, ListFull, OwnGoods, edit_pick, pick, put_back, reorder, unpick
from config.kit.errors import Invalid, NotAllowed
from shop.catalog.models import Product
from tests.factories import PersonFactory, PickFactory, PickListFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def picks():
    return PickListFactory()


@pytest.fixture
def picker(picks):
    return picks.person


def test_goods_and_stores_at_the_end_of_the_list(picks, picker):
    product, store = ProductFactory(), StoreFactory()
    first = pick(picker, picks=picks, subject=product, why=" 水温高\n也不苦 ")
    second = pick(picker, picks=picks, subject=store, why="退过一次，很爽快", is_paid=True, commission="每单五元")

    assert list(picks.picks.all()) == [first, second]
    assert (first.subject, first.why, first.seller) == (product, "水温高 也不苦", product.store)
    assert (second.subject, second.is_paid, second.commission, second.seller) == (store, True, "每单五元", store)


def test_picking_again_changes_what_was_said(picks, picker):
    product = ProductFactory()
    first = pick(picker, picks=picks, subject=product, why="好", is_paid=True, commission="一包茶")
    again = pick(picker, picks=picks, subject=product, why="还是好")
    assert (again.pk, again.why, again.is_paid, again.commission) == (first.pk, "还是好", False, "")


@pytest.mark.parametrize(
    ("words", "field"),
    [({"why": ""}, "why"), ({"why": "长" * 201}, "why"), ({"why": "好", "commission": "一包茶"}, "is_paid")],
)
def test_why_is_needed_and_a_commission_is_owned_up_to(picks, picker, words, field):
    with pytest.raises(Invalid) as refusal:
        pick(picker, picks=picks, subject=ProductFactory(), **words)
    assert refusal.value.field == field


def test_ones_own_goods_are_no_pick(picks, picker):
    store = StoreFactory(owner=picker)
    for subject in (store, ProductFactory(store=store)):
        with pytest.raises(OwnGoods):
            pick(picker, picks=picks, subject=subject, why="好")


def test_only_on_ones_own_list_and_what_one_sees(picks, picker):
    for who in (AnonymousUser(), PersonFactory(), PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            pick(who, picks=picks, subject=ProductFactory(), why="好")
    for subject in (ProductFactory(state=Product.State.DRAFT), StoreFactory(state="closed")):
        with pytest.raises(NotAllowed):
            pick(picker, picks=picks, subject=subject, why="好")


def test_a_hidden_list_takes_nothing(picks, picker):
    picks.hidden_at = picks.created_at
    picks.save()
    with pytest.raises(NotAllowed):
        pick(picker, picks=picks, subject=ProductFactory(), why="好")


def test_a_list_is_short(picks, picker):
    PickFactory.create_batch(MOST_PICKS, list=picks)
    with pytest.raises(ListFull):
        pick(picker, picks=picks, subject=ProductFactory(), why="好")


def test_taken_off_and_put_back_in_its_place(picks, picker):
    first, second = PickFactory(list=picks), PickFactory(list=picks, position=1)
    unpick(picker, pick=first)
    unpick(picker, pick=first)
    assert list(Pick.objects.visible_to(picker)) == [second]
    put_back(picker, pick=first)
    assert list(Pick.objects.visible_to(picker)) == [first, second]


def test_put_back_after_it_was_picked_anew_changes_nothing(picks, picker):
    before = PickFactory(list=picks)
    unpick(picker, pick=before)
    anew = pick(picker, picks=picks, subject=before.product, why="又买了")
    assert put_back(picker, pick=before) == anew


def test_only_whose_it_is_changes_or_takes_it_off(picks):
    one = PickFactory(list=picks)
    for verb in (edit_pick, unpick, put_back):
        with pytest.raises(NotAllowed):
            verb(PersonFactory(), pick=one)


def test_what_one_gets_goes_with_getting_something(picks, picker):
    one = PickFactory(list=picks, is_paid=True, commission="一包茶")
    assert edit_pick(picker, pick=one, why="好茶").commission == "一包茶"
    assert edit_pick(picker, pick=one, is_paid=False).commission == ""


def test_in_the_order_that_is_given(picks, picker):
    first, second, third = (PickFactory(list=picks, position=place) for place in range(3))
    reorder(picker, picks=picks, order=[third.reference, first.reference])
    assert list(picks.picks.all()) == [third, first, second]
    with pytest.raises(Invalid) as refusal:
        reorder(picker, picks=picks, order=[PickFactory().reference])
    assert refusal.value.field == "order"


def test_the_database_holds_what_a_pick_is(picks):
    product = ProductFactory()
    PickFactory(list=picks, product=product)
    wrong = [
        {"product": product},
        {"product": None},
        {"store": StoreFactory()},
        {"commission": "一包茶"},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            PickFactory(list=picks, **fields)
