"""What a request spent, kept until its answer goes out, which says so in its `RateLimit` headers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_spent: ContextVar[dict[str, Any] | None] = ContextVar("spent", default=None)


@contextmanager
def listening() -> Iterator[dict[str, Any]]:
    """What is spent inside, by the name of the quota."""
    heard: dict[str, Any] = {}
    token = _spent.set(heard)
    try:
        yield heard
    finally:
        _spent.reset(token)


def tell(name: str, standing: Any) -> None:
    """Note how a quota stands now; of two notes about one the later counts. Nothing outside of a request."""
    heard = _spent.get()
    if heard is not None:
        heard[name] = standing
