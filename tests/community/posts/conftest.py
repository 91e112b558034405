import pytest

from community.channels.models import Subscription
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def member(group):
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def moderator(group):
    return subscribe(PersonFactory(), group, role=Subscription.Role.MODERATOR).person


@pytest.fixture
def outsider():
    return PersonFactory()


@pytest.fixture
def post(group, member):
    return PostFactory(channel=group.channel, author=member)
