"""How long it takes from posting a hail until an open page of a seller who is called has it: a part of `make bench`.

    python -m tests.bench_calls [--stores 2000] [--rate 20] [--seconds 30] [--pages 200]

Starts a site, puts so many stores on duty, and opens a page for each of the first `--pages` sellers. Then a process
posts so many hails a second by the verb itself, each for something that twenty of those sellers have, while a bare word
is published now and then. Prints the median and the slowest twentieth, in milliseconds, from before the verb until the
first of the pages hears of the call; and as a multiple of the bare word. A slowest twentieth of `MOST` or more is a
fault, and so is a hail that no page hears of.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench_live import BARE
from tests.stack import BASE, Stack
from tests.waiting import eventually

MOST = 1000.0
# How many goods those with open pages have between them, and each of them; so twenty have each.
GOODS, EACH = 40, 4
# A bare word goes before every so many hails.
BETWEEN = 10
LATEST = 30.0
FILL = """
import random
from django.db import transaction
from django.test import Client
from django.utils import timezone
from community.calling.cells import cell_at
from community.calling.models import Duty, StoreTerm, TermsDue
from community.people.models import Person
from shop.stores.models import Store
chance = random.Random(7)
names = [f"s{{n}}" for n in range({stores})]
people = Person.objects.bulk_create(Person(username=one, name=one, email=f"{{one}}@x.example") for one in names)
# Their words are made here, and no sweeper shall read them: there are none to be read.
with transaction.atomic():
    stores = Store.objects.bulk_create(
        Store(owner=person, slug=name, name=name, place_name="lake",
              lat=30_250_000 + chance.randrange(-90_000, 90_000), lon=120_150_000 + chance.randrange(-90_000, 90_000))
        for person, name in zip(people, names)
    )
    Duty.objects.bulk_create(Duty(store=store, most_an_hour=60) for store in stores)
    TermsDue.objects.bulk_create(TermsDue(store=store, done_at=timezone.now()) for store in stores)
rows = []
for n, store in enumerate(stores):
    own = [f"cake{{(n * {each} + turn) % {goods}}}" for turn in range({each})] if n < {pages} else []
    words = {{*own, *(f"word{{chance.randrange(400)}}" for _ in range(8)), *(["绿茶"] if n % 3 == 0 else [])}}
    rows += [StoreTerm(store=store, term=word, source=3, cell=cell_at(store.place)) for word in words]
StoreTerm.objects.bulk_create(rows, batch_size=2000)
Person.objects.bulk_create(Person(username=f"h{{n}}", name="h", email=f"h{{n}}@x.example") for n in range(500))
answer = []
for person in people[:{pages}]:
    client = Client()
    client.force_login(person)
    answer.append([person.pk, client.cookies["sessionid"].value])
"""


def post(rate: float, seconds: float, person: int) -> None:
    """Post hails at that rate and now and then a bare word to `person`; print as JSON when each hail began and how long
    the verb took, by its reference, and when each word began. In a process of its own."""
    import django

    django.setup()
    from community.attention.quotas import lifted
    from community.hail.hailing import post_hail
    from community.live.publishing import publish
    from community.people.models import Person
    from config.kit.geo import Place

    people = list(Person.objects.filter(username__startswith="h").order_by("pk"))
    place, began, count = Place(30_250_000, 120_150_000), time.time(), int(rate * seconds)
    made: dict[str, list[float]] = {}
    words = []
    with lifted():
        for number in range(count):
            time.sleep(max(0.0, began + number / rate - time.time()))
            if number % BETWEEN == 0:
                words.append(time.time())
                publish({"event": "ready", "people": [person]})
            text = f"要 12 份 cake{number % GOODS}，周五前送到湖边，少糖"
            moment = time.time()
            hail = post_hail(people[number % len(people)], text=text, place=place)
            made[hail.reference] = [moment, time.time() - moment]
    print(json.dumps({"hails": made, "words": words}), flush=True)


class Pages:
    """Open pages of sellers, and when the first of them heard of each hail."""

    def __init__(self, port: int, cookies: list[str]) -> None:
        self.port, self.cookies = port, cookies
        self.heard: dict[str, float] = {}
        self.ready: list[float] = []
        self.is_told = threading.Event()
        self.open = 0
        threading.Thread(target=lambda: asyncio.run(self._listen_all()), daemon=True).start()

    async def _listen_all(self) -> None:
        await asyncio.gather(*(self._listen(cookie) for cookie in self.cookies))

    async def _listen(self, cookie: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={cookie}\r\n\r\n".encode())
        event = b""
        while line := await reader.readline():
            if line.startswith(b"HTTP/1.1 200"):
                self.open += 1
            elif line.startswith(b"event: "):
                event = line[7:].strip()
                if event == b"ready":
                    self.ready.append(time.time())
                    self.is_told.set()
            elif line.startswith(b"data: ") and event == b"hail":
                self.heard.setdefault(line[6:].strip().decode(), time.time())


def hears(stack: Stack, pages: Pages, person: int) -> bool:
    """Whether a word with nothing behind it comes."""
    pages.is_told.clear()
    stack.python(BARE.replace("Person.objects.get(email={login!r}).pk", str(person)).format())
    return pages.is_told.wait(2)


def measure(stack: Stack, *, stores: int, rate: float, seconds: float, open_pages: int) -> bool:
    """Print how long it takes; whether it is quick enough."""
    people = stack.python(FILL.format(stores=stores, pages=open_pages, goods=GOODS, each=EACH))
    pages = Pages(stack.port, [cookie for _person, cookie in people])
    eventually(lambda: pages.open == open_pages, within=120, that="all pages are open")
    # The server listens to the broker from the first page on.
    eventually(lambda: hears(stack, pages, people[0][0]), within=60, that="a page hears")
    heard_before = len(pages.ready)
    asked = ["--post", "--rate", str(rate), "--seconds", str(seconds), "--person", str(people[0][0])]
    poster = subprocess.run(
        [sys.executable, "-m", "tests.bench_calls", *asked],
        cwd=BASE,
        env=stack.environment | {"DJANGO_SETTINGS_MODULE": "config.settings", "SITE_URL": stack.url},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    made = json.loads(poster.stdout.splitlines()[-1])
    hails = made["hails"]
    # What is not heard of by then is counted as lost.
    with suppress(AssertionError):
        eventually(lambda: hails.keys() <= pages.heard.keys(), within=LATEST)
    words = [heard - began for began, heard in zip(made["words"], pages.ready[heard_before:], strict=True)]
    return _say(hails, pages.heard, words, seconds)


def _say(made: dict[str, list[float]], heard: dict[str, float], words: list[float], seconds: float) -> bool:
    took = [heard[one] - began for one, (began, _verb) in made.items() if one in heard]
    lost, middle = len(made) - len(took), median(words)
    load = os.getloadavg()[0]
    print(f"{len(made)} hails in {seconds:.0f} s, {lost} not heard of; load {load:.1f} on {os.cpu_count()} cores")
    rows: dict[str, list[Any]] = {
        "a bare word": words,
        "the verb": [verb for _began, verb in made.values()],
        "a hail is on a seller's page": took,
    }
    for name, times in rows.items():
        slow = quantiles(times, n=20)[-1]
        print(
            f"{name:<30} {median(times) * 1000:7.1f} ms {slow * 1000:7.1f} ms"
            f"  {median(times) / middle:6.1f} × {slow / middle:6.1f} ×",
            flush=True,
        )
    return not lost and quantiles(took, n=20)[-1] * 1000 < MOST


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_calls", description=__doc__)
    parser.add_argument("--stores", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--post", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--person", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.post:
        post(options.rate, options.seconds, options.person)
        return 0
    with tempfile.TemporaryDirectory(prefix="qunpu-bench-") as var:
        stack = Stack(Path(var))
        try:
            stack.start(within=600)
            is_quick = measure(
                stack,
                stores=options.stores,
                rate=options.rate,
                seconds=options.seconds,
                open_pages=options.pages,
            )
        finally:
            stack.close()
    return 0 if is_quick else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
