"""A clock, devices, and a member of a group who has written there."""

import pytest
from django.utils import timezone

from community.notifications import ways
from community.notifications.models import Medium
from tests.community.notifications.doing import NOON
from tests.factories import PersonFactory, PostFactory, channel_of, prove, subscribe


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves: `clock(moment)`."""
    here = {"now": NOON}
    monkeypatch.setattr(timezone, "now", lambda: here["now"])

    def move(moment):
        here["now"] = moment

    return move


@pytest.fixture
def pushed(monkeypatch):
    """What went to devices; everyone has one."""
    went = []

    def carry(message):
        went.append(message)
        return True

    monkeypatch.setitem(ways._WAYS, Medium.PUSH, ways.Way(lambda people: set(people), carry))
    return went


@pytest.fixture
def reader(group):
    person = prove(PersonFactory(name="林晓雨"))
    subscribe(person, group)
    return person


@pytest.fixture
def post(group, reader):
    return PostFactory(channel=channel_of(group), author=reader)
