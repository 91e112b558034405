"""What a request spent, kept until its answer goes out, which says so in its `RateLimit` headers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction


@dataclass(frozen=True)
class Told:
    """`remaining` of `limit` in a window of `seconds` that ends at `resets_at`; `is_reached` where it was refused."""

    limit: int
    remaining: int
    seconds: int
    resets_at: datetime
    is_reached: bool = False


_spent: ContextVar[dict[str, Told] | None] = ContextVar("spent", default=None)


@contextmanager
def listening() -> Iterator[dict[str, Told]]:
    """What is told inside, by the name of the limit."""
    heard: dict[str, Told] = {}
    token = _spent.set(heard)
    try:
        yield heard
    finally:
        _spent.reset(token)


def tell(name: str, told: Told) -> None:
    """Note how a limit stands now; of two notes about one the later counts. Nothing outside of a request."""
    heard = _spent.get()
    if heard is not None:
        heard[name] = told


def tell_on_commit(name: str, told: Told) -> None:
    """Note what was spent, once it is: a transaction that fails gives it back."""
    transaction.on_commit(partial(tell, name, told))
