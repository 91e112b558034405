"""The feeds of a tag and of a place in the API."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from taggit.models import Tag

from community.feeds.models import FeedVisit
from community.groups.models import Group
from community.posts.models import Mention, PostTag
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

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


def test_what_was_missed(api, django_assert_num_queries):
    reader, group, secret = PersonFactory(), GroupFactory(name="西湖边喝茶"), GroupFactory(access=Group.Access.HIDDEN)
    subscribe(reader, group)
    api.force_authenticate(reader)
    assert api.get("/api/v1/feed/missed/").json() == {"left": None, "calls": [], "said": [], "has_more": False}
    mine = PostFactory(channel=channel_of(group), author=reader)
    assert api.post("/api/v1/feed/visit/").status_code == 204
    left = timezone.now() - timedelta(hours=9)
    FeedVisit.objects.update(at=left)

    answer = CommentFactory(post=mine, text="青瓷的好")
    post = PostFactory(channel=channel_of(group), text="新茶到了")
    for channel in (channel_of(group), channel_of(secret)):
        Mention.objects.create(post=PostFactory(channel=channel), person=reader, name=reader.username)
    CommentFactory.create_batch(2, post=post)
    assert api.post("/api/v1/feed/visit/").status_code == 204

    with django_assert_num_queries(8):
        shown = api.get("/api/v1/feed/missed/").json()
    assert [(call["kind"], call["comment"]) for call in shown["calls"]] == [
        ("mention", None),
        ("answer", answer.reference),
    ]
    assert shown["calls"][1]["why"] == f"{answer.author} 回复了你"
    (said,) = shown["said"]
    assert (said["channel"], said["why"], said["count"]) == (f"group:{group.slug}", "你在这个群", 2)
    assert (said["best"]["post"], said["best"]["comments"]) == (post.reference, 2)


def test_guests_missed_nothing(api):
    assert api.get("/api/v1/feed/missed/").status_code == 401
    assert api.post("/api/v1/feed/visit/").status_code == 401
