"""The seller answers."""

from __future__ import annotations

import pytest

from community.moderation.models import WordRule
from config.kit.errors import Invalid, NotAllowed
from shop.events import review_answered
from shop.reviews.answering import answer_review, take_answer_back
from shop.reviews.hiding import hide_answer, hide_review
from shop.reviews.models import Review, ReviewAnswer
from shop.reviews.writing import HiddenBySite, withdraw_review
from tests.factories import PersonFactory
from tests.hearing import hearing
from tests.shop.reviews.saying import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(order):
    return said(order, content=False, text="有潮气")


def test_it_works(review, seller):
    answer_review(seller, review=review, text="请寄回来，换一罐新的。")
    assert Review.objects.get().answered.text == "请寄回来，换一罐新的。"


def test_answering_again_changes_the_answer(review, seller):
    with hearing(review_answered) as told:
        for text in ("换一罐", "换一罐", "换两罐"):
            answer_review(seller, review=review, text=text)
    answer = ReviewAnswer.objects.get()
    assert answer.text == "换两罐"
    assert answer.changed_at is not None
    assert len(told) == 2


def test_it_can_be_taken_back(review, seller):
    answer_review(seller, review=review, text="换一罐")
    take_answer_back(seller, review=review)
    take_answer_back(seller, review=review)
    assert Review.objects.get().answered is None


@pytest.mark.parametrize("who", ["buyer", "stranger", "staff"])
def test_only_the_seller(review, buyer, who):
    person = {"buyer": buyer, "stranger": PersonFactory(), "staff": PersonFactory(is_staff=True)}[who]
    for verb, words in ((answer_review, {"text": "换"}), (take_answer_back, {})):
        with pytest.raises(NotAllowed):
            verb(person, review=review, **words)


def test_not_what_was_taken_back_or_hidden(review, buyer, seller):
    withdraw_review(buyer, review=Review.objects.get())
    with pytest.raises(NotAllowed):
        answer_review(seller, review=review, text="换")
    Review.objects.update(withdrawn_at=None)
    hide_review(PersonFactory(is_staff=True), review=Review.objects.get(), reason="骂人")
    with pytest.raises(NotAllowed):
        answer_review(seller, review=review, text="换")


@pytest.mark.parametrize("text", ["", " ", "长" * 1001, "加高仿群"])
def test_words_are_needed_and_wanted(review, seller, text):
    WordRule.objects.create(kind=WordRule.Kind.WORD, text="高仿")
    with pytest.raises(Invalid) as refusal:
        answer_review(seller, review=review, text=text)
    assert refusal.value.field == "text"


def test_a_hidden_answer_stays_as_it_is(review, seller):
    hide_answer(PersonFactory(is_staff=True), answer=answer_review(seller, review=review, text="骂"), reason="骂人")
    for verb, words in ((answer_review, {"text": "换"}), (take_answer_back, {})):
        with pytest.raises(HiddenBySite):
            verb(seller, review=review, **words)
