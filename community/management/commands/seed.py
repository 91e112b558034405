"""`manage.py seed`: the demo town, through the same verbs as a person's doing."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from seeds.crowd import gather
from seeds.files import SIZES, read_town
from seeds.loading import load


class Command(BaseCommand):
    help = "Load the demo town. Running it again changes nothing, and finishes a load that broke off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="town", help="small is for tests, large for benchmarks.")
        parser.add_argument(
            "--people", type=int, default=2000, help="Of a large town: how many in the crowd around it."
        )
        parser.add_argument("--posts", type=int, default=20_000, help="Of a large town: how many posts of the crowd.")

    def handle(self, *args: Any, size: str, people: int, posts: int, **options: Any) -> None:
        if settings.PAYMENT_GATEWAY != "sandbox":
            raise CommandError("The town pays with money of the sandbox: seed where PAYMENT_GATEWAY is sandbox.")
        started = time.monotonic()
        new = load(size, say=self.stdout.write).acts
        if size == "large":
            new += gather(read_town(), people=people, posts=posts, say=self.stdout.write)
        seconds = time.monotonic() - started
        self.stdout.write(f"{new} things that were not there before, in {seconds:.0f} s")
