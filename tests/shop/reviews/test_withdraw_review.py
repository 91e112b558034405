"""A buyer takes their word back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from config.kit.errors import NotAllowed
from content.pictures.models import Picture
from shop.events import review_withdrawn
from shop.orders.models import Order
from shop.reviews.models import Review
from shop.reviews.writing import withdraw_review
from tests.factories import PersonFactory, PictureFactory
from tests.hearing import hearing
from tests.shop.buying import GUEST
from tests.shop.reviews.saying import said

pytestmark = pytest.mark.django_db


def test_it_works(order, buyer):
    review = said(order, text="好喝", pictures=[PictureFactory(owner=buyer)])
    with hearing(review_withdrawn) as told:
        withdraw_review(buyer, review=review)
        withdraw_review(buyer, review=review)
    assert len(told) == 1
    assert not Review.objects.visible_to(GUEST).exists()
    assert Picture.objects.get().is_private


def test_oneself_and_the_staff_still_read_it(order, buyer, seller):
    withdraw_review(buyer, review=said(order, text="好喝"))
    for person in (buyer, PersonFactory(is_staff=True)):
        assert Review.objects.visible_to(person).exists()
    assert not Review.objects.visible_to(seller).exists()


@pytest.mark.parametrize("who", ["seller", "staff", "guest"])
def test_nobody_else_takes_it_back(order, seller, who):
    person = {"seller": seller, "staff": PersonFactory(is_staff=True), "guest": GUEST}[who]
    with pytest.raises(NotAllowed):
        withdraw_review(person, review=said(order))


def test_at_any_time(order, buyer):
    review = said(order)
    Order.objects.update(changed_at=timezone.now() - timedelta(days=1000))
    assert not withdraw_review(buyer, review=review).is_standing
