"""Who reads what of whom, how many were content, and in which order."""

from __future__ import annotations

import pytest

from community.people.models import Block, Person
from config.kit.slots import Slot
from shop.catalog.models import Product
from shop.reviews import showing
from shop.reviews.models import Review
from shop.reviews.writing import withdraw_review
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST
from tests.shop.reviews.saying import said, said_of

pytestmark = pytest.mark.django_db


def words(page):
    return [row.review.text for row in page.reviews]


def test_everybody_reads_it(order, product):
    said(order, text="好喝")
    for reader in (GUEST, PersonFactory(), product.store.owner, order.buyer):
        assert words(showing.page_of(showing.of_product(reader, product), reader)) == ["好喝"]


@pytest.mark.parametrize("who", ["reader", "buyer"])
def test_two_who_blocked_do_not_read_each_other(order, product, who):
    said(order, text="好喝")
    reader = PersonFactory()
    pair = (reader, order.buyer) if who == "reader" else (order.buyer, reader)
    Block.objects.create(person=pair[0], blocked=pair[1])
    rows = showing.of_product(reader, product)
    assert not rows.exists()
    assert showing.summary_of(rows).buyers == 0


def test_a_suspended_buyer_is_not_read(order, product):
    said(order)
    Person.objects.filter(pk=order.buyer_id).update(is_active=False)
    assert not showing.of_product(GUEST, product).exists()


def test_nothing_is_said_of_goods_that_the_site_hid(order, product):
    said(order)
    Product.objects.update(state=Product.State.HIDDEN)
    assert not showing.of_store(GUEST, product.store).exists()


def test_taken_off_the_shelf_they_are_still_spoken_of(order, product):
    """Or a seller could take bad words down with the goods."""
    said(order, content=False)
    Product.objects.update(state=Product.State.DRAFT)
    page = showing.page_of(showing.of_store(GUEST, product.store), GUEST)
    assert [(row.review.product_name, row.href) for row in page.reviews] == [("明前龙井", "")]


def test_of_a_closed_store_nothing_is_read(order, product):
    said(order)
    type(product.store).objects.update(state="closed")
    assert not Review.objects.visible_to(GUEST).exists()
    assert Review.objects.visible_to(order.buyer).exists()


def test_each_buyer_counts_once_with_what_they_said_last(product, buyer):
    said_of(product, buyer=buyer, content=True)
    said_of(product, buyer=buyer, content=False)
    said_of(product)
    assert showing.summary_of(showing.of_product(GUEST, product)) == showing.Summary(content=1, buyers=2)


def test_closed_accounts_count_each_for_itself(product):
    for _ in range(2):
        said_of(product)
    Review.objects.update(buyer=None)
    assert showing.summary_of(showing.of_product(GUEST, product)).buyers == 2


def test_what_was_withdrawn_does_not_count(order, product):
    withdraw_review(order.buyer, review=said(order))
    assert showing.summary_of(showing.of_product(order.buyer, product)).buyers == 0


def test_words_first_then_the_latest(product):
    for text in ("一", "", "二", ""):
        said_of(product, text=text)
    assert words(showing.page_of(showing.of_product(GUEST, product), GUEST)) == ["二", "一", "", ""]


def test_page_by_page_each_once(product):
    for number in range(7):
        said_of(product, text=f"第{number}" if number % 2 else "")
    rows, cursor, met = showing.of_product(GUEST, product), None, []
    while cursor != "":
        page = showing.page_of(rows, GUEST, cursor, size=2)
        met += [row.review.pk for row in page.reviews]
        cursor = page.next_cursor
    assert len(met) == len(set(met)) == 7


def test_a_cursor_that_is_not_ours_is_the_first_page(order, product):
    said(order)
    assert len(showing.page_of(showing.of_product(GUEST, product), GUEST, "nonsense").reviews) == 1


class TestWeighed:
    @pytest.fixture
    def slot(self, monkeypatch):
        slot = Slot("test")
        monkeypatch.setattr(showing, "reviews_order", slot)
        return slot

    def test_whose_word_weighs_comes_first(self, product, slot):
        reviews = [said_of(product, text=text) for text in ("一", "二", "三", "四")]
        heavy = {reviews[0].buyer_id: 0.2, reviews[2].buyer_id: 0.7}
        slot.fill(lambda people, viewer: {person.pk: heavy.get(person.pk, 0) for person in people})
        rows = showing.of_product(GUEST, product)
        assert words(showing.page_of(rows, GUEST)) == ["三", "一", "四", "二"]

    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_each_is_met_once_on_all_pages(self, product, slot, size):
        reviews = [said_of(product, text=str(number)) for number in range(5)]
        heavy = {reviews[1].buyer_id, reviews[3].buyer_id}
        slot.fill(lambda people, viewer: {person.pk: 1 for person in people if person.pk in heavy})
        rows, cursor, met = showing.of_product(GUEST, product), None, []
        while cursor != "":
            page = showing.page_of(rows, GUEST, cursor, size=size)
            met += [row.review.pk for row in page.reviews]
            cursor = page.next_cursor
        assert sorted(met) == sorted(review.pk for review in reviews)


@pytest.mark.parametrize("count", [1, 12])
def test_a_page_costs_the_same_however_long(django_assert_num_queries, product, count):
    for number in range(count):
        said_of(product, text=f"第{number}")
    reader = PersonFactory()
    with django_assert_num_queries(8):
        showing.page_of(showing.of_product(reader, product), reader)
    with django_assert_num_queries(1):
        showing.summary_of(showing.of_product(reader, product))


def test_goods_of_two_kinds_in_one_store(product):
    said_of(product, text="茶")
    said_of(ProductFactory(store=product.store), text="杯")
    assert words(showing.page_of(showing.of_store(GUEST, product.store), GUEST)) == ["杯", "茶"]
