"""Processes that race, started once for all tests of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.races.running import Racers


@pytest.fixture(scope="session")
def racers(django_db_setup: None, embedded_redis: None) -> Iterator[Racers]:
    started = Racers()
    yield started
    started.go_home()


@pytest.fixture
def at_once(racers: Racers) -> Callable[..., list[Any]]:
    """`at_once([("ship", (order.pk,)), ("cancel", (order.pk,))])`: see `Racers.at_once`."""
    return racers.at_once
