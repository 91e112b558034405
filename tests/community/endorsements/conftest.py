from datetime import timedelta

import pytest
from django.utils import timezone

from community.attention.quotas import Quota, spend
from tests.factories import PersonFactory


@pytest.fixture
def lin():
    """Someone who knows tea."""
    person = PersonFactory(username="lin", name="林晓雨", headline="只卖自己喝过三年的茶。")
    person.specialties.set(["茶"])
    return person


@pytest.fixture
def chen():
    """Someone who has been here for long."""
    return old_hand(username="chen", name="陈阿姨")


def old_hand(**fields):
    return PersonFactory(date_joined=timezone.now() - timedelta(days=90), **fields)


def use_up_today(person):
    spend(person, Quota.ENDORSEMENTS, cost=3)
