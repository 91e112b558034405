"""Who is told is asked anew with every word: after a ban, a leave or a block nothing of it comes, nor before a post is
theirs to see."""

from __future__ import annotations

import asyncio

import pytest
from django.test import Client

from community.channels.models import Subscription
from community.groups.models import Group
from community.live import serving
from community.live.hub import MOST_STREAMS, hub
from community.live.knocking import MOST, Knocks
from community.live.publishing import bell_moved, channel_moved, conversation_moved, post_moved
from community.people.models import Block, PersonMute
from tests.community.live.test_streaming import Stream, do, listening
from tests.factories import GroupFactory, PersonFactory, PostFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db(transaction=True)
BELL = "event: bell\ndata: \n\n"


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def session(person):
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


@pytest.fixture
def group(person):
    group = GroupFactory(slug="tea", access=Group.Access.HIDDEN)
    subscribe(person, group)
    return group


async def only_the_bell(stream, person):
    """Nothing was said before the bell that rings now."""
    await do(lambda: bell_moved([person.pk]))
    assert await stream.said() == BELL


def ban(person, group):
    # Without a signal, as a change of many rows at once: the stream is not even told that something changed.
    Subscription.objects.filter(person=person).update(state=Subscription.State.BANNED)


def leave(person, group):
    Subscription.objects.filter(person=person).update(state=Subscription.State.LEFT)


def block(person, group):
    Block.objects.create(person=person, blocked=group.owner)


def be_blocked(person, group):
    Block.objects.create(person=group.owner, blocked=person)


def mute(person, group):
    PersonMute.objects.create(person=person, muted=group.owner)


def be_suspended(person, group):
    type(person).objects.filter(pk=person.pk).update(is_active=False)


ENDS = [ban, leave, block, be_blocked, mute, be_suspended]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_the_next_word_of_a_group_is_not_passed(person, session, group, end):
    channel = channel_of(group)

    async def scenario():
        async with listening(session) as stream:
            await do(lambda: channel_moved(channel, author=group.owner_id))
            assert await stream.said() == "event: channel\ndata: group:tea\n\n"
            await do(lambda: end(person, group))
            await do(lambda: channel_moved(channel, author=group.owner_id))
            await only_the_bell(stream, person)

    asyncio.run(scenario())


@pytest.mark.parametrize("end", [ban, leave, block, be_blocked, mute, be_suspended], ids=lambda end: end.__name__)
def test_the_next_word_under_a_post_is_not_passed(person, session, group, end):
    post = PostFactory(author=group.owner, channel=channel_of(group))

    async def scenario():
        async with listening(session, f"post={post.reference}".encode()) as stream:
            await do(lambda: post_moved(post, author=group.owner_id))
            assert await stream.said() == f"event: post\ndata: {post.reference}\n\n"
            await do(lambda: end(person, group))
            await do(lambda: post_moved(post, author=group.owner_id))
            await only_the_bell(stream, person)

    asyncio.run(scenario())


def test_a_post_that_one_may_not_see(person, session):
    hidden = GroupFactory(access=Group.Access.HIDDEN)
    post = PostFactory(author=hidden.owner, channel=channel_of(hidden))

    async def scenario():
        async with listening(session, f"post={post.reference}".encode()) as stream:
            assert {listener.post for listener in hub().listeners} == {None}
            await do(lambda: post_moved(post))
            await only_the_bell(stream, person)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "query", [b"post=", b"post=%00", b"post=\xff", b"post=" + b"x" * 5000, b"post=zzzzzzzzzzzzzzzz&&="]
)
def test_odd_posts(person, session, query):
    async def scenario():
        async with listening(session, query) as stream:
            await only_the_bell(stream, person)

    asyncio.run(scenario())


def test_conversation(person, session):
    async def scenario():
        async with listening(session) as stream:
            await do(lambda: conversation_moved("abc", [person.pk]))
            assert await stream.said() == "event: conversation\ndata: abc\n\n"

    asyncio.run(scenario())


def test_too_many_pages_of_one_person(session):
    """The oldest ends, and is told not to come back."""

    async def scenario():
        streams = []
        for number in range(MOST_STREAMS + 1):
            streams.append(Stream(session))
            assert (await streams[-1].next()).startswith("retry: "), number
        assert await streams[0].said() == "event: enough\ndata: \n\n"
        await streams[0].ended()
        assert len(hub().listeners) == MOST_STREAMS
        for stream in streams[1:]:
            await stream.leave()

    asyncio.run(scenario())


def test_address_with_made_up_sessions(session, monkeypatch):
    knocks = Knocks()
    monkeypatch.setattr(serving, "_knocks", knocks)

    async def scenario():
        assert await Stream("made-up").status == 401
        for _turn in range(MOST):
            knocks.refused("127.0.0.1")
        assert await Stream("made-up").status == 429
        assert await Stream().status == 401
        knocks.began -= 61
        assert await Stream("made-up").status == 401

    asyncio.run(scenario())


def test_database_that_does_not_answer(person, session, group, monkeypatch):
    """The page is told to look for itself: it is shown what it may see."""
    from django.db import OperationalError

    from community.live import admitting

    def fail(*_):
        raise OperationalError

    async def scenario():
        async with listening(session) as stream:
            monkeypatch.setattr(admitting, "_hearing", fail)
            await do(lambda: channel_moved(channel_of(group)))
            assert await stream.said() == "event: again\ndata: \n\n"

    asyncio.run(scenario())


def test_loop_that_goes_without_a_word(session, recwarn):
    """A process that ends leaves the reader of the broker where it was: it has nothing more to say."""
    import gc

    loop = asyncio.new_event_loop()

    async def begin():
        stream = Stream(session)
        assert await stream.status == 200
        assert await stream.next()

    loop.run_until_complete(begin())
    reading = next(task for task in asyncio.all_tasks(loop) if "_read" in repr(task))
    reading.get_coro().close()
    for task in asyncio.all_tasks(loop) - {reading}:
        task.cancel()
    loop.run_until_complete(asyncio.wait(asyncio.all_tasks(loop) - {reading}, timeout=5))
    loop.close()
    gc.collect()
