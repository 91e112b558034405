"""A cache whose Redis is gone costs its help and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.base import BaseCache

from config.kit.cache import ForgivingRedisCache


@pytest.fixture
def gone(tmp_path) -> Iterator[BaseCache]:
    """One whose Redis is not there."""
    made = ForgivingRedisCache(f"unix://{tmp_path}/nothing.sock", {})
    yield made
    made.close()


def test_one_that_is_there_keeps_what_it_is_given() -> None:
    assert isinstance(caches["default"], ForgivingRedisCache)
    cache.set("key", {"a": 1}, 60)
    assert cache.get("key") == {"a": 1}
    assert cache.add("count", 1)
    assert not cache.add("count", 1)
    assert cache.incr("count", 2) == 3


def test_one_that_is_gone_holds_nothing(gone: BaseCache) -> None:
    assert gone.get("key") is None
    assert gone.get("key", "default") == "default"
    assert gone.get_many(["a", "b"]) == {}
    assert "key" not in gone


def test_one_that_is_gone_takes_nothing_and_complains_of_nothing(gone: BaseCache) -> None:
    gone.set("key", "value")
    gone.set_many({"a": 1})
    gone.delete("key")
    gone.delete_many(["a"])
    assert gone.add("lock", 1)
    assert gone.incr("count") == 1
    assert not gone.touch("key")


def test_get_or_set_still_makes_what_it_is_asked_for(gone: BaseCache) -> None:
    assert gone.get_or_set("key", lambda: "made") == "made"


def test_nobody_waits_for_it(gone: BaseCache) -> None:
    started = time.monotonic()
    for _ in range(20):
        gone.get("key")
    assert time.monotonic() - started < 1
