"""Devices, and a member of a group who has written there."""

import pytest

from community.notifications import ways
from community.notifications.models import Medium
from tests.factories import PersonFactory, PostFactory, channel_of, prove, subscribe


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
