"""What it costs to say how a hundred people stand with a reader, in a large town: a part of `make bench`.

    python -m tests.bench_standing [--people 100000] [--rows 1300000] [--db postgres]

Builds a town in a passing database: three quarters of the rows are evidence, of deals with one seller in twenty-five
and of endorsements, the rest memberships of groups of fifty. Then it prints how long a process takes to read all of it
for the first time, and, as median and slowest twentieth in milliseconds with the number of statements: a
hundred sellers put in order for one reader after another, as lists are; the same right after a new row and right
after one was taken back; a hundred with their paths and names, as chips show them; and one seller with all reasons
tried. More than `MOST` milliseconds (median) or `STATEMENTS` for the scores is a fault, and so are more statements for
the paths.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median, quantiles
from typing import Any

from tests.bench_feeds import BASE, passing_database

MOST, STATEMENTS = 20.0, 4
BATCH, ROUNDS, WARM, TARGETS = 20_000, 60, 5, 100
GROUP = 50


class Market:
    """People, what they dealt, and the groups they are in."""

    def __init__(self, people: int, rows: int) -> None:
        self.chance = random.Random(7)
        self.topics = self._topics()
        self.people = self._people(people)
        self.sellers = self.people[::25]
        self._memberships(rows // 4)
        self._evidence(rows - rows // 4)

    def _topics(self) -> list[int]:
        from taggit.models import Tag

        return [Tag.objects.create(name=f"t{n}", slug=f"t{n}").pk for n in range(20)]

    def _people(self, count: int) -> list[int]:
        from community.people.models import Person

        for start in range(0, count, BATCH):
            names = (f"p{n}" for n in range(start, min(start + BATCH, count)))
            Person.objects.bulk_create(Person(username=name, name=name, email=f"{name}@x.example") for name in names)
        return list(Person.objects.order_by("pk").values_list("pk", flat=True))

    def _memberships(self, count: int) -> None:
        from django.utils import timezone

        from community.channels.models import Channel, Subscription
        from community.groups.models import Group

        groups = Group.objects.bulk_create(
            Group(slug=f"g{n}", name=f"g{n}", owner_id=self.people[n], access="ask") for n in range(count // GROUP)
        )
        channels = Channel.objects.bulk_create(Channel(kind="group", group=group) for group in groups)
        began = timezone.now() - timedelta(days=200)
        pairs = ((channel.pk, person) for channel in channels for person in self.chance.sample(self.people, GROUP))
        for some in _batches(pairs):
            Subscription.objects.bulk_create(
                Subscription(person_id=person, channel_id=channel, admitted=True, began_at=began)
                for channel, person in some
            )
        Subscription.objects.update(changed_at=began)

    def _evidence(self, count: int) -> None:
        from django.contrib.contenttypes.models import ContentType
        from django.utils import timezone

        from community.trust.models import Evidence

        source, now = ContentType.objects.get_for_model(Evidence).pk, timezone.now()
        kinds, weights = zip(*{0: 5, 1: 44, 2: 3, 3: 46, 4: 2}.items(), strict=True)
        for some in _batches(range(count)):
            Evidence.objects.bulk_create(
                Evidence(
                    by_id=by,
                    about_id=about,
                    kind=kind,
                    topic_id=self.chance.choice(self.topics),
                    source_type_id=source,
                    source_id=number,
                    at=now - timedelta(days=self.chance.randrange(1, 700)),
                )
                for number, kind in zip(some, self.chance.choices(kinds, weights, k=len(some)), strict=True)
                for by, about in [self._pair(kind)]
            )

    def _pair(self, kind: int) -> tuple[int, int]:
        while True:
            about = self.chance.choice(self.people if kind == 0 else self.sellers)
            if (by := self.chance.choice(self.people)) != about:
                return by, about


def _batches(items: Any) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def measure(name: str, act: Callable[[], Any], before: Callable[[], Any] = lambda: None) -> tuple[float, int]:
    """Print how long `act` takes, each time after `before`. Returns the median in milliseconds, and its statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for turn in range(ROUNDS + WARM):
        before()
        started = time.perf_counter()
        act()
        if turn >= WARM:
            took.append((time.perf_counter() - started) * 1000)
    before()
    with CaptureQueriesContext(connection) as captured:
        act()
    slow = quantiles(took, n=20)[-1]
    print(f"{name:<44} {median(took):8.1f} ms {slow:8.1f} ms {len(captured):4} statements", flush=True)
    return median(took), len(captured)


def in_this_process(people: int, rows: int) -> bool:
    """Build, measure, say whether it is quick enough."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", run_syncdb=True, verbosity=0)
    market = Market(people, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return _measure(market)


def _measure(market: Market) -> bool:
    from community.people.models import Person
    from community.standing.ordering import Candidate, ranked
    from community.trust.models import Evidence
    from community.trust.reading import in_step
    from community.trust.recording import counter, record
    from community.trust.standing import standing_of

    started = time.perf_counter()
    with in_step() as known:
        read = time.perf_counter() - started
        for topic in market.topics:
            known.topic(topic)
    print(
        f"read for the first time in {read:.1f} s, indexed in {time.perf_counter() - started - read:.1f} s", flush=True
    )
    readers = list(Person.objects.order_by("?")[:ROUNDS])
    made: list[Any] = []
    chance = market.chance

    def scored() -> None:
        sellers = chance.sample(market.sellers, TARGETS)
        ranked(chance.choice(readers), [Candidate(seller, seller) for seller in sellers], market.topics[0])

    def hundred(most: int) -> None:
        standing_of(chance.choice(readers), chance.sample(market.sellers, TARGETS), market.topics[0], most=most)

    def says() -> None:
        by, about = chance.choice(readers), Person.objects.get(pk=chance.choice(market.sellers))
        made.append(record(Evidence.Kind.CONTENT, by=by, about=about, source=Person(pk=len(made) + 1)))

    def takes_back() -> None:
        row = made.pop()
        counter(Evidence.objects.filter(pk=row.pk))

    took, statements = measure("a hundred in order", scored)
    measure("right after a new row", scored, says)
    measure("right after one was taken back", scored, takes_back)
    _, of_paths = measure("a hundred with their paths", lambda: hundred(1))
    measure("the same with three words each", lambda: hundred(3))
    measure("one, each reason tried", lambda: standing_of(chance.choice(readers), [chance.choice(market.sellers)]))
    return took <= MOST and max(statements, of_paths) <= STATEMENTS


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_standing", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=1_300_000)
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.here:
        return 0 if in_this_process(options.people, options.rows) else 1
    with passing_database(options.db) as environment:
        asked = ["--people", str(options.people), "--rows", str(options.rows), "--here"]
        done = subprocess.run([sys.executable, "-m", "tests.bench_standing", *asked], cwd=BASE, env=environment)
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
