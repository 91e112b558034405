"""Listen to a signal for as long as a block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.dispatch import Signal


@contextmanager
def hearing(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    """`with hearing(followed) as heard:` gives the arguments of each time it was sent."""
    heard: list[dict[str, Any]] = []

    def note(sender: Any, **arguments: Any) -> None:
        heard.append(arguments)

    signal.connect(note)
    try:
        yield heard
    finally:
        signal.disconnect(note)
