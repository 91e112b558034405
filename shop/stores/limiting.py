"""Who is kept from selling: a room above says so, and counts the stores that are opened.

Whoever is kept from selling opens no store and puts up or changes no goods. What is on the shelf stays there, orders go
on, and it may be taken off, counted and put on a break.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config.kit.errors import NotAllowed

Refusal = Callable[[Any], NotAllowed | None]

_refusals: list[Refusal] = []
_counts: list[Callable[[Any], object]] = []


def keeps_from_selling(refusal: Refusal) -> Refusal:
    """Register who keeps people from selling: `refusal(person)` is the reason, or None. At most one query."""
    _refusals.append(refusal)
    return refusal


def counts_stores(count: Callable[[Any], object]) -> Callable[[Any], object]:
    """Register who counts the stores that people open: `count(person)` raises TooMany where it is enough for now."""
    _counts.append(count)
    return count


def spend_store(person: Any) -> None:
    """A store is about to be opened. Raises TooMany. Inside the verb's transaction."""
    for count in _counts:
        count(person)


def kept_from_selling(person: Any) -> NotAllowed | None:
    """Why the person is kept from selling, None where they are not."""
    return next((reason for refusal in _refusals if (reason := refusal(person)) is not None), None)


def refusal_to_sell(person: Any, _obj: Any = None) -> NotAllowed:
    """What to raise where a rule about selling said no."""
    return kept_from_selling(person) or NotAllowed()
