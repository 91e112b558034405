"""The front page: the feed for members, what Qunpu is for guests; new posts and what was missed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.feeds import visits
from community.feeds.home import home_page
from community.feeds.models import FeedVisit
from community.feeds.visits import Absence, note_visit
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def group(reader):
    group = GroupFactory(name="西湖边喝茶")
    subscribe(reader, group)
    return group


def test_it_works(client, reader, group):
    PostFactory(channel=channel_of(group), text="新茶到了")
    page = client.get("/").content.decode()
    assert "新茶到了" in page
    assert "西湖边喝茶" in page
    assert 'value="group:' in page


def test_guest_sees_what_it_is(client):
    assert client.get("/").status_code == 200


def test_empty_leads_on(client, reader):
    page = client.get("/").content.decode()
    assert "/groups/" in page
    assert "/stores/" in page


def test_next_page(client, reader, group):
    for number in range(25):
        PostFactory(channel=channel_of(group), text=f"第{number}条")
    assert "第0条" not in client.get("/").content.decode()
    cursor = home_page(reader).next_cursor
    page = client.get("/", {"cursor": cursor}).content.decode()
    assert "第0条" in page
    assert "composer" not in page


@pytest.mark.parametrize("cursor", ["x", "\x00", "9" * 5000])
def test_odd_cursor(client, reader, group, cursor):
    assert client.get("/", {"cursor": cursor}).status_code == 200


def test_new_posts(client, reader, group):
    newest = home_page(reader).newest
    assert client.get("/new/", {"since": newest}).status_code == 204
    PostFactory(channel=channel_of(group))
    answer = client.get("/new/", {"since": newest})
    assert answer.status_code == 200
    assert "1" in answer.content.decode()
    assert client.get("/new/", {"since": newest, "channel": f"group:{group.slug}"}).status_code == 200
    assert client.get("/new/", {"since": newest, "channel": "group:nonsense"}).status_code == 204
    assert client.get("/new/", {"since": "made up", "channel": "\x00"}).status_code == 204


def test_new_posts_of_a_closed_circle_are_not_counted_for_outsiders(client, reader):
    secret = GroupFactory(access="ask")
    newest = home_page(reader).newest
    PostFactory(channel=channel_of(secret))
    assert client.get("/new/", {"since": newest, "channel": f"group:{secret.slug}"}).status_code == 204


def away(client, hours: float) -> None:
    """Pretend that the last visit was that long ago."""
    FeedVisit.objects.update(at=timezone.now() - timedelta(hours=hours))


def missed(client) -> bool:
    return client.get("/").context["missed"] is not None


def test_what_was_missed(client, reader, group):
    PostFactory(channel=channel_of(group))
    assert not missed(client)
    away(client, 1)
    PostFactory(channel=channel_of(group))
    assert not missed(client)
    away(client, 48)
    PostFactory(channel=channel_of(group))
    answer = client.get("/")
    assert answer.context["missed"].groups == 1
    assert missed(client)


def test_nothing_missed_is_not_said(client, reader, group):
    PostFactory(channel=channel_of(group))
    client.get("/")
    away(client, 48)
    assert not missed(client)
    away(client, 48)
    PostFactory(channel=channel_of(group), author=reader)
    PostFactory(channel=channel_of(StoreFactory()))
    assert not missed(client)


def test_what_was_missed_is_said_for_one_visit(client, reader, group):
    client.get("/")
    away(client, 48)
    PostFactory(channel=channel_of(group))
    assert missed(client)
    away(client, 1)
    FeedVisit.objects.update(back=timezone.now() - timedelta(hours=1))
    assert not missed(client)


def test_another_device_knows_what_was_read(client, reader, group):
    client.get("/")
    away(client, 48)
    PostFactory(channel=channel_of(group))
    elsewhere = Client()
    elsewhere.force_login(reader)
    assert missed(elsewhere)
    assert missed(client)
    away(client, 1)
    PostFactory(channel=channel_of(group))
    assert missed(elsewhere)
    away(client, 5)
    assert not missed(client)


def test_a_visit_is_written_once_a_minute(client, reader, group):
    client.get("/")
    seen = FeedVisit.objects.get()
    PostFactory(channel=channel_of(group))
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    assert not [one for one in captured if "feedvisit" in one["sql"] and not one["sql"].startswith("SELECT")]
    assert FeedVisit.objects.get().at == seen.at


def test_of_two_devices_that_come_back_at_once_one_writes(reader, monkeypatch):
    then = timezone.now() - timedelta(hours=9)
    FeedVisit.objects.create(person=reader, seen=3, at=then)
    stale = FeedVisit.objects.get()
    note_visit(reader, 7)
    found = iter([stale, FeedVisit.objects.get()])
    monkeypatch.setattr(visits, "_visit_of", lambda person: next(found))
    assert note_visit(reader, 9) == Absence(3, then)
    assert FeedVisit.objects.get().seen == 7


def test_one_can_write_under_the_feed_and_is_told_how_much(client, reader):
    assert f"/budget/line/?channel=person%3A{reader.username}" in client.get("/").content.decode()


def test_query_count_is_constant(client, reader):
    counts = []
    for _ in range(3):
        for subject in (GroupFactory(), StoreFactory(), PersonFactory()):
            subscribe(reader, subject)
            PostFactory(channel=channel_of(subject))
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
