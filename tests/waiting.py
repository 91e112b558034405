"""Waiting for something to come true, with a deadline."""

import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

T = TypeVar("T")


def eventually(predicate: Callable[[], T], *, within: float = 60, every: float = 0.1, that: str = "") -> T:
    """What `predicate` returns once that is true. Asks every `every` seconds.

    Raises AssertionError, with `that` and the last answer, when `within` seconds have passed.
    """
    deadline = time.monotonic() + within
    pause = Event()
    while True:
        answer = predicate()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within} s: {that or predicate!r} (last answer: {answer!r})")
        pause.wait(every)
