"""A buyer says whether they were content, and says it otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.attention.quotas import lifted
from community.moderation.models import WordRule
from community.moderation.restricting import Restricted, limit_person
from config.kit.errors import Invalid, NotAllowed
from shop.events import review_written
from shop.orders.models import Order
from shop.orders.refunding import refund_order
from shop.reviews.models import Review
from shop.reviews.policies import NotYet, OwnGoods, TooLate
from shop.reviews.writing import MOST_CHANGES, ChangedTooOften, withdraw_review, write_review
from tests.factories import PersonFactory, PictureFactory, ProductFactory
from tests.hearing import hearing
from tests.shop.buying import GUEST, paid_order, place, received_order, shipped_order
from tests.shop.reviews.saying import said

pytestmark = pytest.mark.django_db


def test_it_works(order, buyer, product):
    review = write_review(buyer, order=order, product=product, content=True, text="  水温 85 度刚好。 ")
    assert (review.content, review.text, review.buyer, review.store) == (True, "水温 85 度刚好。", buyer, product.store)
    assert review.product_name == "明前龙井"
    assert review.changed_at is None


def test_words_may_be_left_out(order):
    assert said(order, content=False).text == ""


@pytest.mark.parametrize("who", ["seller", "stranger", "staff", "guest"])
def test_only_the_buyer(order, product, seller, who):
    people = {"seller": seller, "stranger": PersonFactory(), "staff": PersonFactory(is_staff=True), "guest": GUEST}
    with pytest.raises(NotAllowed):
        write_review(people[who], order=order, product=product, content=True)


def test_a_guests_order_has_nobody_to_say_it(product):
    order = place(GUEST, product).orders.get()
    Order.objects.update(state="received")
    order.refresh_from_db()
    for person in (GUEST, PersonFactory()):
        with pytest.raises(NotAllowed):
            write_review(person, order=order, product=product, content=True)


@pytest.mark.parametrize("make", [paid_order, shipped_order])
def test_not_before_one_has_it(buyer, product, make):
    with pytest.raises(NotYet):
        said(make(buyer, product))


def test_also_when_the_money_went_back(buyer, product, seller):
    order = refund_order(seller, order=paid_order(buyer, product))
    assert not said(order, content=False).content


def test_nobody_praises_their_own_goods(product, seller):
    order = received_order(seller, product)
    with pytest.raises(OwnGoods):
        said(order)


def test_half_a_year_later_it_is_too_late(order):
    Order.objects.update(changed_at=timezone.now() - timedelta(days=181))
    order.refresh_from_db()
    with pytest.raises(TooLate):
        said(order)


def test_only_of_what_was_in_the_order(order, buyer):
    with pytest.raises(Invalid) as refusal:
        write_review(buyer, order=order, product=ProductFactory(), content=True)
    assert refusal.value.field == "product"


def test_at_most_a_thousand_characters(order):
    with pytest.raises(Invalid) as refusal:
        said(order, text="长" * 1001)
    assert refusal.value.field == "text"


def test_unwanted_words_are_refused_at_their_field(order):
    WordRule.objects.create(kind=WordRule.Kind.WORD, text="高仿")
    with pytest.raises(Invalid) as refusal:
        said(order, text="其实是高仿")
    assert (refusal.value.field, refusal.value.code) == ("text", "unwanted_words")
    assert not Review.objects.exists()


def test_who_may_not_comment_may_not_review(order, buyer):
    limit_person(PersonFactory(is_staff=True), target=buyer, what=["comment"], reason="骂人")
    with pytest.raises(Restricted):
        said(order)


def test_photos_are_public_and_ones_own(order, buyer):
    photo = PictureFactory(owner=buyer, is_private=True)
    review = said(order, pictures=[photo])
    photo.refresh_from_db()
    assert [row.picture for row in review.pictures.all()] == [photo]
    assert not photo.is_private
    with pytest.raises(Invalid):
        said(order, pictures=[PictureFactory()])


def test_at_most_four_photos_and_each_once(order, buyer):
    photo = PictureFactory(owner=buyer)
    for pictures in ([PictureFactory(owner=buyer) for _ in range(5)], [photo, photo]):
        with pytest.raises(Invalid) as refusal:
            said(order, pictures=pictures)
        assert refusal.value.field == "pictures"


def test_a_photo_that_hangs_elsewhere_is_not_taken(order, buyer):
    photo = PictureFactory(owner=buyer)
    said(order, pictures=[photo])
    other = received_order(buyer, ProductFactory())
    with pytest.raises(Invalid) as refusal:
        said(other, pictures=[photo])
    assert refusal.value.code == "used"


class TestChanging:
    def test_what_it_said_before_is_kept(self, order, buyer):
        photo, other = PictureFactory(owner=buyer), PictureFactory(owner=buyer)
        said(order, text="好喝", pictures=[photo])
        review = said(order, content=False, text="第二罐有潮气", pictures=[other])
        before = review.revisions.get()
        photo.refresh_from_db()
        assert Review.objects.count() == 1
        assert (review.content, review.text) == (False, "第二罐有潮气")
        assert review.changed_at is not None
        assert (before.content, before.text) == (True, "好喝")
        assert [row.picture for row in before.pictures.all()] == [photo]
        assert photo.is_private

    def test_what_is_not_given_stays(self, order, buyer):
        said(order, text="好喝", pictures=[PictureFactory(owner=buyer)])
        review = said(order, content=False)
        assert review.text == "好喝"
        assert review.pictures.count() == 1

    def test_a_photo_taken_out_may_come_back(self, order, buyer):
        photo = PictureFactory(owner=buyer)
        said(order, pictures=[photo])
        said(order, pictures=[])
        said(order, pictures=[photo])
        photo.refresh_from_db()
        assert not photo.is_private

    def test_the_same_twice_changes_nothing(self, order):
        with hearing(review_written) as told:
            first, second = said(order, text="好喝"), said(order, text="好喝")
        assert first == second
        assert len(told) == 1
        assert second.changed_at is None
        assert not second.revisions.exists()

    def test_what_was_withdrawn_stands_again(self, order, buyer):
        withdraw_review(buyer, review=said(order, text="好喝"))
        with hearing(review_written) as told:
            review = said(order, text="好喝")
        assert review.is_standing
        assert len(told) == 1

    def test_not_without_end(self, order):
        with lifted():
            for turn in range(MOST_CHANGES + 1):
                said(order, content=bool(turn % 2))
        with pytest.raises(ChangedTooOften):
            said(order, content=bool((MOST_CHANGES + 1) % 2))
