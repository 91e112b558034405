"""A home feed holds what its reader's sources say, newest first, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.channels.models import Subscription
from community.feeds.home import home_page, new_since
from community.groups.models import Group
from community.people.models import Block
from community.posts.models import Post, Standing
from config.kit import cursors
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return PersonFactory()


@pytest.fixture
def group(reader):
    group = GroupFactory()
    subscribe(reader, group)
    return group


def shown(person, **options):
    return [item.post for item in home_page(person, **options).items]


def test_it_works(reader, group):
    store, friend = StoreFactory(), PersonFactory()
    subscribe(reader, store)
    subscribe(reader, friend)
    posts = [PostFactory(channel=channel_of(subject)) for subject in (group, store, friend, group)]
    page = home_page(reader)
    assert [item.post for item in page.items] == posts[::-1]
    assert [item.reason.kind for item in page.items] == ["group", "person", "store", "group"]
    assert page.next_cursor is None


def test_guest_has_no_feed(group):
    PostFactory(channel=channel_of(group))
    assert not home_page(AnonymousUser())


def test_strangers_do_not_appear(reader):
    PostFactory(channel=channel_of(GroupFactory()))
    assert shown(reader) == []


def test_own_stream_and_store_appear(reader):
    store = StoreFactory(owner=reader)
    posts = [PostFactory(author=reader, channel=channel_of(subject)) for subject in (reader, store)]
    page = home_page(reader)
    assert [item.post for item in page.items] == posts[::-1]
    assert {item.reason.kind for item in page.items} == {"own"}
    assert not any(item.reason.can_be_muted for item in page.items)


def test_pages_follow_without_gap(reader, group):
    posts = [PostFactory(channel=channel_of(group)) for _ in range(7)]
    first = home_page(reader, limit=3)
    second = home_page(reader, limit=3, cursor=first.next_cursor)
    third = home_page(reader, limit=3, cursor=second.next_cursor)
    assert [item.post for page in (first, second, third) for item in page.items] == posts[::-1]
    assert third.next_cursor is None


def test_last_page_that_is_full_has_no_next(reader, group):
    for _ in range(3):
        PostFactory(channel=channel_of(group))
    assert home_page(reader, limit=3).next_cursor is None


def test_unknown_cursor_begins_at_the_top(reader, group):
    post = PostFactory(channel=channel_of(group))
    assert shown(reader, cursor="made up") == [post]


@pytest.mark.parametrize("state", ["pending", "left", "banned"])
def test_ended_subscription_shows_nothing(reader, group, state):
    PostFactory(channel=channel_of(group))
    Subscription.objects.filter(person=reader).update(state=state)
    assert shown(reader) == []


def test_muted_source_is_left_out_until_its_time(reader, group):
    post = PostFactory(channel=channel_of(group))
    Subscription.objects.filter(person=reader).update(muted_until=timezone.now() + timedelta(hours=1))
    assert shown(reader) == []
    Subscription.objects.filter(person=reader).update(muted_until=timezone.now() - timedelta(hours=1))
    assert shown(reader) == [post]


@pytest.mark.parametrize("state", [Standing.HIDDEN, Standing.DELETED])
def test_post_that_does_not_stand_uncovers_the_one_below(reader, group, state):
    below = PostFactory(channel=channel_of(group))
    PostFactory(channel=channel_of(group), state=state)
    assert shown(reader, limit=1) == [below]


def test_blocked_either_way(reader, group):
    ours, theirs = PersonFactory(), PersonFactory()
    Block.objects.create(person=reader, blocked=ours)
    Block.objects.create(person=theirs, blocked=reader)
    for author in (ours, theirs):
        PostFactory(channel=channel_of(group), author=author)
    assert shown(reader) == []


def test_stream_of_a_blocked_person_is_left_out(reader):
    friend = PersonFactory()
    subscribe(reader, friend)
    Block.objects.create(person=friend, blocked=reader)
    PostFactory(channel=channel_of(friend))
    assert shown(reader) == []


def test_suspended_author(reader, group):
    PostFactory(channel=channel_of(group), author=PersonFactory(is_active=False))
    assert shown(reader) == []


def test_closed_group_and_store(reader, group):
    store = StoreFactory()
    subscribe(reader, store)
    for subject in (group, store):
        PostFactory(channel=channel_of(subject))
    Group.objects.update(closed_at=timezone.now())
    Store.objects.update(state=Store.State.CLOSED)
    assert shown(reader) == []


def test_store_of_a_suspended_owner(reader):
    store = StoreFactory(owner=PersonFactory(is_active=False))
    subscribe(reader, store)
    PostFactory(channel=channel_of(store))
    assert shown(reader) == []


def test_reader_of_quiet_sources(reader):
    """What they read was said long ago, and the whole town has talked since."""
    quiet = [GroupFactory() for _ in range(5)]
    old = [PostFactory(channel=channel_of(group)) for group in quiet for _ in range(2)]
    for group in quiet:
        subscribe(reader, group)
    noise = PostFactory(channel=channel_of(GroupFactory()))
    Post.objects.bulk_create(Post(channel=noise.channel, author=noise.author, text="…") for _ in range(500))
    newest = PostFactory(channel=channel_of(quiet[0]))
    assert shown(reader, limit=3) == [newest, old[-1], old[-2]]


def test_busy_source_beside_quiet_ones(reader):
    """More sources than fit on the page, and one whose posts alone would fill it."""
    groups = [GroupFactory() for _ in range(6)]
    for group in groups:
        subscribe(reader, group)
    posts = [PostFactory(channel=channel_of(group)) for group in groups]
    posts += [PostFactory(channel=channel_of(groups[0])) for _ in range(5)]
    assert shown(reader, limit=4) == posts[:-5:-1]
    assert shown(reader, limit=8) == posts[:-9:-1]


def queries_of_home(reader, limit=30):
    home_page(reader, limit=limit)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = home_page(reader, limit=limit)
    return len(captured), len(page.items)


def test_query_count_is_constant(reader):
    counts = []
    for _ in range(3):
        for subject in (GroupFactory(), StoreFactory(), PersonFactory()):
            subscribe(reader, subject)
            PostFactory(channel=channel_of(subject))
        counts.append(queries_of_home(reader))
    assert counts == [(4, 3), (4, 6), (4, 9)]


def test_both_steps_use_the_index(reader):
    """Neither step may walk the posts; on PostgreSQL a small table says nothing of that."""
    if connection.vendor != "sqlite":
        return
    for subject in (GroupFactory(), StoreFactory(), PersonFactory()):
        subscribe(reader, subject)
        PostFactory(channel=channel_of(subject))
    with CaptureQueriesContext(connection) as captured:
        home_page(reader)
    for query in captured.captured_queries[:2]:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
            steps = [row[-1] for row in cursor.fetchall()]
        assert any("USING INDEX post_by_channel" in step for step in steps)
        assert not [step for step in steps if step.startswith("SCAN") and "community_" in step]


def test_new_since_counts_what_others_said(reader, group):
    PostFactory(channel=channel_of(group))
    newest = home_page(reader).newest
    assert new_since(reader, newest) == 0
    PostFactory(channel=channel_of(group), author=reader)
    PostFactory(channel=channel_of(GroupFactory()))
    assert new_since(reader, newest) == 0
    for _ in range(2):
        PostFactory(channel=channel_of(group))
    assert new_since(reader, newest) == 2
    assert new_since(reader, "made up") == 0
    assert new_since(AnonymousUser(), newest) == 0


def test_new_since_stops_counting(reader, group):
    channel, author = channel_of(group), PersonFactory()
    Post.objects.bulk_create(Post(channel=channel, author=author, text="…") for _ in range(30))
    assert new_since(reader, cursors.encode(0)) == 21
