"""What it costs to find whom to call to a hail as stores grow: a part of `make bench`.

    python -m tests.bench_hails [--stores 100000] [--db postgres]

Builds a town in a passing database, with a hundredth, a tenth and all of so many stores, and hails in each: for
something that sixty stores have however many there are, and for something that every third has. Prints for each kind of
audience the median and the slowest twentieth in milliseconds, the number of statements, and how much longer it takes
with all stores than with a hundredth of them; more than `MOST` where those who fit stay as many is a fault.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from datetime import timedelta
from statistics import median, quantiles
from typing import Any

from tests.bench_feeds import BASE, passing_database

MOST = 1.5
BATCH, ROUNDS, WARM = 5_000, 30, 4
FITTING = 60
RARE, COMMON, ELSE = ("桂花", "花酥", "#桂花酥"), ("绿茶", "#茶"), 400
HAILS = {"sixty fit": "要 12 份桂花酥，周五前", "every third fits": "要两斤绿茶，周五前"}
SOUTH, WEST = 30_000_000, 120_000_000
DEGREE = 1_000_000


class Town:
    """Stores around a lake, each with eight words, and somebody who hails: in a group with fifty people, of whom twenty
    sell, and with thirty whose word they take. Sixty stores, some of them of those people, have what is rare."""

    def __init__(self) -> None:
        from community.people.models import Person

        self.chance = random.Random(7)
        self.stores = 0
        self.hailer = Person.objects.create_user("hailer", name="hailer", email="hailer@bench.example")

    def grow(self, count: int) -> None:
        """Until there are so many stores."""
        from django.db import connection

        is_first = not self.stores
        for start in range(self.stores, count, BATCH):
            self._add(range(start, min(start + BATCH, count)))
        self.stores = count
        if is_first:
            self._ties()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")

    def _add(self, numbers: range) -> None:
        from community.people.models import Person
        from shop.stores.models import Store

        names = [f"s{number}" for number in numbers]
        people = Person.objects.bulk_create(Person(username=one, name=one, email=f"{one}@x.example") for one in names)
        rows = Store.objects.bulk_create(
            Store(owner=owner, slug=name, name=name, place_name="lake", lat=lat, lon=lon)
            for number, owner, name in zip(numbers, people, names, strict=True)
            for lat, lon in [self._place(number)]
        )
        self._words(zip(numbers, rows, strict=True))

    def _place(self, number: int) -> tuple[int, int]:
        """Those with what is rare within some two kilometres of the middle, the others within a degree."""
        reach = 18_000 if number < FITTING else DEGREE // 2
        middle = (SOUTH + DEGREE // 2, WEST + DEGREE // 2)
        return tuple(at + self.chance.randrange(-reach, reach) for at in middle)  # type: ignore[return-value]

    def _words(self, stores: Any) -> None:
        from community.calling.cells import cell_at
        from community.calling.models import StoreTerm

        rows = []
        for number, store in stores:
            words = list(RARE) if number < FITTING else []
            words += COMMON if number % 3 == 0 else []
            words += [f"词{n}" for n in self.chance.sample(range(ELSE), 8 - len(words))]
            cell = cell_at(store.place)
            rows += [StoreTerm(store=store, term=word, source=4 if word[0] == "#" else 3, cell=cell) for word in words]
        StoreTerm.objects.bulk_create(rows, batch_size=BATCH)

    def _ties(self) -> None:
        from django.contrib.contenttypes.models import ContentType
        from django.utils import timezone

        from community.channels.models import Channel, Subscription
        from community.groups.models import Group
        from community.people.models import Person
        from community.trust.models import Evidence

        sellers = list(Person.objects.exclude(pk=self.hailer.pk).order_by("pk")[:200])
        began = timezone.now() - timedelta(days=200)
        self.group = Group.objects.create(slug="lake", name="lake", owner=self.hailer, access="ask")
        channel = Channel.objects.create(kind="group", group=self.group)
        fellows = [
            Person(username=f"fellow{number}", name="fellow", email=f"f{number}@x.example") for number in range(30)
        ]
        members = [self.hailer, *Person.objects.bulk_create(fellows), *sellers[40:60]]
        Subscription.objects.bulk_create(
            Subscription(person=person, channel=channel, admitted=True, began_at=began) for person in members
        )
        source = ContentType.objects.get_for_model(Evidence).pk
        pairs = [(self.hailer, about) for about in sellers[:30]]
        pairs += [(self.chance.choice(sellers), self.chance.choice(sellers)) for _pair in range(2000)]
        Evidence.objects.bulk_create(
            Evidence(by=by, about=about, kind=number % 2 * 3, source_type_id=source, source_id=number, at=began)
            for number, (by, about) in enumerate(pairs)
            if by != about
        )

    def hail(self, audience: str, text: str) -> Any:
        """Made directly: no worker runs here whom it could be told."""
        from django.utils import timezone

        from community.hail.models import Hail

        middle = {"lat_cell": SOUTH // 10_000 + 50, "lon_cell": WEST // 10_000 + 50}
        hail = Hail.objects.create(
            person=self.hailer, text=text, audience=audience, expires_at=timezone.now() + timedelta(days=1), **middle
        )
        hail.tags.add("茶" if "茶" in text else "桂花酥")
        hail.in_groups.create(group=self.group)
        return hail


def took(hail: Any) -> tuple[list[float], int, int]:
    """How long finding whom to call takes, time and again (milliseconds), its statements, and how many fit."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from community.calling.candidates import candidates
    from community.calling.matching import matched

    times, found = [], []
    for turn in range(ROUNDS + WARM):
        started = time.perf_counter()
        found = matched(candidates(hail, timezone.now()).now)
        if turn >= WARM:
            times.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as captured:
        matched(candidates(hail, timezone.now()).now)
    return times, len(captured), len(found)


def in_this_process(stores: int) -> bool:
    """Build, measure, say whether it stays as quick."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    town, sizes = Town(), (stores // 100, stores // 10, stores)
    medians: dict[tuple[str, str], list[float]] = {}
    for size in sizes:
        town.grow(size)
        for what, text in HAILS.items():
            for audience in ("everyone", "nearby", "trusted", "groups"):
                times, statements, found = took(town.hail(audience, text))
                medians.setdefault((what, audience), []).append(median(times))
                print(
                    f"{size:>7} stores, {what:<16} {audience:<9} {median(times):7.1f} ms"
                    f" {quantiles(times, n=20)[-1]:7.1f} ms {statements:4} statements, {found:4} fit",
                    flush=True,
                )
    ratios = {key: found[-1] / found[0] for key, found in medians.items()}
    for (what, audience), ratio in ratios.items():
        print(f"a hundred times the stores, {what:<16} {audience:<9} {ratio:5.2f} ×", flush=True)
    return max(ratio for (what, _), ratio in ratios.items() if what == "sixty fit") <= MOST


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench_hails", description=__doc__)
    parser.add_argument("--stores", type=int, default=100_000)
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.here:
        return 0 if in_this_process(options.stores) else 1
    with passing_database(options.db) as environment:
        asked = ["--stores", str(options.stores), "--here"]
        done = subprocess.run([sys.executable, "-m", "tests.bench_hails", *asked], cwd=BASE, env=environment)
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
