"""Choosing which kinds reach one, and how loud each source is."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.notifications.models import Kind, Medium, Preference, Rhythm
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
    assert second.next_cursor == ""


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


def quiet_form(**fields):
    said = {"part": "quiet", "quiet-on": "on", "quiet-start": "22:00", "quiet-end": "08:00", "quiet-days": ["4", "5"]}
    return said | fields


def test_quiet_hours(client, reader):
    assert client.get("/settings/quiet/").status_code == 200
    assert client.post("/settings/quiet/", quiet_form()).status_code == 303
    rhythm = Rhythm.objects.get(person=reader)
    assert (rhythm.quiet, rhythm.quiet_days) == (True, 0b110000)
    assert "22:00 到 08:00" in client.get("/settings/notifications/").content.decode()


@pytest.mark.parametrize("wrong", [{"quiet-start": "25:00"}, {"quiet-end": "22:00"}, {"quiet-days": []}])
def test_quiet_hours_come_back_with_what_is_wrong(client, reader, wrong):
    answer = client.post("/settings/quiet/", quiet_form(**wrong))
    assert answer.status_code == 422
    assert answer["HX-Reswap"] == "outerHTML"
    assert not Rhythm.objects.filter(quiet=True).exists()


def test_digest(client, reader):
    said = {"part": "digest", "digest-digest": "weekly", "digest-hour": "7", "digest-weekday": "2"}
    assert client.post("/settings/quiet/", said).status_code == 303
    rhythm = Rhythm.objects.get(person=reader)
    assert (rhythm.digest, rhythm.digest_hour, rhythm.digest_weekday) == ("weekly", 7, 2)
    assert rhythm.next_digest_at is not None
    assert client.post("/settings/quiet/", said | {"digest-hour": "99"}).status_code == 422


@pytest.mark.parametrize("part", ["", "nonsense", "quiet", "digest"])
def test_half_a_form(client, reader, part):
    assert client.post("/settings/quiet/", {"part": part}).status_code in (200, 422)


def test_with_scripts_a_tap_is_saved_by_itself(client, reader):
    answer = client.post("/settings/notifications/", {"comment.in_app": "on"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "toasts" in answer.content.decode()
    assert choices(reader)["reply", "in_app"] is False


@pytest.mark.parametrize(("span", "hours"), [("hour", 1), ("day", 24), ("week", 168), ("", None), ("x", None)])
def test_a_source_is_silent_for_a_while(client, reader, span, hours):
    group = GroupFactory(slug="tea")
    row = subscribe(reader, group)
    client.post(f"/mute/?channel=group:tea&for={span}")
    row.refresh_from_db()
    left = row.muted_until - timezone.now()
    assert left > timedelta(days=300) if hours is None else abs(left - timedelta(hours=hours)) < timedelta(minutes=1)
    page = client.get("/settings/sources/").content.decode()
    assert ("静音到" in page) == (hours is not None)
