"""What is said around a place: of the stores near it, and of the public groups that are at home there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.discovery.nearby import MOST
from community.feeds.nearby import near_new_since, near_page
from community.groups.models import Group
from community.people.models import Block, PersonMute
from config.kit.geo import Place
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()
HERE = Place(30_250_000, 120_150_000)


def shown(person=GUEST, metres=1000, **options):
    return [item.post for item in near_page(person, HERE, metres, **options).items]


def say(subject, **fields):
    return PostFactory(channel=channel_of(subject), **fields)


def test_it_works():
    store, group = StoreFactory(place_name="西湖边"), GroupFactory(place_name="西湖边")
    posts = [say(store), say(group), say(store)]
    say(StoreFactory(lat=31_000_000))
    say(GroupFactory(place_name="灵隐"))
    say(PersonFactory())
    page = near_page(GUEST, HERE, 1000)
    assert [item.post for item in page.items] == posts[::-1]
    assert {item.reason.kind for item in page.items} == {"near"}


def test_a_corner_of_the_box_is_too_far():
    corner = StoreFactory(lat=30_250_000 + 8_500, lon=120_150_000 + 9_800, place_name="角上")
    say(corner)
    say(GroupFactory(place_name="角上"))
    assert shown() == []


def test_only_public_groups_and_open_stores():
    StoreFactory(place_name="西湖边")
    member = PersonFactory()
    for access in (Group.Access.ASK, Group.Access.INVITE, Group.Access.HIDDEN):
        group = GroupFactory(place_name="西湖边", access=access)
        subscribe(member, group)
        say(group)
    say(GroupFactory(place_name="西湖边", closed_at=timezone.now()))
    for state in (Store.State.PAUSED, Store.State.CLOSED):
        say(StoreFactory(state=state))
    say(StoreFactory(owner=PersonFactory(is_active=False)))
    assert shown(member) == shown() == []


def test_who_is_left_out():
    reader, blocked, muted = PersonFactory(), PersonFactory(), PersonFactory()
    Block.objects.create(person=blocked, blocked=reader)
    PersonMute.objects.create(person=reader, muted=muted)
    say(StoreFactory(owner=blocked))
    group = GroupFactory(place_name="西湖边")
    StoreFactory(place_name="西湖边")
    for author in (blocked, muted):
        say(group, author=author)
    banned = GroupFactory(place_name="西湖边")
    subscribe(reader, banned, state="banned")
    say(banned)
    assert shown(reader) == []


def test_pages():
    stores = [StoreFactory(lat=30_250_000 + number) for number in range(5)]
    posts = [say(store) for store in stores] + [say(stores[0]) for _ in range(4)]
    first = near_page(GUEST, HERE, 1000, limit=4)
    second = near_page(GUEST, HERE, 1000, limit=4, cursor=first.next_cursor)
    third = near_page(GUEST, HERE, 1000, limit=4, cursor=second.next_cursor)
    assert [item.post for page in (first, second, third) for item in page.items] == posts[::-1]
    assert third.next_cursor is None


def test_the_nearest_are_heard():
    far = StoreFactory(lat=30_250_000 + 5_000)
    say(far)
    for number in range(MOST):
        channel_of(StoreFactory(lat=30_250_000 + number))
    assert shown() == []
    Store.objects.exclude(pk=far.pk).update(lat=31_000_000)
    assert len(shown()) == 1


def test_new_since():
    reader, store = PersonFactory(), StoreFactory()
    newest = near_page(reader, HERE, 1000).newest
    say(store)
    say(store, author=reader)
    assert near_new_since(reader, HERE, 1000, newest) == 1
    assert near_new_since(reader, HERE, 1000, "made up") == 0


def test_the_page_asks_where_and_comes_back(client):
    say(StoreFactory(place_name="西湖边"), text="新茶到了")
    assert 'name="at"' in client.get("/near/posts/").content.decode()
    assert client.post("/near/", {"at": "西湖边", "within": "1000", "said": "1"}).url == "/near/posts/"
    answer = client.get("/near/posts/")
    assert "新茶到了" in answer.content.decode()
    newest = answer.context["page"].newest
    assert client.get("/new/", {"since": newest, "feed": "near"}).status_code == 204
    say(Store.objects.get())
    assert client.get("/new/", {"since": newest, "feed": "near"}).status_code == 200
    client.post("/near/forget/")
    assert client.get("/new/", {"since": newest, "feed": "near"}).status_code == 204
