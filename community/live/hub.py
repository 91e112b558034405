"""One Redis subscription a process, and the streams that it feeds."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import redis.asyncio
from django.conf import settings

from community.live.admitting import Told, still_told
from community.live.publishing import topic

logger = logging.getLogger(__name__)

# A stream whose reader does not take what is said to it is told to look again instead.
MAILBOX = 64
# Seconds between attempts to find a broker that is gone; with jitter.
RETRY = 2.0
# Streams that one person may hold in one process: pages that are seen, for those that are not let go of theirs.
MOST_STREAMS = 6
JITTER = random.SystemRandom()


@dataclass(eq=False)
class Listener:
    """A stream's ear: whose it is, which channels and which post (primary keys) it hears, and what was said to it."""

    person: int
    channels: frozenset[int] = frozenset()
    post: int | None = None
    said: asyncio.Queue[tuple[str, str]] = field(default_factory=lambda: asyncio.Queue(MAILBOX))

    def hear(self, event: str, data: str = "") -> None:
        try:
            self.said.put_nowait((event, data))
        except asyncio.QueueFull:
            while not self.said.empty():
                self.said.get_nowait()
            self.said.put_nowait(("again", ""))


class Hub:
    """Listens as long as there is a stream, and passes on to each what concerns it."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        # A person's in the order in which they came.
        self.by_person: dict[int, dict[Listener, None]] = defaultdict(dict)
        self.by_channel: dict[int, dict[Listener, None]] = defaultdict(dict)
        self.by_post: dict[int, dict[Listener, None]] = defaultdict(dict)
        self.reading: asyncio.Task[None] | None = None
        # Whether the broker has taken the subscription, and whether somebody may have missed something before that.
        self.listening, self.has_missed = asyncio.Event(), False

    async def is_listening(self, within: float) -> None:
        """Wait until what is said from now on is heard. After so many seconds it is not waited for any more: once it
        is, all are told to ask for themselves."""
        try:
            async with asyncio.timeout(within):
                await self.listening.wait()
        except TimeoutError:
            self.has_missed = True

    def join(self, listener: Listener) -> None:
        """Of more than `MOST_STREAMS` of one person the oldest ends, and does not come back by itself."""
        self.listeners.add(listener)
        mine = self.by_person[listener.person]
        mine[listener] = None
        for oldest in list(mine)[:-MOST_STREAMS]:
            oldest.hear("enough")
        self._enter(listener)
        if self.reading is None or self.reading.done():
            self.reading = asyncio.ensure_future(self._read())

    def leave(self, listener: Listener) -> None:
        """The last one to leave ends the subscription."""
        self._exit(listener)
        self.listeners.discard(listener)
        _drop(self.by_person, listener.person, listener)
        if not self.listeners and self.reading is not None:
            self.reading.cancel()
            self.reading = None
            self.listening.clear()

    def move(self, listener: Listener, channels: frozenset[int], post: int | None = None) -> None:
        """From now on the listener hears these channels, and this post."""
        if (channels, post) != (listener.channels, listener.post):
            self._exit(listener)
            listener.channels, listener.post = channels, post
            self._enter(listener)

    async def pass_on(self, message: dict[str, Any]) -> None:
        """Give a message to whom it is for: at once where it names them, else to whoever may still know of it.

        What was true when a stream opened may no longer be: a member was banned, a person blocked. It is asked again
        for each message, once for all streams.
        """
        named = {ear for person in message.get("people", ()) for ear in self.by_person.get(person, ())}
        self._tell(named, message)
        ears = {*self.by_channel.get(message.get("channel", 0), ()), *self.by_post.get(message.get("post", 0), ())}
        if not ears - named:
            return
        told = Told(message.get("channel"), message.get("post"), message.get("author"))
        people = await still_told(told, {ear.person for ear in ears})
        if people is None:
            self._tell(ears - named, {"event": "again"})
        else:
            self._tell({ear for ear in ears - named if ear.person in people and ear in self.listeners}, message)

    def _tell(self, ears: set[Listener], message: dict[str, Any]) -> None:
        for listener in ears:
            listener.hear(message["event"], message.get("data", ""))

    def _enter(self, listener: Listener) -> None:
        for channel in listener.channels:
            self.by_channel[channel][listener] = None
        if listener.post is not None:
            self.by_post[listener.post][listener] = None

    def _exit(self, listener: Listener) -> None:
        for channel in listener.channels:
            _drop(self.by_channel, channel, listener)
        if listener.post is not None:
            _drop(self.by_post, listener.post, listener)

    async def _read(self) -> None:
        """Read from the broker until cancelled. What was missed while it was gone, every page asks for itself."""
        while True:
            client = redis.asyncio.Redis.from_url(settings.REDIS_URL, health_check_interval=15)
            subscription = client.pubsub(ignore_subscribe_messages=True)
            try:
                await subscription.subscribe(topic())
                if self.has_missed:
                    self._tell(self.listeners, {"event": "again"})
                self.has_missed = False
                self.listening.set()
                async for message in subscription.listen():
                    await self.pass_on(json.loads(message["data"]))
            except (redis.RedisError, OSError) as error:
                logger.info("live: the broker is gone: %s", error)
                await _close(subscription, client)
            except asyncio.CancelledError:
                await _close(subscription, client)
                raise
            # Where the loop itself goes, nothing can be waited for: no `finally` here.
            self.listening.clear()
            self.has_missed = True
            await asyncio.sleep(RETRY * JITTER.uniform(0.5, 1.5))


async def _close(*things: Any) -> None:
    for thing in things:
        with contextlib.suppress(redis.RedisError, OSError):
            await thing.aclose()


def _drop(index: dict[int, dict[Listener, None]], key: int, listener: Listener) -> None:
    index.get(key, {}).pop(listener, None)
    if not index.get(key):
        index.pop(key, None)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of this process: of the running event loop, strictly, for tests have several."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
