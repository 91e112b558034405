import pytest

from community.channels.models import Subscription
from tests.factories import GroupFactory, PersonFactory, subscribe


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def member(group):
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def moderator(group):
    return subscribe(PersonFactory(), group, role=Subscription.Role.MODERATOR).person
