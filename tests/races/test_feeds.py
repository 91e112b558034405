"""Readers page through feeds while others post, edit and hide: nothing that stays is passed over, nor comes twice."""

import pytest

from community.attention.quotas import lifted
from community.posts.models import Post, Standing
from community.posts.writing import write_post
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]

FEEDS = ("home", "channel", "tag")


@pytest.fixture
def group():
    return GroupFactory(access="ask")


@pytest.fixture
def reader(group):
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def author(group):
    return subscribe(PersonFactory(), group).person


def test_pages_are_exact_while_others_write(at_once, group, reader, author):
    channel = group.channel
    with lifted():
        stood = [write_post(author, channel=channel, text=f"第 {turn} 回 #茶").pk for turn in range(45)]
    edited, hidden = stood[::3], stood[1::9]

    *readings, _said, said, reworded, taken = at_once(
        [
            *(("read_through", (reader.pk, feed, channel.pk, 3)) for feed in FEEDS),
            ("say_much", (author.pk, channel.pk, "又到了 #茶", 12)),
            ("say_much", (group.owner_id, channel.pk, "还有 #茶", 12)),
            ("reword", (edited, "改过了 #茶")),
            ("take_out", (group.owner_id, hidden)),
        ]
    )

    assert (said, reworded, taken) == (12, len(edited), len(hidden))
    for feed, passes in zip(FEEDS, readings, strict=True):
        for shown in passes:
            assert shown == sorted(set(shown), reverse=True), feed
            assert set(stood) - set(hidden) <= set(shown), feed
    # When all is still, each feed shows what is there and nothing else.
    there = list(Post.objects.filter(state=Standing.VISIBLE).order_by("-id").values_list("pk", flat=True))
    assert len(there) == 45 + 24 - len(hidden)
    for (still,) in at_once([("read_through", (reader.pk, feed, channel.pk, 1)) for feed in FEEDS]):
        assert still == there
