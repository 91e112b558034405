"""The first page of any feed takes at most six statements, whatever its posts hold."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from community.feeds.channels import channel_page
from community.feeds.home import home_page
from community.feeds.nearby import near_page
from community.feeds.tags import tag_page
from community.groups.models import Group
from community.people.models import PersonMute
from community.posts.models import Post, PostTag
from config.kit.geo import Place
from tests.community.feeds.rich import rich_posts
from tests.factories import GroupFactory, PersonFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db
MOST = 6
LAKE = Place(30_250_000, 120_150_000)


@pytest.fixture
def town():
    """A reader, and rich posts in a group of theirs, a closed one, a store and a person, all under one tag."""
    reader = PersonFactory()
    group, closed = GroupFactory(place_name="西湖边"), GroupFactory(access=Group.Access.ASK)
    subjects = {"group": group, "closed": closed, "store": StoreFactory(), "person": PersonFactory()}
    tag = Tag.objects.create(name="茶", slug="茶")
    for subject in subjects.values():
        subscribe(reader, subject)
        rich_posts(channel_of(subject), reader)
    for post in Post.objects.filter(channel__in=[channel_of(subject) for subject in subjects.values()]):
        door = post.channel if post.channel == channel_of(closed) else None
        PostTag.objects.create(content_object=post, tag=tag, within=door)
    PersonMute.objects.create(person=reader, muted=PersonFactory())
    return reader, subjects, tag


def statements(page, *arguments, **options) -> int:
    page(*arguments, **options)
    with CaptureQueriesContext(connection) as captured:
        assert len(page(*arguments, **options).items) > 5
    return len(captured)


def test_home(town):
    reader, _subjects, _tag = town
    assert statements(home_page, reader, limit=60) <= MOST


@pytest.mark.parametrize("name", ["group", "closed", "store", "person"])
def test_channels(town, name):
    reader, subjects, _tag = town
    assert statements(channel_page, channel_of(subjects[name]), reader) <= MOST


@pytest.mark.parametrize("name", ["group", "store", "person"])
def test_channels_to_guests(town, name):
    assert statements(channel_page, channel_of(town[1][name]), AnonymousUser()) <= MOST


def test_tags(town):
    reader, _subjects, tag = town
    assert statements(tag_page, tag, reader, limit=60) <= MOST
    assert statements(tag_page, tag, AnonymousUser()) <= MOST


def test_nearby(town):
    assert statements(near_page, town[0], LAKE, 1000, limit=60) <= MOST
    assert statements(near_page, AnonymousUser(), LAKE, 1000) <= MOST


def test_an_item_shows_what_it_passes_on(town):
    reader, subjects, _tag = town
    items = channel_page(channel_of(subjects["group"]), reader).items
    assert all(item.is_repost and item.original and item.is_saved and item.marks.poll for item in items)
    assert all(item.original.pictures and item.original.marks.poll for item in items)


def test_what_one_may_not_read_is_not_passed_on():
    reader, hidden, group = PersonFactory(), GroupFactory(access=Group.Access.HIDDEN), GroupFactory()
    subscribe(reader, hidden)
    (inside, *_rest) = rich_posts(channel_of(hidden), reader)
    passed = Post.objects.create(channel=channel_of(group), author=PersonFactory(), text="看", repost_of=inside)
    assert channel_page(channel_of(group), reader).items[0].original.post == inside
    (item,) = channel_page(channel_of(group), AnonymousUser()).items
    assert (item.post, item.is_repost, item.original) == (passed, True, None)
    PersonMute.objects.create(person=reader, muted=inside.author)
    assert channel_page(channel_of(group), reader).items[0].original is None


def test_passing_on_behind_doors_is_not_counted_outside():
    post, hidden = rich_posts(channel_of(PersonFactory()), PersonFactory())[0], GroupFactory(access=Group.Access.HIDDEN)
    Post.objects.create(channel=channel_of(hidden), author=PersonFactory(), text="看", repost_of=post)
    (item, *_rest) = [item for item in channel_page(post.channel, AnonymousUser()).items if item.post == post]
    assert item.repost_count == 0
