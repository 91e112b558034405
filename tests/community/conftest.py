import pytest
from django.utils import timezone

from community.channels.models import Subscription
from tests.community.notifications.doing import NOON
from tests.factories import GroupFactory, PersonFactory, subscribe


@pytest.fixture
def group():
    """A public group; the tests change its access where they must."""
    return GroupFactory()


@pytest.fixture
def member(group):
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def moderator(group):
    return subscribe(PersonFactory(), group, role=Subscription.Role.MODERATOR).person


@pytest.fixture
def sign_in(client):
    """`sign_in(person)` gives the client as that person."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves: `clock(moment)`."""
    here = {"now": NOON}
    monkeypatch.setattr(timezone, "now", lambda: here["now"])

    def move(moment):
        here["now"] = moment

    return move
