"""Posts with all that a post can hold, for counting the statements of a page that shows them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from community.polls.models import Poll, PollOption, PollVote
from community.posts.models import Mention, PostPicture, Reaction, SavedPost
from content.articles.models import Article
from content.lessons.course import course
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
)


def links() -> list[str]:
    """One to each kind of page that has cards, and one outside."""
    article = Article.objects.create(
        slug=f"water-{Article.objects.count()}", title="水温", body="# 85 度", published_at=timezone.now()
    )
    things = [StoreFactory(), ProductFactory(), GroupFactory(), PersonFactory(), article, PostFactory()]
    found = [thing.get_absolute_url() for thing in things]
    return [*found, reverse("lesson", args=[course()[0].slug]), "https://other.example/a", ""]


def rich_posts(channel: Any, reader: Any, text: str = "新茶") -> list[Any]:
    """One post a kind of link; each with photos, a mention, a poll, comments, signs, and passing on such another."""
    return [_enriched(channel, reader, link, text) for link in links()]


def _enriched(channel: Any, reader: Any, link: str, text: str) -> Any:
    original = PostFactory(link=link, text="@friend 看看")
    post = PostFactory(channel=channel, text=f"{text} @friend", link=link, repost_of=original)
    for one in (post, original):
        Mention.objects.create(post=one, person=PersonFactory(), name="friend")
        PostPicture.objects.create(post=one, picture=PictureFactory())
        poll = Poll.objects.create(post=one, closes_at=timezone.now() + timedelta(days=1))
        option = PollOption.objects.create(poll=poll, text="龙井", position=0)
        PollVote.objects.create(poll=poll, option=option, person=reader, slot=0)
    CommentFactory(post=post)
    Reaction.objects.create(post=post, person=reader)
    SavedPost.objects.create(post=post, person=reader)
    return post
