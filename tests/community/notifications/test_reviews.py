"""The seller is told what buyers say, in one line a store; the buyer is told of the answer."""

import pytest

from community.notifications.models import Event, Medium
from community.notifications.reading import bell_page
from community.notifications.tasks import make_notifications
from community.notifications.wanting import default
from community.people.models import Block
from shop.reviews.answering import answer_review, take_answer_back
from shop.reviews.hiding import hide_review
from shop.reviews.writing import withdraw_review
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import received_order
from tests.shop.reviews.saying import said, said_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory(name="明前龙井", stock=40)


@pytest.fixture
def seller(product):
    return product.store.owner


def told(person):
    """Lines of reviews in the person's bell, once a worker has come by."""
    for pk in Event.objects.filter(review__isnull=False, done_at=None).values_list("pk", flat=True):
        make_notifications(pk)
    return [line for line in bell_page(person).lines if line.event.review_id]


def test_it_works(product, seller):
    review = said_of(product, text="水温 85 度刚好")
    (line,) = told(seller)
    assert line.words.url.endswith(f"#review-{review.reference}")
    assert line.words.excerpt == "水温 85 度刚好"
    assert line.event.actor == review.buyer


def test_many_are_one_line(product, seller):
    for _ in range(3):
        said_of(product)
    (line,) = told(seller)
    assert line.joined.people == 3


def test_changed_it_is_not_told_again(product, seller):
    order = received_order(PersonFactory(), product)
    for content in (True, False):
        said(order, content=content)
    (line,) = told(seller)
    assert line.joined.count == 1


def test_taken_back_it_is_not_told(product, seller):
    review = said_of(product)
    assert told(seller)
    withdraw_review(review.buyer, review=review)
    assert told(seller) == []


def test_hidden_it_is_not_told(product, seller):
    hide_review(PersonFactory(is_staff=True), review=said_of(product), reason="骂人")
    assert told(seller) == []


def test_nor_by_whom_one_blocked(product, seller):
    Block.objects.create(person=seller, blocked=said_of(product).buyer)
    assert told(seller) == []


def test_the_answer_is_told(product, seller):
    review = said_of(product)
    answer_review(seller, review=review, text="谢谢")
    (line,) = told(review.buyer)
    assert line.words.excerpt == "谢谢"
    take_answer_back(seller, review=review)
    assert told(review.buyer) == []


@pytest.mark.parametrize("kind", ["review", "review_answer"])
def test_neither_interrupts_unasked(kind):
    assert default(kind, Medium.IN_APP)
    assert not default(kind, Medium.PUSH)
    assert not default(kind, Medium.EMAIL)
