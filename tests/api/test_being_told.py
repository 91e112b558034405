"""Feed, bell, preferences, nearby and search over the API."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from community.notifications.models import Kind, Notification
from community.notifications.tasks import make_notifications
from community.notifications.telling import tell
from tests.api.clients import client_of
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def api(person):
    return client_of(person)


@pytest.fixture
def group(person):
    group = GroupFactory(name="西湖边喝茶", slug="tea")
    subscribe(person, group)
    return group


def notify(group, count=1):
    for _ in range(count):
        post = PostFactory(channel=channel_of(group), author=group.owner)
        make_notifications(tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post).pk)


def test_feed(api, group):
    posts = [PostFactory(channel=channel_of(group)) for _ in range(3)]
    first = api.get("/api/v1/feed/?page_size=2").json()
    assert [row["reference"] for row in first["results"]] == [posts[2].reference, posts[1].reference]
    assert first["results"][0]["reason"] == {
        "kind": "group",
        "text": "你在这个群",
        "channel": "group:tea",
        "can_be_muted": True,
    }
    second = api.get(first["next"]).json()
    assert [row["reference"] for row in second["results"]] == [posts[0].reference]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["cursor=made-up", "page_size=0", "page_size=x", "page_size=9999", "cursor=%00"])
def test_feed_refuses_what_it_cannot_read(api, query):
    answer = api.get(f"/api/v1/feed/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] in ("cursor", "page_size")


@pytest.mark.parametrize("path", ["feed", "notifications", "notifications/unread", "preferences"])
def test_guests_have_none(path):
    assert APIClient().get(f"/api/v1/{path}/").status_code == 401


def test_bell(api, person, group):
    notify(group, 2)
    (line,) = api.get("/api/v1/notifications/").json()["results"]
    assert line["count"] == 2
    assert line["unread"] is True
    assert "西湖边喝茶" in line["text"]
    assert api.get("/api/v1/notifications/unread/").json() == {"unread": 1}
    assert api.post(f"/api/v1/notifications/{line['reference']}/read/").json() == {"unread": 0}
    assert api.get("/api/v1/notifications/?unread=true").json()["results"] == []


def test_mark_all_read(api, group):
    notify(group)
    assert api.post("/api/v1/notifications/read/").json() == {"unread": 0}


def test_line_of_someone_else(api, group):
    other = PersonFactory()
    subscribe(other, group)
    notify(group)
    reference = Notification.objects.get(person=other).reference
    assert api.post(f"/api/v1/notifications/{reference}/read/").status_code == 404


def test_preferences(api):
    said = api.get("/api/v1/preferences/").json()
    assert {"kind": "comment", "medium": "email", "enabled": True} in said
    answer = api.post("/api/v1/preferences/", {"kind": "comment", "medium": "email", "enabled": False})
    assert answer.status_code == 200
    assert {"kind": "comment", "medium": "email", "enabled": False} in api.get("/api/v1/preferences/").json()
    assert api.post("/api/v1/preferences/", {"kind": "x", "medium": "email", "enabled": True}).status_code == 400


def test_lines_count_people(api, person, group):
    notify(group, 3)
    (line,) = api.get("/api/v1/notifications/").json()["results"]
    assert (line["count"], line["people"]) == (3, 1)


def test_rhythm(api):
    said = api.get("/api/v1/preferences/rhythm/").json()
    assert said == {
        "quiet": False,
        "quiet_start": "22:00",
        "quiet_end": "08:00",
        "quiet_days": [0, 1, 2, 3, 4, 5, 6],
        "digest": "none",
        "digest_hour": 8,
        "digest_weekday": 6,
        "paused": False,
        "paused_until": None,
    }
    changed = {"quiet": True, "quiet_start": "23:30", "quiet_days": [0, 4], "digest": "daily", "digest_hour": 7}
    assert api.patch("/api/v1/preferences/rhythm/", changed).json() == said | changed
    assert api.patch("/api/v1/preferences/rhythm/", {"quiet": False}).json() == said | changed | {"quiet": False}


def test_pausing_everything(api):
    path = "/api/v1/preferences/rhythm/"
    until = (timezone.now() + timedelta(hours=2)).replace(microsecond=0)
    said = api.patch(path, {"paused_until": until.isoformat()}, format="json").json()
    assert (said["paused"], datetime.fromisoformat(said["paused_until"])) == (True, until)
    said = api.patch(path, {"paused_until": None}, format="json").json()
    assert (said["paused"], said["paused_until"]) == (True, None)
    assert api.patch(path, {"digest": "daily"}, format="json").json()["paused"] is True
    assert api.patch(path, {"paused": False}, format="json").json()["paused"] is False
    assert api.patch(path, {"paused_until": None}, format="json").json()["paused"] is False
    assert api.patch(path, {"paused": True}, format="json").json()["paused"] is True
    refused = api.patch(path, {"paused_until": "2001-01-01T00:00:00Z"}, format="json")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "paused_until")


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet": True, "quiet_start": "08:00"},
        {"quiet_start": "25:00"},
        {"quiet": True, "quiet_days": []},
        {"quiet_days": [7]},
        {"quiet_days": "x"},
        {"digest": "hourly"},
        {"digest_hour": 24},
        {"digest_weekday": -1},
    ],
)
def test_rhythm_refuses(api, wrong):
    assert api.patch("/api/v1/preferences/rhythm/", wrong, format="json").status_code == 400
    assert api.get("/api/v1/preferences/rhythm/").json()["quiet"] is False


def test_rhythm_of_a_guest():
    assert APIClient().get("/api/v1/preferences/rhythm/").status_code == 401


def test_near(api):
    store = StoreFactory(lat=30_251_000, lon=120_150_000)
    StoreFactory(lat=31_000_000, lon=120_150_000)
    (row,) = api.get("/api/v1/near/?lat=30.25&lon=120.15&radius=500").json()
    assert row["store"]["slug"] == store.slug
    assert row["distance"] == pytest.approx(111, abs=1)


@pytest.mark.parametrize(
    "query", ["", "lat=91&lon=0", "lat=x&lon=0", "lat=1&lon=2&radius=-5", "lat=nan&lon=0", "lat=1&lon=inf"]
)
def test_near_refuses_what_is_not_on_earth(api, query):
    assert api.get(f"/api/v1/near/?{query}").status_code == 400


def test_search(api):
    product = ProductFactory(name="明前龙井茶")
    GroupFactory(name="喝茶群")
    found = api.get("/api/v1/search/?q=茶").json()
    assert [row["slug"] for row in found["goods"]] == [product.slug]
    assert [row["name"] for row in found["groups"]] == ["喝茶群"]
    assert api.get("/api/v1/search/?q=茶&kind=groups").json()["goods"] == []
    assert api.get("/api/v1/search/?q=").status_code == 400
