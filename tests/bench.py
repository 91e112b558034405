"""`make bench`: how quick the site is on this machine, as `make run` starts it.

    python -m tests.bench [--size small|town|large] [--seconds 5] [--readers 8]

Starts a site with demo data in a passing folder and asks for its pages as a guest and as a member; then writes posts
and measures how long it takes until a member's bell has them. Prints one line a page: requests a second, the median
and the slowest twentieth in milliseconds; for what open pages are told, also how many times as long as a bare publish
it takes. Then `tests.bench_feeds` says whether feeds stay as quick as posts grow, `tests.bench_standing` what it
costs to say how a hundred sellers stand with a reader, `tests.bench_hails` whether finding whom to call does as stores
grow, and `tests.bench_calls` how soon a seller's open page has a hail.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles

from config.runner.greeting import logins
from tests import bench_calls, bench_feeds, bench_hails, bench_live, bench_standing
from tests.stack import Stack
from tests.waiting import eventually

PLACES = """
from shop.catalog.models import Product
from community.groups.models import Group
from community.people.models import Person
from django.test import Client
person = Person.objects.get(email={login!r})
client = Client()
client.force_login(person)
product = Product.objects.filter(state="published").select_related("store").first()
group = Group.objects.filter(channel__subscriptions__person=person).first()
answer = dict(
    session=client.cookies["sessionid"].value, store=product.store.get_absolute_url(),
    product=product.get_absolute_url(), group=group.get_absolute_url(), slug=group.slug,
)
"""
BELL = """
from community.notifications.models import NotificationEntry
answer = NotificationEntry.objects.filter(event__post__text={text!r}).count()
"""


def ask_for(port: int, path: str, cookie: str, until: float, took: list[float]) -> None:
    """One reader, who opens the page again and again. RuntimeError if it does not come."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < until:
        started = time.monotonic()
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        took.append(time.monotonic() - started)
    connection.close()


def measure(stack: Stack, name: str, path: str, cookie: str, readers: int, seconds: float) -> None:
    """Have `readers` open the page for `seconds`, and print how it went."""
    took: list[float] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=ask_for, args=(stack.port, path, cookie, until, took)) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slow = quantiles(took, n=20)[-1]
    print(f"{name:<24} {len(took) / seconds:7.0f}/s   {median(took) * 1000:7.1f} ms   {slow * 1000:7.1f} ms")


def measure_bells(stack: Stack, slug: str, token: str) -> None:
    """From the answer to a post until all bells have it."""
    took = []
    for number in range(5):
        text = f"bench {time.time()} {number}"
        status, answer = stack.ask("/api/v1/posts/", {"channel": f"group:{slug}", "text": text}, token=token)
        if status != 201:
            raise RuntimeError(f"{status} {answer}")
        started = time.monotonic()
        eventually(lambda said=text: stack.python(BELL.format(text=said)), within=60, every=0.02)
        took.append(time.monotonic() - started)
    print(f"{'a post rings the bells':<24} {'':>9}   {median(took) * 1000:7.1f} ms   {max(took) * 1000:7.1f} ms")


def main(arguments: list[str]) -> int:
    """Start, measure, stop."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", default="town")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--posts", type=int, default=1_000_000, help="of the larger town whose feeds are measured")
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite", help="of those towns")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="qunpu-bench-") as var:
        stack = Stack(Path(var), demo=options.size)
        try:
            stack.start(within=1800)
            member = next(login["login"] for login in logins() if login["role"] == "member")
            places = stack.python(PLACES.format(login=member))
            cookie = f"sessionid={places['session']}"
            print(f"{'':<24} {'':>9}   {'median':>7}      {'slowest 5 %':>7}")
            for name, path in (("robots.txt", "/robots.txt"), ("landing", "/"), ("stores", "/stores/")):
                measure(stack, name, path, "", options.readers, options.seconds)
            for name in ("store", "product", "group"):
                measure(stack, name, places[name], "" if name != "group" else cookie, options.readers, options.seconds)
            measure(stack, "home of a member", "/", cookie, options.readers, options.seconds)
            measure_bells(stack, places["slug"], stack.token(member))
            bench_live.measure(stack, login=member, slug=places["slug"], cookie=cookie, readers=options.readers)
        finally:
            stack.close()
    flat = bench_feeds.compare(options.db, options.posts, channels=500, rounds=200)
    on_db = ["--db", options.db]
    faults = bench_standing.main(on_db) + bench_hails.main(on_db) + bench_calls.main([])
    return 0 if flat and not faults else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
