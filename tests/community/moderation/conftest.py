"""A group with its keepers, and people who stand outside it."""

import pytest

from tests.factories import CommentFactory, GroupFactory, PersonFactory, PostFactory, subscribe


@pytest.fixture
def group():
    return GroupFactory(slug="riverside")


@pytest.fixture
def member(group):
    return subscribe(PersonFactory(username="member"), group).person


@pytest.fixture
def reader(group):
    """Another member, who reports."""
    return subscribe(PersonFactory(username="reader"), group).person


@pytest.fixture
def moderator(group):
    return subscribe(PersonFactory(username="moderator"), group, role="moderator").person


@pytest.fixture
def clerk():
    return PersonFactory(username="clerk", is_staff=True)


@pytest.fixture
def other_clerk():
    return PersonFactory(username="other-clerk", is_staff=True)


@pytest.fixture
def post(group, member):
    return PostFactory(channel=group.channel, author=member, text="买一送十")


@pytest.fixture
def said(post, member):
    return CommentFactory(post=post, author=member, text="真的")
