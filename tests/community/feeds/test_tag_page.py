"""The page of a tag shows what its reader may read, wherever it was said, and nothing of the rest."""

import re
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from community.channels.models import Subscription
from community.feeds.tags import tag_new_since, tag_page
from community.groups.editing import edit_group
from community.groups.models import Group
from community.people.models import Block, PersonMute
from community.posts.models import PostTag, Standing
from community.posts.writing import write_post
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


@pytest.fixture
def tag():
    return Tag.objects.create(name="茶", slug="茶")


@pytest.fixture
def say(tag):
    """Say something under the tag, in the channel of a group, store or person."""

    def said(subject, **fields):
        channel = channel_of(subject)
        post = PostFactory(channel=channel, **fields)
        closed = channel.group is not None and channel.group.access != Group.Access.PUBLIC
        PostTag.objects.create(content_object=post, tag=tag, within=channel if closed else None)
        return post

    return said


def shown(tag, person, **options):
    return [item.post for item in tag_page(tag, person, **options).items]


def test_it_works(tag, say):
    posts = [say(subject) for subject in (GroupFactory(), StoreFactory(), PersonFactory())]
    PostFactory()
    page = tag_page(tag, GUEST)
    assert [item.post for item in page.items] == posts[::-1]
    assert {item.reason.kind for item in page.items} == {"tag"}
    assert page.items[0].reason.names_person
    assert page.next_cursor is None


def test_words_carry_it():
    author = PersonFactory()
    closed = GroupFactory(access=Group.Access.ASK, owner=author)
    posts = [
        write_post(author, channel=channel_of(subject), text=f"#龙井 {n}") for n, subject in enumerate((author, closed))
    ]
    tag = Tag.objects.get(slug="龙井")
    assert shown(tag, author) == posts[::-1]
    assert shown(tag, GUEST) == posts[:1]


@pytest.mark.parametrize("access", [Group.Access.ASK, Group.Access.INVITE, Group.Access.HIDDEN])
def test_closed_doors(tag, say, access):
    group, member = GroupFactory(access=access), PersonFactory()
    subscription = subscribe(member, group)
    open_post, closed_post = say(PersonFactory()), say(group)
    assert shown(tag, member) == [closed_post, open_post]
    for outsider in (GUEST, PersonFactory()):
        assert shown(tag, outsider) == [open_post]
        assert tag_page(tag, outsider, limit=1).next_cursor is None
    for state in ("left", "banned", "pending"):
        Subscription.objects.filter(pk=subscription.pk).update(state=state)
        assert shown(tag, member) == [open_post]


def test_pages_mix_open_and_closed(tag, say):
    reader, friend = PersonFactory(), PersonFactory()
    groups = [GroupFactory(access=Group.Access.HIDDEN) for _ in range(3)]
    for group in groups:
        subscribe(reader, group)
    posts = [
        say(subject) for subject in (groups[0], friend, groups[1], groups[0], friend, groups[2], groups[0], friend)
    ]
    found, cursor = [], None
    for _ in range(3):
        page = tag_page(tag, reader, cursor=cursor, limit=3)
        found += [item.post for item in page.items]
        cursor = page.next_cursor
    assert found == posts[::-1]
    assert cursor is None


def test_what_does_not_stand(tag, say):
    reader = PersonFactory()
    blocked, blocker, muted = PersonFactory(), PersonFactory(), PersonFactory()
    Block.objects.create(person=reader, blocked=blocked)
    Block.objects.create(person=blocker, blocked=reader)
    PersonMute.objects.create(person=reader, muted=muted)
    for author in (blocked, blocker, muted):
        say(author, author=author)
    for state in (Standing.HIDDEN, Standing.DELETED):
        say(PersonFactory(), state=state)
    say(StoreFactory(state=Store.State.CLOSED))
    say(PersonFactory(is_active=False))
    banned = GroupFactory()
    subscribe(reader, banned, state="banned")
    say(banned)
    assert shown(tag, reader) == []


def test_doors_that_open_and_close(tag, say):
    group, reader = GroupFactory(), PersonFactory()
    post = say(group)
    assert shown(tag, reader) == [post]
    for access, there in ((Group.Access.ASK, []), (Group.Access.HIDDEN, []), (Group.Access.PUBLIC, [post])):
        edit_group(group.owner, group=group, access=access)
        assert shown(tag, reader) == there
        assert shown(tag, group.owner) == [post]


def test_new_since(tag, say):
    reader = PersonFactory()
    newest = tag_page(tag, reader).newest
    say(PersonFactory())
    say(reader, author=reader)
    say(GroupFactory(access=Group.Access.HIDDEN))
    assert tag_new_since(tag, reader, newest) == 1
    assert tag_new_since(tag, reader, "made up") == 0


@pytest.mark.parametrize("member", [False, True])
def test_what_is_closed_is_not_passed_over(tag, say, member):
    """The index has what may be read beside what may not, on SQLite as the plan says."""
    if connection.vendor != "sqlite":
        return
    reader = PersonFactory()
    group = GroupFactory(access=Group.Access.ASK)
    say(group)
    if member:
        subscribe(reader, group)
    with CaptureQueriesContext(connection) as captured:
        tag_page(tag, reader)
    for query in captured.captured_queries[:2]:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
            steps = [row[-1] for row in cursor.fetchall()]
        assert any("post_by_tag (tag_id=? AND within_id=?" in step for step in steps), steps
        assert not [step for step in steps if step.startswith("SCAN community")], steps


def test_the_page(client, tag, say):
    say(PersonFactory(), text="新茶到了")
    answer = client.get("/t/茶/")
    assert "新茶到了" in answer.content.decode()
    assert client.get("/new/", {"since": tag_page(tag, GUEST).newest, "feed": "tag:茶"}).status_code == 204
    assert client.get("/new/", {"since": "x", "feed": "tag:\x00"}).status_code == 204


def test_a_tag_that_nobody_used_looks_like_one_behind_doors(client, say):
    say(GroupFactory(access=Group.Access.HIDDEN))
    used, unused = client.get("/t/茶/"), client.get("/t/水/")
    assert used.status_code == unused.status_code == 200
    assert without_seals(used).replace("茶", "水") == without_seals(unused)


def without_seals(answer) -> str:
    """The page without tokens and cursors, which are new each time."""
    page = unquote(unquote(answer.content.decode()))
    return re.sub(r'(?i)token(?:": |" value=)"[^"]+"|since=[\w-]+', "", page)


@pytest.mark.parametrize("slug", ["\x00", "1", "!", "%20", "a" * 500])
def test_odd_tags(client, slug):
    assert client.get(f"/t/{slug}/").status_code in (200, 404)
