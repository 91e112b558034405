"""Functions run at the same moment in real processes, against the test's own database."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.managers import SyncManager
from typing import Any

from django.db import connection

PROCESSES = 8
WITHIN = 120
Call = tuple[str, tuple]


class Racers:
    """Eight processes, each with Django on the database of the test that calls them."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.manager = SyncManager(ctx=context)
        self.manager.start()
        self.pool = ProcessPoolExecutor(PROCESSES, context, _begin)

    def at_once(self, calls: Sequence[Call]) -> list[Any]:
        """Call functions of `racers` and `hail_racers` by name, each with its arguments, at the same moment.

        Answers in the order of `calls`: what each returned, or "refused: " and the code. More calls than processes
        are dealt out, a thread each. What they work on must be committed.
        """
        count = min(PROCESSES, len(calls))
        start = self.manager.Barrier(len(calls))
        database = str(connection.settings_dict["NAME"])
        hands = [list(calls[number::count]) for number in range(count)]
        played = [self.pool.submit(_play, database, start, hand) for hand in hands]
        answers = [future.result(WITHIN) for future in played]
        return [answers[number % count][number // count] for number in range(len(calls))]

    def go_home(self) -> None:
        """End the processes."""
        self.pool.shutdown()
        self.manager.shutdown()


def _begin() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()


def _play(database: str, start: Any, hand: list[Call]) -> list[Any]:
    from django.db import connections

    connections.settings["default"]["NAME"] = database
    with ThreadPoolExecutor(len(hand)) as pool:
        return list(pool.map(lambda call: _run(start, call), hand))


def _run(start: Any, call: Call) -> Any:
    from django.db import connection

    from config.kit.errors import DomainError
    from tests.races import hail_racers, racers

    known = vars(racers) | vars(hail_racers)
    name, arguments = call
    start.wait(WITHIN)
    try:
        return known[name](*arguments)
    except DomainError as error:
        return f"refused: {error.code}"
    finally:
        connection.close()
