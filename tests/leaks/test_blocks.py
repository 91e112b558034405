"""Between two who blocked each other nothing is shown, on any address of the site, whoever of them did it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from community.people.models import Block, Person
from community.posts.models import Comment, Post
from shop.reviews.models import Review
from tests.factories import CommentFactory, PersonFactory, PostFactory, channel_of, subscribe
from tests.permissions.matrix import path_of
from tests.permissions.routes import all_routes
from tests.permissions.world import World, build

# Words of the other that stand nowhere else.
NAME, POST, COMMENT, STREAM, REVIEW = "鸬鹚小姐", "苇塘口令", "芦花回信", "水鸟日记", "白鹭好评"
ROUTES = [route for route in all_routes() if route.path != "live/"]


@pytest.fixture
def town(db: None) -> World:
    """A group in which the other wrote, answered and reacted; they follow nobody and sell nothing, but said a word of
    what they bought."""
    world = build()
    other = world.people["member"]
    Person.objects.filter(pk=other.pk).update(name=NAME, headline=NAME)
    Post.objects.filter(pk=world.post.pk).update(text=POST)
    Comment.objects.filter(pk=world.comment.pk).update(text=COMMENT)
    PostFactory(author=other, channel=channel_of(other), text=STREAM)
    said = PostFactory(author=world.people["owner"], channel=world.group.channel, text="今天开会")
    CommentFactory(author=other, post=said, text=COMMENT)
    said.reactions.create(person=other)
    Review.objects.filter(reference=world.review).update(text=REVIEW)
    return world


def neighbour(world: World) -> Person:
    """Someone in the same group."""
    person = PersonFactory()
    subscribe(person, world.group)
    return person


def read_by(person: Any, world: World) -> dict[str, set[str]]:
    """Which of the other's words the person meets, by the address, on all addresses of the site."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    session, met = client.cookies["sessionid"].value, {}
    for route in ROUTES:
        client.cookies["sessionid"] = session
        answer = client.get(f"{path_of(route, world)}?q=芦花&channel=group:{world.group.slug}")
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = said.decode(errors="replace")
        if words := {word for word in (NAME, POST, COMMENT, STREAM, REVIEW) if word in text}:
            met[route.path] = words
    return met


def test_a_neighbour_meets_them_in_many_places(town):
    assert len(read_by(neighbour(town), town)) > 8


@pytest.mark.parametrize("who", ["blocked", "blocking"])
def test_two_who_blocked_do_not_meet(town, who):
    person, other = neighbour(town), town.people["member"]
    pair = (other, person) if who == "blocked" else (person, other)
    Block.objects.create(person=pair[0], blocked=pair[1])

    met = read_by(person, town)

    # Whom one has blocked stands in one's own list of them, and nowhere else.
    own = {"settings/blocked/", "settings/people/", "api/v1/people/blocked/", "api/v1/blocks/"}
    if who == "blocking":
        met = {path: words for path, words in met.items() if path not in own}
    assert met == {}
