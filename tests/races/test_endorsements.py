"""Many words of trust at the same moment: no more stand than there are places, nor than a day lets one give."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from community.attention.quotas import Quota, spend, standing
from community.endorsements.models import Endorsement
from community.people.models import Block
from community.trust.models import Evidence
from tests.factories import EndorsementFactory, PersonFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


@pytest.fixture
def person():
    return PersonFactory(date_joined=timezone.now() - timedelta(days=90))


def test_the_third_of_the_day(at_once, person):
    spend(person, Quota.ENDORSEMENTS, cost=2)

    answers = at_once([("trust", (person.pk, PersonFactory().pk, "茶")) for _ in range(8)])

    assert Counter(answers) == {1: 1, "refused: quota_reached": 7}
    assert Endorsement.objects.standing().count() == Evidence.objects.standing().count() == 1
    assert standing(person, Quota.ENDORSEMENTS).used == 3


def test_the_last_place(at_once, person):
    EndorsementFactory.create_batch(29, by=person)

    answers = at_once([("trust", (person.pk, PersonFactory().pk, "茶")) for _ in range(8)])

    assert Counter(answers) == {30: 1, "refused: no_place_left": 7}
    assert standing(person, Quota.ENDORSEMENTS).used == 1


def test_the_last_place_for_what_was_withdrawn(at_once, person):
    words = EndorsementFactory.create_batch(2, by=person, withdrawn_at=timezone.now())
    EndorsementFactory.create_batch(29, by=person)

    answers = at_once([("trust_after_all", (word.pk,)) for word in words * 3])

    assert Counter(answers)["refused: no_place_left"] == 3
    assert Endorsement.objects.standing().count() == 30
    assert Evidence.objects.standing().count() == 1


def test_one_word_sent_eight_times_stands_once(at_once, person):
    other = PersonFactory()

    assert at_once([("trust", (person.pk, other.pk, "茶"))] * 8) == [1] * 8

    assert Endorsement.objects.standing().count() == Evidence.objects.standing().count() == 1
    assert standing(person, Quota.ENDORSEMENTS).used == 1


def test_withdrawn_eight_times_it_is_countered_once(at_once, person):
    made = EndorsementFactory(by=person)

    assert set(at_once([("distrust", (made.pk,))] * 8)) == {True}

    assert not Endorsement.objects.standing().exists()


def test_nobody_stands_behind_whom_they_are_blocked_by(at_once, person):
    others = [PersonFactory() for _each in range(3)]

    at_once(
        [
            call
            for other in others
            for call in (("trust", (person.pk, other.pk, "茶")), ("shut_out", (other.pk, person.pk)))
        ]
    )

    assert Block.objects.count() == 3
    assert not Endorsement.objects.standing().exists()
    assert not Evidence.objects.standing().exists()
