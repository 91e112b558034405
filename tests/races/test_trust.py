"""The same fact from many sides at once is one row, is countered once, and outlives no account."""

from collections import Counter

import pytest

from community.moderation.models import ModerationAction
from community.trust.disputing import dispute
from community.trust.freezing import frozen_people
from community.trust.models import Dispute, Evidence
from shop.orders.shipping import ship
from tests.community.offers.answering import agreed, paid
from tests.community.trust.saying import kept
from tests.factories import PersonFactory, PostFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


@pytest.fixture
def buyer():
    return PersonFactory(username="buyer")


@pytest.fixture
def seller():
    return PersonFactory(username="seller")


def test_said_by_eight_at_once_it_is_one_fact(buyer, seller, at_once):
    post = PostFactory()

    answers = at_once([("bear_out", (buyer.pk, seller.pk, post.pk))] * 8)

    assert set(answers) == {Evidence.objects.get().pk}


def test_goods_of_an_offer_are_received_as_the_two_part(at_once):
    """Both write down something of the two, or end it: neither waits for the other in a ring."""
    offers = [agreed() for _each in range(4)]
    for offer in offers:
        ship(offer.seller, order=paid(offer))
    pairs = [(offer.hail.person_id, offer.seller_id) for offer in offers]

    answers = at_once(
        [
            call
            for offer, pair in zip(offers, pairs, strict=True)
            for call in (("receive", (offer.order_id,)), ("shut_out", pair))
        ]
    )

    assert answers[::2] == ["received"] * 4
    assert Evidence.objects.standing().filter(kind=Evidence.Kind.KEPT).count() == 8


def test_taken_back_by_eight_at_once_it_is_countered_once(buyer, seller, at_once):
    rows = [kept(buyer, seller) for _each in range(4)]

    answers = at_once([("take_word_back", (row.pk,)) for row in rows for _twice in range(2)])

    assert sum(answers) == Evidence.objects.exclude(counters=None).count() == 4


def test_nothing_outlives_the_account_of_whoever_says_it(seller, at_once):
    buyers = [PersonFactory() for _each in range(4)]
    posts = [PostFactory() for _each in buyers]

    at_once(
        [
            call
            for buyer, post in zip(buyers, posts, strict=True)
            for call in (("bear_out", (buyer.pk, seller.pk, post.pk)), ("close", (buyer.pk,)))
        ]
    )

    assert not Evidence.objects.standing().exists()


def test_objected_to_by_four_taps_at_once(buyer, seller, at_once):
    row = kept(buyer, seller, kind="broken")

    answers = at_once([("object_to", (seller.pk, row.pk))] * 4)

    assert Counter(answers)["refused: disputed_already"] == 3
    assert Dispute.objects.count() == 1


def test_decided_both_ways_at_once(buyer, seller, at_once):
    row = kept(buyer, seller, kind="broken")
    made, clerks = dispute(seller, evidence=row, text="不是"), [PersonFactory(is_staff=True) for _each in range(4)]

    answers = at_once([("decide_objection", (clerk.pk, made.pk, clerk.pk % 2 == 0)) for clerk in clerks])

    made.refresh_from_db()
    assert Counter(answers) == Counter([made.outcome, *["refused: decided_already"] * 3])
    assert Evidence.objects.exclude(counters=None).count() == (made.outcome == "upheld")
    assert ModerationAction.objects.count() == 1


def test_frozen_by_two_at_once(at_once):
    people = [PersonFactory().pk for _each in range(3)]
    clerks = [PersonFactory(is_staff=True).pk for _each in range(2)]

    answers = at_once([("freeze_all", (clerks[0], people)), ("freeze_all", (clerks[1], people[::-1]))])

    assert sum(answers) == 3
    assert frozen_people() == set(people)
    assert ModerationAction.objects.filter(verb="freeze_person").count() == 3
