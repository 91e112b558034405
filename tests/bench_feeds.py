"""What a page of a feed costs as posts and follows grow: the part of `make bench` about feeds.

    python -m tests.bench_feeds [--posts 1000000] [--channels 500] [--db postgres]

Builds two towns, each in a passing database: one with so many posts and channels and one with a tenth of them, and
reads the same pages in both. Of each feed, which are home, a group, a store, a person, a tag and what is nearby: the
first page of a lively reader who follows every channel and of one whose channels have all been quiet since long ago,
and page 100 of the lively one. Prints the slowest twentieth (p95) of each in milliseconds, and how much larger it is in
the large town; more than `MOST` is a fault.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from statistics import quantiles
from typing import Any

BASE = Path(__file__).resolve().parent.parent
MOST = 1.3
WARM = 3
PAGE = 20
DEEP = 100
SHARE_OF_TAG = 10
BATCH = 20_000


class Town:
    """A database of `posts` posts in `channels` channels: people, groups open and closed, stores around one place.

    A tenth of the channels, and at least ten, have spoken only at the beginning, a page and a post each. Every tenth
    post carries the tag; the newest of them stand behind doors that are closed to the readers.
    """

    def __init__(self, posts: int, channels: int) -> None:
        from community.people.models import Person

        self.posts = posts
        names = ("author", "lively", "quiet", "stranger")
        self.author, self.lively, self.quiet, self.stranger = (
            Person.objects.create_user(name, name=name, email=f"{name}@bench.example") for name in names
        )
        self.channels = self._channels(channels)
        self.silent = self.channels[: max(10, channels // 10)]
        self._follow()
        self._speak()

    def _channels(self, count: int) -> list[Any]:
        from community.channels.models import Channel
        from community.groups.models import Group
        from community.people.models import Person
        from shop.stores.models import Store

        groups, stores, people = (range(len(range(turn, count, 3))) for turn in range(3))
        access = [Group.Access.PUBLIC, Group.Access.ASK]
        subjects: dict[str, list[Any]] = {
            "group": Group.objects.bulk_create(
                Group(slug=f"g{n}", name=f"g{n}", owner=self.author, access=access[n % 2], place_name="lake")
                for n in groups
            ),
            "store": Store.objects.bulk_create(
                Store(
                    slug=f"s{n}",
                    name=f"s{n}",
                    owner=self.author,
                    lat=30_250_000 + n,
                    lon=120_150_000,
                    place_name="lake",
                )
                for n in stores
            ),
            "person": Person.objects.bulk_create(Person(username=f"p{n}", name=f"p{n}") for n in people),
        }
        made = {
            kind: Channel.objects.bulk_create(Channel(kind=kind, **{kind: one}) for one in ones)
            for kind, ones in subjects.items()
        }
        # Groups, stores and people by turns, so that each part of the list holds all.
        return [channel for turn in zip_longest(*made.values()) for channel in turn if channel]

    def _follow(self) -> None:
        from community.channels.models import Subscription

        rows = [Subscription(person=self.lively, channel=channel) for channel in self.channels]
        rows += [Subscription(person=self.quiet, channel=channel) for channel in self.silent]
        Subscription.objects.bulk_create(rows, batch_size=500)

    def _speak(self) -> None:
        from taggit.models import Tag

        from community.posts.models import Comment, Post, PostTag, Reaction

        self.tag = Tag.objects.create(name="tea", slug="tea")
        loud = self.channels[len(self.silent) :]
        first = [channel for channel in self.silent for _ in range(PAGE + 1)]
        turns = [*first, *(loud[n * 7 % len(loud)] for n in range(self.posts - len(first)))]
        closed = {channel.pk for channel in self.channels if channel.group and channel.group.access != "public"}
        for start in range(0, self.posts, BATCH):
            made = Post.objects.bulk_create(
                [
                    Post(channel=channel, author=channel.person or self.author, text="今天到了龙井。" * 8)
                    for channel in turns[start : start + BATCH]
                ],
                batch_size=500,
            )
            PostTag.objects.bulk_create(
                [
                    PostTag(
                        content_object=post,
                        tag=self.tag,
                        within_id=post.channel_id if post.channel_id in closed else None,
                    )
                    for post in made[::SHARE_OF_TAG]
                ],
                batch_size=500,
            )
            some = made[::50]
            Comment.objects.bulk_create(
                [Comment(post=post, author=self.lively, text="好") for post in some], batch_size=500
            )
            Reaction.objects.bulk_create([Reaction(post=post, person=self.lively) for post in some], batch_size=500)

    def feeds(self) -> dict[str, Callable[..., Any]]:
        """The first page of each feed, by the feed and its reader; `cursor` and `limit` as feeds take them."""
        from community.feeds.channels import channel_page
        from community.feeds.home import home_page
        from community.feeds.nearby import near_page
        from community.feeds.tags import tag_page
        from config.kit.geo import Place

        lake = Place(30_250_000, 120_150_000)
        feeds: dict[str, Callable[..., Any]] = {
            "home, lively": partial(home_page, self.lively),
            "home, all quiet": partial(home_page, self.quiet),
        }
        for kind in ("group", "store", "person"):
            for word, reader, channels in (
                ("lively", self.lively, self.channels[len(self.silent) :]),
                ("all quiet", self.quiet, self.silent),
            ):
                channel = next(channel for channel in channels if channel.kind == kind)
                feeds[f"{kind}, {word}"] = partial(channel_page, channel, reader)
        return feeds | {
            "tag, lively": partial(tag_page, self.tag, self.lively),
            "tag, all quiet": partial(tag_page, self.tag, self.quiet),
            "tag, outsider": partial(tag_page, self.tag, self.stranger),
            "nearby, lively": partial(near_page, self.lively, lake, 3000),
            "nearby, all quiet": partial(near_page, self.quiet, lake, 3000),
        }

    def pages(self) -> dict[str, Callable[[], Any]]:
        """The pages that are read, by name: the first of each feed, and of lively readers page `DEEP`."""
        pages: dict[str, Callable[[], Any]] = {}
        for name, feed in self.feeds().items():
            pages[name] = partial(feed, limit=PAGE)
            if name.endswith("lively"):
                pages[name.replace("lively", f"page {DEEP}")] = partial(feed, cursor=_cursor(feed), limit=PAGE)
        return pages


def _cursor(feed: Callable[..., Any]) -> str:
    """Where page `DEEP` begins, found by reading all before it in large pages. Raises ValueError for a shorter feed."""
    cursor: str | None = None
    for _ in range((DEEP - 1) * PAGE // 99):
        cursor = feed(cursor=cursor, limit=99).next_cursor
        if cursor is None:
            raise ValueError(f"no page {DEEP}: give the towns more posts")
    return cursor or ""


def in_this_process(posts: int, channels: int) -> None:
    """Build a town in the database that the environment names; then read each page whose name comes in, and print
    how many milliseconds it took."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    class FromModels:
        def __contains__(self, label: str) -> bool:
            return True

        def __getitem__(self, label: str) -> None:
            return None

    settings.MIGRATION_MODULES = FromModels()
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    town = Town(posts, channels)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    pages = town.pages()
    print(json.dumps(list(pages)), flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        found = len(pages[line.strip()]().items)
        print((time.perf_counter() - started) * 1000, flush=True)
        assert found == PAGE


@contextmanager
def passing_database(db: str) -> Iterator[dict[str, str]]:
    """The environment of a process whose database is gone afterwards."""
    from tests.__main__ import databases

    with tempfile.TemporaryDirectory(prefix="qunpu-bench-") as var, databases(db) as urls:
        rest = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        yield (
            rest
            | {name: value for name, value in urls.items() if value}
            | {
                "VAR_DIR": var,
                "DJANGO_SETTINGS_MODULE": "config.settings",
            }
        )


class Reader:
    """A process that has a town of its own and reads the pages it is asked for."""

    def __init__(self, environment: dict[str, str], posts: int, channels: int) -> None:
        command = [sys.executable, "-m", "tests.bench_feeds", "--posts", str(posts), "--channels", str(channels)]
        self._process = subprocess.Popen(
            [*command, "--here"], cwd=BASE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.pages: list[str] = json.loads(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a town fell over")
        return line

    def took(self, page: str) -> float:
        """Milliseconds."""
        assert self._process.stdin
        self._process.stdin.write(f"{page}\n")
        self._process.stdin.flush()
        return float(self._answer())

    def close(self) -> None:
        self._process.communicate()


def compare(db: str, posts: int, channels: int, rounds: int) -> bool:
    """Read both towns by turns, so that what else the machine does slows both alike, and print what came of it;
    whether all is flat."""
    with ExitStack() as stack:
        towns = []
        for share in (10, 1):
            environment = stack.enter_context(passing_database(db))
            town = Reader(environment, posts // share, max(10, channels // share))
            stack.callback(town.close)
            towns.append(town)
        print(f"{'feeds, slowest 5 %':<24} {posts // 10:>9,}   {posts:>9,} posts   ratio (at most {MOST})")
        flat = True
        for name in towns[0].pages:
            took: tuple[list[float], list[float]] = ([], [])
            for turn in range(WARM + rounds):
                for town, times in zip(towns, took, strict=True):
                    milliseconds = town.took(name)
                    times += [milliseconds] if turn >= WARM else []
            small, large = (quantiles(times, n=20)[-1] for times in took)
            print(f"{name:<24} {small:6.1f} ms   {large:6.1f} ms         {large / small:5.2f}", flush=True)
            flat = flat and large <= MOST * small
    return flat


def main(arguments: list[str]) -> int:
    """Build, measure, say whether it is flat."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench_feeds", description=__doc__)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--channels", type=int, default=500)
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.here:
        in_this_process(options.posts, options.channels)
        return 0
    return 0 if compare(options.db, options.posts, options.channels, options.rounds) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
