"""An open page hears within a second, and again after the server or Redis was killed."""

from __future__ import annotations

import http.client
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis

from config.embedded import redis_url
from tests.crash.town import Town
from tests.waiting import eventually

pytestmark = [pytest.mark.xdist_group("crash"), pytest.mark.timeout(400)]
SESSION = """
from django.test import Client
from community.people.models import Person
client = Client()
client.force_login(Person.objects.get(username={username!r}))
answer = client.cookies["sessionid"].value
"""


class Listener:
    """A page that comes back by itself, as an EventSource does, and asks again when it does."""

    def __init__(self, town: Town, username: str) -> None:
        self.port = town.stack.port
        self.cookie = town.stack.python(SESSION.format(username=username))
        self.heard: queue.Queue[str] = queue.Queue()
        self.opened = 0
        self.leaving = threading.Event()
        self.thread = threading.Thread(target=self.listen, daemon=True)

    def listen(self) -> None:
        while not self.leaving.wait(0.1):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request("GET", "/live/", headers={"Cookie": f"sessionid={self.cookie}"})
                answer = connection.getresponse()
                if answer.status == 200:
                    self.opened += 1
                    for line in answer:
                        if self.leaving.is_set():
                            return
                        if line.startswith(b"event: "):
                            self.heard.put(line.decode().split()[1])
            except (OSError, http.client.HTTPException):
                continue
            finally:
                connection.close()

    def hears(self, word: str, within: float) -> float:
        """Seconds until the word comes. AssertionError if it does not."""
        began = time.monotonic()
        while True:
            try:
                if self.heard.get(timeout=max(0.01, began + within - time.monotonic())) == word:
                    return time.monotonic() - began
            except queue.Empty:
                raise AssertionError(f"{word} is not heard within {within} s") from None

    def forget(self) -> None:
        """What was heard until now does not count."""
        while not self.heard.empty():
            self.heard.get_nowait()


@contextmanager
def listening(town: Town, username: str) -> Iterator[Listener]:
    listener = Listener(town, username)
    listener.thread.start()
    try:
        eventually(lambda: listener.opened, within=30)
        hears_again(town, listener, f"begin {username}")
        yield listener
    finally:
        listener.leaving.set()
        town.post(0, round_name=f"last {username}")
        listener.thread.join(30)


def hears_again(town: Town, listener: Listener, name: str) -> None:
    """Posts until one is heard: whoever just came back may have missed the first."""

    def heard() -> bool:
        nonlocal number
        number += 1
        try:
            assert town.post(number, round_name=f"live {name}") == 201
            return listener.hears("channel", within=2) >= 0
        except (AssertionError, OSError):
            # The server that was killed may not listen yet.
            return False

    number = 0
    eventually(heard, within=40, that="the page hears again")


def test_within_a_second(town: Town) -> None:
    with listening(town, "member-1") as listener:
        took = []
        for number in range(5):
            listener.forget()
            assert town.post(number, round_name="quick") == 201
            took.append(listener.hears("channel", within=10))
        assert sorted(took)[2] < 1


@pytest.mark.parametrize("victim", ["redis", "web"])
def test_after_a_kill(town: Town, victim: str) -> None:
    with listening(town, "member-2") as listener:
        town.stack.kill_again(victim)
        eventually(lambda: set(town.stack.processes()) == {"redis", "web", "now", "later", "beat"}, within=30)
        hears_again(town, listener, f"after {victim}")


def test_after_redis_was_emptied(town: Town) -> None:
    with listening(town, "member-3") as listener:
        redis.Redis.from_url(redis_url(town.stack.var)).flushall()
        listener.forget()
        assert town.post(0, round_name="emptied") == 201
        listener.hears("channel", within=5)
