"""What was missed: what was meant for the reader, and what each source said, with nothing they may not read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.channels.models import Subscription
from community.feeds.missing import MANY, gather, missed
from community.feeds.models import FeedVisit
from community.feeds.visits import Absence
from community.people.models import PersonMute
from community.posts.models import Mention, Post
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


@pytest.fixture
def reader():
    return PersonFactory()


@pytest.fixture
def group(reader):
    group = GroupFactory(name="西湖边喝茶")
    subscribe(reader, group)
    return group


def absence(hours=5):
    newest = Post.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return Absence(newest, timezone.now() - timedelta(hours=hours))


def mention(person, post, comment=None):
    return Mention.objects.create(post=post, comment=comment, person=person, name=person.username)


def test_sources(reader, group):
    store = StoreFactory()
    subscribe(reader, store)
    PostFactory(channel=channel_of(group))
    away = absence()
    first, second = (PostFactory(channel=channel_of(group)) for _ in range(2))
    CommentFactory(post=first)
    third = PostFactory(channel=channel_of(store))
    PostFactory(channel=channel_of(group), author=reader)
    PostFactory(channel=channel_of(GroupFactory()))
    said = gather(reader, away).said
    assert [(one.source, one.count, one.best, one.comments) for one in said] == [
        (store, 1, third, 0),
        (group, 2, first, 1),
    ]
    assert second.pk > first.pk
    assert missed(reader, away).groups == 1


def test_what_was_meant_for_the_reader(reader, group):
    mine = PostFactory(channel=channel_of(group), author=reader)
    away = absence()
    named = PostFactory(channel=channel_of(group))
    mention(reader, named)
    announced = PostFactory(channel=channel_of(group), announced_at=timezone.now())
    answer = CommentFactory(post=mine)
    CommentFactory(post=mine, author=reader)
    calls = gather(reader, away).calls
    assert [(call.kind, call.words) for call in calls] == [
        ("mention", named),
        ("announcement", announced),
        ("answer", answer),
    ]
    assert calls[2].url.endswith(f"#comment-{answer.reference}")
    told = missed(reader, away)
    assert (told.mentions, told.announcements, told.answers) == (1, 1, 1)


def test_answers_to_comments(reader, group):
    post = PostFactory(channel=channel_of(group))
    comment = CommentFactory(post=post, author=reader)
    away = absence()
    answer = CommentFactory(post=post, parent=comment, thread=comment)
    CommentFactory(post=post)
    assert [call.words for call in gather(reader, away).calls] == [answer]


def test_a_mention_in_an_answer_is_told_once(reader, group):
    mine = PostFactory(channel=channel_of(group), author=reader)
    away = absence()
    mention(reader, mine, comment=CommentFactory(post=mine))
    assert [call.kind for call in gather(reader, away).calls] == ["mention"]


def test_what_one_may_not_read_or_hear(reader, group):
    mine = PostFactory(channel=channel_of(group), author=reader)
    away = absence()
    muted, hidden = PersonFactory(), GroupFactory(access="hidden")
    PersonMute.objects.create(person=reader, muted=muted)
    subscribe(reader, hidden, state="banned")
    for channel, author in ((channel_of(group), muted), (channel_of(hidden), PersonFactory())):
        post = PostFactory(channel=channel, author=author, announced_at=timezone.now())
        mention(reader, post)
    CommentFactory(post=mine, author=muted)
    assert missed(reader, away) is None
    assert not gather(reader, away)


def test_leaving_ends_it(reader, group):
    away = absence()
    mention(reader, PostFactory(channel=channel_of(group), announced_at=timezone.now()))
    assert missed(reader, away)
    group.access = "ask"
    group.save()
    Subscription.objects.filter(person=reader).update(state="left")
    assert missed(reader, away) is None
    assert not gather(reader, away)


def test_counting_stops(reader, group):
    away, author = absence(), PersonFactory()
    Post.objects.bulk_create(
        Post(channel=channel_of(group), author=author, text="…", reference=f"r{number}") for number in range(MANY + 20)
    )
    (said,) = gather(reader, away).said
    assert said.more
    assert said.count == MANY + 1


def test_queries_do_not_grow(reader, group):
    away, counts = absence(), []
    for _ in range(3):
        for subject in (GroupFactory(), StoreFactory()):
            subscribe(reader, subject)
            mention(reader, PostFactory(channel=channel_of(subject), announced_at=timezone.now()))
        gather(reader, away)
        with CaptureQueriesContext(connection) as captured:
            gather(reader, away)
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2] <= 7


def test_the_page(client, reader, group):
    client.force_login(reader)
    assert client.get("/missed/").status_code == 200
    client.get("/")
    FeedVisit.objects.update(at=timezone.now() - timedelta(hours=6))
    mention(reader, PostFactory(channel=channel_of(group), text="周六来吗"))
    assert "/missed/" in client.get("/").content.decode()
    page = client.get("/missed/").content.decode()
    assert "周六来吗" in page
    assert "西湖边喝茶" in page
    assert "你在这个群" in page


def test_guests_are_asked_in(client):
    assert client.get("/missed/").status_code == 302
