import pytest

from tests.factories import PersonFactory, PostFactory


@pytest.fixture
def outsider():
    return PersonFactory()


@pytest.fixture
def post(group, member):
    return PostFactory(channel=group.channel, author=member)
