"""`manage.py seed`: the demo town, through the same verbs as a person's doing."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from seeds.files import SIZES
from seeds.loading import load


class Command(BaseCommand):
    help = "Load the demo town. Running it again changes nothing, and finishes a load that broke off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="town", help="small is for tests, large for benchmarks.")

    def handle(self, *args: Any, size: str, **options: Any) -> None:
        if settings.PAYMENT_GATEWAY != "sandbox":
            raise CommandError("The town pays with money of the sandbox: seed where PAYMENT_GATEWAY is sandbox.")
        started = time.monotonic()
        loaded = load(size, say=self.stdout.write)
        seconds = time.monotonic() - started
        self.stdout.write(f"{loaded.acts} things that were not there before, in {seconds:.0f} s")
