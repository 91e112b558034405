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

from community.live.publishing import topic

logger = logging.getLogger(__name__)

# A stream whose reader does not take what is said to it is told to look again instead.
MAILBOX = 64
# Seconds between attempts to find a broker that is gone; with jitter.
RETRY = 2.0
JITTER = random.SystemRandom()


@dataclass(eq=False)
class Listener:
    """A stream's ear: whose it is, which channels (primary keys) it hears, and what was said to it."""

    person: int
    channels: frozenset[int] = frozenset()
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
        self.by_person: dict[int, set[Listener]] = defaultdict(set)
        self.by_channel: dict[int, set[Listener]] = defaultdict(set)
        self.reading: asyncio.Task[None] | None = None

    def join(self, listener: Listener) -> None:
        self.listeners.add(listener)
        self.by_person[listener.person].add(listener)
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

    def move(self, listener: Listener, channels: frozenset[int]) -> None:
        """From now on the listener hears these channels."""
        if channels != listener.channels:
            self._exit(listener)
            listener.channels = channels
            self._enter(listener)

    def pass_on(self, message: dict[str, Any]) -> None:
        """Give a message to whom it is for."""
        heard_by = set(self.by_channel.get(message.get("channel", 0), ()))
        for person in message.get("people", ()):
            heard_by |= self.by_person.get(person, set())
        for listener in heard_by:
            listener.hear(message["event"], message.get("data", ""))

    def _enter(self, listener: Listener) -> None:
        for channel in listener.channels:
            self.by_channel[channel].add(listener)

    def _exit(self, listener: Listener) -> None:
        for channel in listener.channels:
            _drop(self.by_channel, channel, listener)

    async def _read(self) -> None:
        """Read from the broker until cancelled. What was missed while it was gone, every page asks for itself."""
        was_gone = False
        while True:
            client = redis.asyncio.Redis.from_url(settings.REDIS_URL, health_check_interval=15)
            try:
                async with client.pubsub(ignore_subscribe_messages=True) as subscription:
                    await subscription.subscribe(topic())
                    if was_gone:
                        for listener in self.listeners:
                            listener.hear("again")
                    async for message in subscription.listen():
                        self.pass_on(json.loads(message["data"]))
            except (redis.RedisError, OSError) as error:
                logger.info("live: the broker is gone: %s", error)
            finally:
                with contextlib.suppress(redis.RedisError, OSError):
                    await client.aclose()
            was_gone = True
            await asyncio.sleep(RETRY * JITTER.uniform(0.5, 1.5))


def _drop(index: dict[int, set[Listener]], key: int, listener: Listener) -> None:
    index[key].discard(listener)
    if not index[key]:
        del index[key]


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of this process: of the running event loop, strictly, for tests have several."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
