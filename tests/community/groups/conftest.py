import pytest

from community.groups.models import Group
from tests.factories import GroupFactory, PersonFactory, subscribe


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
