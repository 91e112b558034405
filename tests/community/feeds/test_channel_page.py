"""The posts of one channel, to whoever may read it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.feeds.channels import channel_new_since, channel_page, pinned_items
from community.people.models import Block
from community.posts.models import PostPicture, Reaction, Standing
from tests.factories import (
    CommentFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


@pytest.fixture
def channel(group):
    return channel_of(group)


def test_it_works(channel):
    posts = [PostFactory(channel=channel) for _ in range(3)]
    page = channel_page(channel, GUEST)
    assert [item.post for item in page.items] == posts[::-1]
    assert page.next_cursor is None
    assert all(item.reason is None and not item.where for item in page.items)


def test_pages(channel):
    posts = [PostFactory(channel=channel) for _ in range(5)]
    first = channel_page(channel, GUEST, limit=3)
    second = channel_page(channel, GUEST, cursor=first.next_cursor, limit=3)
    assert [item.post for item in (*first.items, *second.items)] == posts[::-1]
    assert second.next_cursor is None
    assert not second.is_first


@pytest.mark.parametrize("access", ["ask", "invite"])
def test_members_only(group, channel, access):
    group.access = access
    group.save()
    PostFactory(channel=channel)
    outsider, member = PersonFactory(), PersonFactory()
    subscription = subscribe(member, group)
    assert not channel_page(channel, outsider)
    assert channel_page(channel, member)
    subscription.state = "left"
    subscription.save()
    assert not channel_page(channel, member)


def test_banned_from_a_public_group(group, channel):
    PostFactory(channel=channel)
    banned = PersonFactory()
    subscribe(banned, group, state="banned")
    assert not channel_page(channel, banned)


def test_what_does_not_stand(channel):
    for state in (Standing.HIDDEN, Standing.DELETED):
        PostFactory(channel=channel, state=state)
    assert not channel_page(channel, GUEST)


def test_pinned(channel):
    PostFactory(channel=channel)
    pinned = PostFactory(channel=channel, pinned_at=timezone.now())
    assert [item.post for item in pinned_items(channel, GUEST)] == [pinned]
    assert channel_page(channel, GUEST).items[0].is_pinned


def test_what_an_item_knows(channel):
    reader, blocked = PersonFactory(), PersonFactory()
    Block.objects.create(person=reader, blocked=blocked)
    product = ProductFactory(name="明前龙井")
    post = PostFactory(channel=channel, text="到了\n<b>", link=product.get_absolute_url())
    picture = PictureFactory()
    PostPicture.objects.create(post=post, picture=picture)
    for author in (PersonFactory(), blocked):
        CommentFactory(post=post, author=author)
    CommentFactory(post=post, state=Standing.HIDDEN)
    for person, kind in ((reader, "thanks"), (PersonFactory(), "heart")):
        Reaction.objects.create(post=post, person=person, kind=kind)
    (item,) = channel_page(channel, reader).items
    assert item.card.title == "明前龙井"
    assert list(item.pictures) == [picture]
    assert (item.comment_count, item.reaction_count, item.my_reaction) == (1, 2, "thanks")
    assert "&lt;b&gt;" in item.body
    assert channel_page(channel, GUEST).items[0].my_reaction == ""


def test_card_of_what_one_may_not_see(channel):
    product = ProductFactory(name="明前龙井", state="draft")
    PostFactory(channel=channel, link=product.get_absolute_url())
    assert channel_page(channel, GUEST).items[0].card is None


def test_a_store_speaks_under_its_own_name():
    store = StoreFactory(name="晓雨的茶")
    PostFactory(channel=channel_of(store), author=store.owner)
    (item,) = channel_page(channel_of(store), GUEST).items
    assert item.speaker == store


def test_new_since(channel):
    reader = PersonFactory()
    empty = channel_page(channel, reader)
    PostFactory(channel=channel)
    PostFactory(channel=channel, author=reader)
    assert channel_new_since(channel, reader, empty.newest) == 1
    assert channel_new_since(channel, reader, channel_page(channel, reader).newest) == 0
    assert channel_new_since(channel, reader, "made up") == 0


def test_query_count_is_constant(channel):
    counts, reader = [], PersonFactory()
    for _ in range(2):
        for _ in range(3):
            post = PostFactory(channel=channel, link=ProductFactory().get_absolute_url())
            PostPicture.objects.create(post=post, picture=PictureFactory())
            CommentFactory(post=post)
            Reaction.objects.create(post=post, person=PersonFactory(), kind="heart")
        # The first time, the kinds of rows are looked up and kept.
        channel_page(channel, reader)
        with CaptureQueriesContext(connection) as captured:
            channel_page(channel, reader)
        counts.append(len(captured))
    assert counts[0] == counts[1]
