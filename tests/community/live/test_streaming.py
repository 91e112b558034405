"""The live stream through the whole ASGI application, on the test's own Redis."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager

import pytest
import redis
from django.conf import settings
from django.contrib.auth import logout
from django.test import Client
from django.utils import timezone

from community.channels.following import follow, unfollow
from community.channels.models import Subscription
from community.live import hub as hub_module
from community.live import streaming
from community.live.hub import Hub, Listener, hub
from community.live.publishing import bell_moved, channel_moved, order_moved, publish
from config.asgi import application
from tests.factories import GroupFactory, PersonFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db(transaction=True)


class Stream:
    """A client of `/live/` that speaks ASGI."""

    def __init__(self, cookie: str = "", method: str = "GET", query: bytes = b"") -> None:
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": "/live/",
            "raw_path": b"/live/",
            "query_string": query,
            "root_path": "",
            "headers": [(b"host", b"testserver"), (b"cookie", f"sessionid={cookie}".encode())],
            "client": ("127.0.0.1", 1),
            "server": ("testserver", 80),
        }
        self.status = asyncio.get_running_loop().create_future()
        self.words: asyncio.Queue[str] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.asked = False
        self.task = asyncio.ensure_future(application(self.scope, self.receive, self.send))

    async def receive(self):
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status.set_result(message["status"])
        elif message.get("body"):
            self.words.put_nowait(message["body"].decode())

    async def next(self, within: float = 20) -> str:
        async with asyncio.timeout(within):
            return await self.words.get()

    async def said(self) -> str:
        """The next word that is not a sign of life."""
        while (word := await self.next()).startswith(":"):
            pass
        return word

    async def ended(self, within: float = 20) -> None:
        async with asyncio.timeout(within):
            await self.task

    async def leave(self) -> None:
        self.gone.set()
        await asyncio.wait({self.task}, timeout=20)


@asynccontextmanager
async def listening(session: str, query: bytes = b""):
    """A stream that has begun and hears: it has said the last of the words that were sent to it until then."""
    stream = Stream(session, query=query)
    assert await stream.status == 200
    assert (await stream.next()).startswith("retry: ")
    (listener,) = hub().listeners
    for number in range(1000):
        publish({"event": "ready", "data": str(number), "people": [listener.person]})
        await asyncio.sleep(0.02)
        if not stream.words.empty():
            break
    while await stream.said() != f"event: ready\ndata: {number}\n\n":
        pass
    try:
        yield stream
    finally:
        await stream.leave()


async def do(work: Callable[[], object]) -> None:
    """Database work, in a thread as in a request."""
    await asyncio.get_running_loop().run_in_executor(None, closing(work))


def closing(work):
    def run():
        from django.db import connections

        try:
            return work()
        finally:
            connections.close_all()

    return run


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def session(client_of):
    return client_of.cookies["sessionid"].value


def test_it_works(person, session):
    async def scenario():
        async with listening(session) as stream:
            await do(lambda: bell_moved([person.pk]))
            assert await stream.said() == "event: bell\ndata: \n\n"

    asyncio.run(scenario())


def test_guest():
    async def scenario():
        assert await Stream().status == 401
        assert await Stream("made-up").status == 401

    asyncio.run(scenario())


def test_suspended(person, session):
    type(person).objects.update(is_active=False)

    async def scenario():
        assert await Stream(session).status == 401

    asyncio.run(scenario())


def test_wrong_method(session):
    async def scenario():
        assert await Stream(session, "POST").status == 405

    asyncio.run(scenario())


def test_bell_of_someone_else(person, session):
    other = PersonFactory()

    async def scenario():
        async with listening(session) as stream:
            await do(lambda: bell_moved([other.pk]))
            await do(lambda: bell_moved([person.pk]))
            assert await stream.said() == "event: bell\ndata: \n\n"
            assert stream.words.empty()

    asyncio.run(scenario())


def test_channels_that_one_hears_and_no_others(person, session):
    group, muted, store = GroupFactory(slug="tea"), GroupFactory(), StoreFactory()
    subscribe(person, group)
    subscribe(person, muted, muted_until=timezone.now().replace(year=2090))

    async def scenario():
        async with listening(session) as stream:
            for subject in (store, muted, group):
                await do(lambda subject=subject: channel_moved(channel_of(subject)))
            assert await stream.said() == "event: channel\ndata: group:tea\n\n"

    asyncio.run(scenario())


def test_following_and_unfollowing_while_the_page_is_open(person, session):
    store = StoreFactory(slug="tea")
    channel = channel_of(store)

    async def scenario():
        async with listening(session) as stream:
            await do(lambda: follow(person, channel=channel))
            assert await stream.next() == ": still here\n\n"
            await do(lambda: channel_moved(channel))
            assert await stream.said() == "event: channel\ndata: store:tea\n\n"
            await do(lambda: unfollow(person, channel=channel))
            await do(lambda: Subscription.objects.get(person=person).save())
            assert await stream.next() == ": still here\n\n"
            await do(lambda: channel_moved(channel))
            await do(lambda: bell_moved([person.pk]))
            assert await stream.said() == "event: bell\ndata: \n\n"

    asyncio.run(scenario())


def test_order_is_told_to_both_sides(person, session):
    from shop.orders.models import Order

    order = Order(buyer=person, store=StoreFactory())

    async def scenario():
        async with listening(session) as stream:
            await do(lambda: order_moved(order))
            assert await stream.said() == f"event: order\ndata: {order.reference}\n\n"

    asyncio.run(scenario())


def test_signing_out_ends_it(client_of, person, session):
    from django.http import HttpRequest

    request = HttpRequest()
    request.session, request.user = client_of.session, person

    async def scenario():
        async with listening(session) as stream:
            await do(lambda: logout(request))
            await stream.ended()

    asyncio.run(scenario())


def test_suspension_ends_it_in_time(person, session, monkeypatch):
    monkeypatch.setattr(streaming, "RECHECK", 0.2)

    async def scenario():
        async with listening(session) as stream:
            await do(lambda: type(person).objects.filter(pk=person.pk).update(is_active=False))
            await stream.ended()

    asyncio.run(scenario())


def test_heartbeat_and_end(session, monkeypatch):
    monkeypatch.setattr(streaming, "HEARTBEAT", 0.1)
    monkeypatch.setattr(streaming, "LIFE", 0.5)

    async def scenario():
        stream = Stream(session)
        assert (await stream.next()).startswith("retry: ")
        assert await stream.next() == ": still here\n\n"
        await stream.ended()
        assert not hub().listeners
        assert hub().reading is None

    asyncio.run(scenario())


def test_reader_who_leaves_is_forgotten(session):
    async def scenario():
        async with listening(session):
            assert len(hub().listeners) == 1
        assert not hub().listeners
        assert not hub().by_person

    asyncio.run(scenario())


def test_broker_that_comes_back(person, session, monkeypatch):
    """While it was gone something may have been said: the page is told to look again."""
    monkeypatch.setattr(hub_module, "RETRY", 0.05)

    async def scenario():
        async with listening(session) as stream:
            await do(lambda: redis.Redis.from_url(settings.REDIS_URL).client_kill_filter(_type="pubsub"))
            assert await stream.said() == "event: again\ndata: \n\n"
            await do(lambda: bell_moved([person.pk]))
            assert await stream.said() == "event: bell\ndata: \n\n"

    asyncio.run(scenario())


def test_reader_who_does_not_listen_is_told_to_look_again():
    listener = Listener(1)
    for number in range(hub_module.MAILBOX + 1):
        listener.hear("channel", str(number))
    assert listener.said.qsize() == 1
    assert listener.said.get_nowait() == ("again", "")


def test_words_reach_each_listener_once():
    async def scenario():
        house, listener = Hub(), Listener(7, frozenset({1, 2}))
        house.join(listener)
        await house.pass_on({"event": "channel", "channel": 1, "people": [7], "data": "x"})
        assert listener.said.qsize() == 1
        house.leave(listener)

    asyncio.run(scenario())


def test_publishing_without_a_broker(settings):
    from community.live import publishing

    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    publishing._client.cache_clear()
    assert publish({"event": "bell", "people": [1]}) is False
    publishing._client.cache_clear()


def test_under_wsgi_there_is_no_stream(client_of):
    assert client_of.get("/live/").status_code == 204
    assert Client().get("/live/").status_code == 302
