"""Two tabs say it at once: there is one review, and the second is a change of the first."""

import pytest

from shop.reviews.models import Review
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import received_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def test_written_in_two_tabs(at_once):
    orders = [received_order(PersonFactory(), ProductFactory()) for _ in range(5)]

    answers = at_once([("review", (order.pk, text)) for order in orders for text in ("好喝", "有潮气")])

    for number, order in enumerate(orders):
        review = Review.objects.get(order=order)
        said = {review.text, *review.revisions.values_list("text", flat=True)}
        assert answers[2 * number : 2 * number + 2] == [review.reference] * 2
        assert said == {"好喝", "有潮气"}
        assert review.revisions.count() == 1


def test_the_same_tapped_four_times(at_once):
    order = received_order(PersonFactory(), ProductFactory())

    answers = at_once([("review", (order.pk, "好喝"))] * 4)

    review = Review.objects.get()
    assert answers == [review.reference] * 4
    assert not review.revisions.exists()


def test_withdrawn_in_one_tab_and_changed_in_another(at_once):
    order = received_order(PersonFactory(), ProductFactory())
    at_once([("review", (order.pk, "好喝"))])

    at_once([("take_review_back", (order.pk,)), ("review", (order.pk, "有潮气"))])

    review = Review.objects.get()
    assert review.text == "有潮气"
    assert review.revisions.count() == 1
