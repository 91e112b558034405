"""Many spend from one quota, or post within one budget, at the same moment: no more pass than there is room for.

And what is only counted loses none.
"""

from collections import Counter

import pytest

from community.attention.budgets import budget
from community.attention.models import Quota, Spending
from community.attention.quotas import spend, standing
from community.brand.models import ProfileVisit
from community.posts.models import Post
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def test_no_more_is_spent_than_there_is(at_once):
    person = PersonFactory()
    limit = standing(person, Quota.REPORTS).limit
    spend(person, Quota.REPORTS, cost=limit - 5)

    answers = at_once([("use", (person.pk, "reports", 1))] * 16)

    assert Counter(answers)["refused: quota_reached"] == 11
    # Each that passed saw its own place.
    assert len({used for used in answers if isinstance(used, int)}) == 5
    assert standing(person, Quota.REPORTS).used == limit


def test_the_first_to_spend_make_one_row(at_once):
    person = PersonFactory()

    answers = at_once([("use", (person.pk, "mentions", 4))] * 8)

    limit = standing(person, Quota.MENTIONS).limit
    assert Counter(answers)["refused: quota_reached"] == 8 - limit // 4
    assert Spending.objects.get().used == limit // 4 * 4


def test_a_budget_lets_as_many_pass_as_are_left(at_once):
    group = GroupFactory()
    author = subscribe(PersonFactory(), group).person
    PostFactory.create_batch(budget(author, group.channel).limit - 2, channel=group.channel, author=author)

    answers = at_once([("say", (author.pk, group.channel.pk, f"k{number}")) for number in range(8)])

    assert Counter(answers)["refused: budget_reached"] == 6
    assert Post.objects.filter(author=author).count() == budget(author, group.channel).limit
    assert standing(author, Quota.POSTS).used == 2


def test_no_visit_is_lost(at_once):
    person = PersonFactory()

    at_once([("come_by", (person.pk,))] * 12)

    assert ProfileVisit.objects.get().count == 12
