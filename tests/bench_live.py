"""How long it takes from the commit of a post until an open page is told, beside a bare publish in the same run.

While readers open pages as fast as they are served, somebody posts in a group: the page hears that the channel moved
(published by the writer itself), and that its bell rings (made by a worker). Between two posts a word is published with
nothing behind it: what the broker, the server and the wire take by themselves.
"""

from __future__ import annotations

import http.client
import queue
import threading
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from tests.stack import Stack
from tests.waiting import eventually

ROUNDS = 20
WITHIN = 60.0
BARE = """
import time
from community.live.publishing import publish
from community.people.models import Person
person = Person.objects.get(email={login!r}).pk
answer = time.time()
publish({{"event": "ready", "people": [person]}})
"""
POST = """
import time
from django.db import transaction
from community.groups.models import Group
from community.people.models import Person
from community.posts.writing import write_post
group = Group.objects.get(slug={slug!r})
listener = Person.objects.get(email={login!r})
author = Person.objects.exclude(pk=listener.pk).filter(
    subscriptions__channel__group=group, subscriptions__state="active", is_active=True
).order_by("pk").first()
moment = []
with transaction.atomic():
    transaction.on_commit(lambda: moment.append(time.time()))
    write_post(author, channel=group.channel, text={text!r}, compare=False, count=False)
answer = moment[0]
"""


class Page:
    """An open page of a member: each word that it hears, with the moment at which it came."""

    def __init__(self, stack: Stack, cookie: str) -> None:
        self.heard: queue.Queue[tuple[str, float]] = queue.Queue()
        self.connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=WITHIN)
        self.connection.request("GET", "/live/", headers={"Cookie": cookie})
        self.answer = self.connection.getresponse()
        if self.answer.status != 200:
            raise RuntimeError(f"/live/ answers {self.answer.status}")
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.answer:
            if line.startswith(b"event: "):
                self.heard.put((line.decode().split()[1], time.time()))

    def begin(self, speak: Callable[[], Any]) -> None:
        """Speak until it is heard: the server listens to the broker from the first page on. What was heard is gone."""
        eventually(lambda: speak() and not self.heard.empty(), within=WITHIN, that="the page hears")
        while not self.heard.empty():
            self.heard.get_nowait()

    def when(self, *words: str, after: float) -> dict[str, float]:
        """The moments at which these words came first after that one. queue.Empty if they do not come."""
        found: dict[str, float] = {}
        while not found.keys() >= set(words):
            word, moment = self.heard.get(timeout=WITHIN)
            if moment > after:
                found.setdefault(word, moment)
        return found


def read_on(stack: Stack, cookie: str, done: threading.Event) -> None:
    """A reader who opens pages until it is done."""
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=30)
    while not done.is_set():
        connection.request("GET", "/", headers={"Cookie": cookie})
        connection.getresponse().read()
    connection.close()


def measure(stack: Stack, *, login: str, slug: str, cookie: str, readers: int, rounds: int = ROUNDS) -> None:
    """Print what a bare publish, the word of a channel and the bell take under load, and their ratios."""
    took: dict[str, list[float]] = {"ready": [], "channel": [], "bell": []}
    page, done = Page(stack, cookie), threading.Event()
    page.begin(lambda: stack.python(BARE.format(login=login)))
    load = [threading.Thread(target=read_on, args=(stack, cookie, done), daemon=True) for _ in range(readers)]
    for thread in load:
        thread.start()
    try:
        for number in range(rounds):
            began = stack.python(BARE.format(login=login))
            took["ready"].append(page.when("ready", after=began)["ready"] - began)
            began = stack.python(POST.format(login=login, slug=slug, text=f"bench {began} {number}"))
            heard = page.when("channel", "bell", after=began)
            for word in ("channel", "bell"):
                took[word].append(heard[word] - began)
    finally:
        done.set()
    for thread in load:
        thread.join()
    bare = median(took["ready"])
    names = {"ready": "a bare word", "channel": "a post is announced", "bell": "a post rings a bell"}
    for word, name in names.items():
        print(line(name, took[word], bare))


def line(name: str, took: list[float], bare: float) -> str:
    """Median and slowest twentieth in milliseconds, and the median as a multiple of the bare word's."""
    slow: Any = quantiles(took, n=20)[-1]
    ratio = f"{median(took) / bare:6.1f} ×"
    return f"{name:<24} {ratio:>9}   {median(took) * 1000:7.1f} ms   {slow * 1000:7.1f} ms"
