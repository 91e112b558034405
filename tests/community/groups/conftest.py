import pytest

from community.channels.models import Subscription
from community.groups.models import Group
from tests.factories import GroupFactory, PersonFactory, subscribe


@pytest.fixture
def group():
    """A public group; the tests change its access where they must."""
    return GroupFactory()


@pytest.fixture
def asked_group():
    return GroupFactory(access=Group.Access.ASK)


@pytest.fixture
def closed_group():
    return GroupFactory(access=Group.Access.HIDDEN)


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def join():
    """`join(group, role="moderator")`: a subscription of somebody new."""

    def joined(group, **fields):
        return subscribe(fields.pop("person", None) or PersonFactory(), group, **fields)

    return joined


@pytest.fixture
def moderator(group, join):
    return join(group, role=Subscription.Role.MODERATOR).person


@pytest.fixture
def sign_in(client):
    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in
