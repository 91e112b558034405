"""The feeds of a tag and of a place in the API."""

import pytest
from rest_framework.test import APIClient
from taggit.models import Tag

from community.groups.models import Group
from community.posts.models import PostTag
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db
HERE = {"lat": 30.25, "lon": 120.15}


@pytest.fixture
def api():
    return APIClient()


def texts(answer):
    assert answer.status_code == 200, answer.content
    return [item["text"] for item in answer.json()["results"]]


def test_tag(api):
    tag = Tag.objects.create(name="茶", slug="茶")
    closed, member = GroupFactory(access=Group.Access.HIDDEN), PersonFactory()
    subscribe(member, closed)
    for number, subject in enumerate((PersonFactory(), closed, PersonFactory())):
        post = PostFactory(channel=channel_of(subject), text=f"第{number}条")
        PostTag.objects.create(content_object=post, tag=tag, within=channel_of(closed) if subject == closed else None)
    assert texts(api.get("/api/v1/feed/tag/", {"tag": "#茶"})) == ["第2条", "第0条"]
    api.force_authenticate(member)
    first = api.get("/api/v1/feed/tag/", {"tag": "茶", "page_size": 2})
    assert texts(first) == ["第2条", "第1条"]
    assert first.json()["results"][0]["reason"]["kind"] == "tag"
    last = api.get(first.json()["next"])
    assert texts(last) == ["第0条"]
    assert last.json()["next"] is None


def test_a_tag_that_nobody_used(api):
    assert texts(api.get("/api/v1/feed/tag/", {"tag": "茶"})) == []


def test_near(api):
    store = StoreFactory()
    for number in range(3):
        PostFactory(channel=channel_of(store), text=f"第{number}条")
    first = api.get("/api/v1/feed/near/", HERE | {"radius": 500, "page_size": 2})
    assert texts(first) == ["第2条", "第1条"]
    assert texts(api.get(first.json()["next"])) == ["第0条"]
    assert texts(api.get("/api/v1/feed/near/", HERE | {"lat": 10})) == []


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("tag", {}),
        ("tag", {"tag": "茶", "cursor": "made up"}),
        ("near", {}),
        ("near", HERE | {"lat": 91}),
        ("near", HERE | {"lon": "nan"}),
        ("near", HERE | {"radius": 0}),
        ("near", HERE | {"page_size": 51}),
    ],
)
def test_what_is_asked_wrongly(api, path, asked):
    assert api.get(f"/api/v1/feed/{path}/", asked).status_code == 400
