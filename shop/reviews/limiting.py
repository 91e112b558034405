"""Who is kept from writing reviews and answers: a room above says so, and counts what it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config.kit.errors import DomainError

Refusal = Callable[[Any], DomainError | None]

_refusals: list[Refusal] = []
_counts: list[Callable[[Any], object]] = []


def keeps_from_reviewing(refusal: Refusal) -> Refusal:
    """Register who keeps people from it: `refusal(person)` is the reason, or None. At most one query."""
    _refusals.append(refusal)
    return refusal


def counts_reviews(count: Callable[[Any], object]) -> Callable[[Any], object]:
    """Register who counts what is written: `count(person)` raises TooMany where it is enough for now."""
    _counts.append(count)
    return count


def kept_from_reviewing(person: Any) -> DomainError | None:
    """Why the person may write none, None where they may."""
    return next((reason for refusal in _refusals if (reason := refusal(person)) is not None), None)


def spend_review(person: Any) -> None:
    """Something is about to be written. Raises TooMany. Inside the verb's transaction."""
    for count in _counts:
        count(person)
