"""The site hides a review or an answer; it is logged, told, and can be undone."""

from __future__ import annotations

import pytest

from community.moderation.models import ModerationAction
from community.moderation.reporting import report
from community.moderation.targets import find_target
from config.kit.errors import NotAllowed
from content.pictures.models import Picture
from shop.reviews.answering import answer_review
from shop.reviews.hiding import hide_answer, hide_review, restore_answer, restore_review
from shop.reviews.models import Review, ReviewAnswer
from shop.reviews.writing import HiddenBySite
from tests.factories import PersonFactory, PictureFactory
from tests.shop.buying import GUEST
from tests.shop.reviews.saying import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return PersonFactory(is_staff=True)


@pytest.fixture
def review(order, buyer):
    return said(order, text="骂人的话", pictures=[PictureFactory(owner=buyer)])


def test_it_works(review, clerk, buyer):
    hide_review(clerk, review=review, reason="骂人")
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.by_staff) == ("hide_review", buyer, True)
    assert not Review.objects.visible_to(GUEST).exists()
    assert Review.objects.visible_to(buyer).exists()
    assert Picture.objects.get().is_private
    assert Picture.objects.visible_to(clerk).exists()


def test_restored_it_is_as_it_was(review, clerk):
    hide_review(clerk, review=review, reason="骂人")
    restore_review(clerk, review=review, reason="看错了")
    assert Review.objects.visible_to(GUEST).get().hidden_reason == ""
    assert not Picture.objects.get().is_private
    assert ModerationAction.objects.get(verb="restore_review").undoes.verb == "hide_review"


def test_hidden_it_cannot_be_changed(review, clerk, order):
    hide_review(clerk, review=review, reason="骂人")
    with pytest.raises(HiddenBySite):
        said(order, text="别的话")


def test_only_the_staff(review, buyer, seller):
    for person in (buyer, seller, GUEST):
        with pytest.raises(NotAllowed):
            hide_review(person, review=review, reason="?")


def test_twice_is_refused(review, clerk):
    hide_review(clerk, review=review, reason="骂人")
    with pytest.raises(NotAllowed):
        hide_review(clerk, review=Review.objects.get(), reason="骂人")


def test_an_answer_too(review, clerk, seller):
    answer = answer_review(seller, review=review, text="你才骂人")
    hide_answer(clerk, answer=answer, reason="骂人")
    assert Review.objects.get().answered is None
    assert not ReviewAnswer.objects.visible_to(GUEST).exists()
    restore_answer(clerk, answer=answer, reason="看错了")
    assert Review.objects.get().answered == answer
    assert set(ModerationAction.objects.values_list("verb", "owner")) == {
        ("hide_answer", seller.pk),
        ("restore_answer", seller.pk),
    }


def test_both_can_be_reported(review, seller, buyer):
    answer = answer_review(seller, review=review, text="你才骂人")
    reader = PersonFactory()
    for name, target, about in (("review", review, buyer), ("review-answer", answer, seller)):
        found = find_target(reader, f"{name}:{target.reference}")
        assert found == target
        case = report(reader, target=found, reason="abuse").case
        assert (case.about, case.group) == (about, None)
