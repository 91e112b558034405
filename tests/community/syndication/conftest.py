"""A town with one of each thing that everybody may know, and one of each that nobody outside may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from taggit.models import Tag

from community.posts.models import PostTag, Standing
from content.articles.models import Article
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

SECRET = "密语"


@dataclass
class Town:
    store: Any
    person: Any
    group: Any
    product: Any
    article: Any
    posts: dict[str, Any]
    member: Any


@pytest.fixture
def at_home(settings):
    settings.SITE_URL = "https://qunpu.example"


@pytest.fixture
def town(db, at_home) -> Town:
    store, group = StoreFactory(slug="tea", name="晓雨的茶 & <Co>"), GroupFactory(slug="lake", name="西湖边喝茶")
    person = PersonFactory(username="lin", name="林晓雨", headline="懂茶")
    posts = {
        kind: PostFactory(channel=channel_of(subject), author=person, text=f"今天到了\n<龙井> #茶 {kind}")
        for kind, subject in (("store", store), ("person", person), ("group", group))
    }
    tag = Tag.objects.create(name="茶", slug="茶")
    for post in posts.values():
        PostTag.objects.create(content_object=post, tag=tag)
    product = ProductFactory(store=store, name="明前龙井", slug="longjing")
    article = Article.objects.create(
        author=person, slug="water", title="水温", body="85 度", published_at=timezone.now()
    )
    return Town(store, person, group, product, article, posts, secrets(tag))


def secrets(tag: Any) -> Any:
    """Everything called `SECRET` that may not be told of; a person who may read much of it."""
    member = PersonFactory(username="insider", name="")
    for access in ("ask", "invite", "hidden"):
        closed = GroupFactory(slug=f"secret-{access}", name=SECRET, about=SECRET, access=access)
        subscribe(member, closed)
        post = PostFactory(channel=channel_of(closed), text=SECRET)
        PostTag.objects.create(content_object=post, tag=tag, within=post.channel)
    for state in ("paused", "closed"):
        shut = StoreFactory(slug=f"secret-{state}", name=SECRET, state=state)
        ProductFactory(store=shut, slug="secret", name=SECRET)
        PostTag.objects.create(content_object=PostFactory(channel=channel_of(shut), text="别处"), tag=tag)
    gone = PersonFactory(username="secret", name=SECRET, headline=SECRET, is_active=False)
    StoreFactory(slug="secret-gone", name=SECRET, owner=gone)
    GroupFactory(slug="secret-over", name=SECRET, closed_at=timezone.now())
    ProductFactory(slug="secret-draft", name=SECRET, state="draft")
    for author in (gone, PersonFactory()):
        Article.objects.create(
            author=author,
            slug=f"secret-{author.pk}",
            title=SECRET,
            body=SECRET,
            published_at=None if author != gone else timezone.now(),
        )
    for fields in ({"state": Standing.HIDDEN}, {"state": Standing.DELETED}, {"author": gone}):
        PostTag.objects.create(content_object=PostFactory(text=SECRET, **fields), tag=tag)
    return member
