"""The two queries of a page go together, whatever comes between them."""

import pytest

from community.feeds.heard import heard
from community.feeds.paging import heads, ids_under
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe

pytestmark = pytest.mark.django_db


def test_what_comes_between_the_two_queries_shortens_no_page():
    group, reader = GroupFactory(), PersonFactory()
    subscribe(reader, group)
    there = [PostFactory(channel=group.channel).pk for _ in range(5)]
    standing = heard(reader)
    found = heads(reader, standing, limit=4)

    PostFactory.create_batch(3, channel=group.channel)

    assert ids_under(standing, found, limit=4) == there[:0:-1]
