"""Choosing which kinds reach one, and how loud each source is."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.notifications.models import Kind, Medium, Preference
from community.notifications.preferring import prefer
from community.notifications.sources import sources_page
from community.notifications.wanting import choices, wanting
from config.kit.errors import Invalid, NotAllowed
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_it_works(client, reader):
    everything = {f"{kind}.{medium}": "on" for kind in Kind.values for medium in Medium.values}
    del everything["comment.email"]
    assert client.post("/settings/notifications/", everything).status_code == 303
    said = choices(reader)
    assert said["comment", "email"] is False
    assert said["group_post", "email"] is True
    assert "checked" in client.get("/settings/notifications/").content.decode()


def test_only_what_differs_is_written(client, reader):
    same = {f"{kind}.{medium}": "on" for (kind, medium), on in choices(reader).items() if on}
    client.post("/settings/notifications/", same)
    assert not Preference.objects.exists()


def test_defaults(reader):
    people = [reader.pk, PersonFactory().pk]
    assert wanting(people, Kind.ORDER_PAID, Medium.EMAIL) == set(people)
    assert wanting(people, Kind.GROUP_POST, Medium.EMAIL) == set()
    assert wanting(people, Kind.GROUP_POST, Medium.IN_APP) == set(people)
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    assert wanting(people, Kind.GROUP_POST, Medium.EMAIL) == {reader.pk}


@pytest.mark.parametrize(("kind", "medium", "field"), [("x", "email", "kind"), ("comment", "pigeon", "medium")])
def test_unknown(reader, kind, medium, field):
    with pytest.raises(Invalid) as refused:
        prefer(reader, kind=kind, medium=medium, enabled=True)
    assert refused.value.field == field


def test_guest():
    with pytest.raises(NotAllowed):
        prefer(AnonymousUser(), kind="comment", medium="email", enabled=True)


def test_sources(client, reader):
    group, store, friend = GroupFactory(name="西湖边喝茶"), StoreFactory(name="晓雨的茶"), PersonFactory(name="周师傅")
    for subject in (group, store, friend):
        subscribe(reader, subject)
    page = client.get("/settings/sources/").content.decode()
    for name in ("西湖边喝茶", "晓雨的茶", "周师傅"):
        assert name in page


def test_no_sources(client, reader):
    assert client.get("/settings/sources/").status_code == 200


def test_sources_in_pages(reader):
    for _ in range(5):
        subscribe(reader, GroupFactory())
    first = sources_page(reader, limit=3)
    second = sources_page(reader, cursor=first.next_cursor, limit=3)
    assert len(first.sources) == 3
    assert len(second.sources) == 2
    assert second.next_cursor is None


def test_query_count_is_constant(client, reader):
    counts = []
    for _ in range(2):
        for _ in range(3):
            for subject in (GroupFactory(), StoreFactory(), PersonFactory()):
                subscribe(reader, subject)
        with CaptureQueriesContext(connection) as captured:
            client.get("/settings/sources/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
