"""The ways out of the house: for each medium besides the bell, whom it reaches and what carries a message there.

`making` asks whom a way reaches before a delivery is written; `sending` asks again, and hands it the message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from community.notifications.models import Event, Medium
from community.notifications.reading import Line
from community.notifications.recipients import ORDER_KINDS
from community.notifications.wording import Words


class NotTaken(Exception):
    """The other side could not take the message now: the delivery waits, at least for `wait`, and is tried again."""

    def __init__(self, reason: str, *, wait: timedelta = timedelta()) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class Message:
    """What goes to `person`: one line, or several that quiet hours held back, the newest first.

    `words` speak of the one line, or say how many there are. All of it may be shown to the person as of now.
    `tag` is the same for messages about the same line: a device shows the later one in the place of the earlier.
    `mark` is the same only when the same message is tried again.
    """

    person: Any
    words: Words
    lines: Sequence[Line]
    tag: str
    mark: str = ""

    @property
    def kind(self) -> str:
        """The kind of its one line; empty where it gathers several."""
        return self.lines[0].notification.kind if len(self.lines) == 1 else ""


@dataclass(frozen=True)
class Way:
    """`reaches(people)`: those of the primary keys with somewhere to send to, and proven to be theirs.

    `carry(message)`: True if it went, False where there was nowhere to send to. Raises NotTaken. It runs outside any
    transaction and in the person's language and zone, after the delivery was marked as being sent: what it breaks off
    half-way is not sent again.
    """

    reaches: Callable[[set[int]], set[int]]
    carry: Callable[[Message], bool]


_WAYS: dict[str, Way] = {}


def open_way(medium: Medium, *, reaches: Callable[[set[int]], set[int]], carry: Callable[[Message], bool]) -> None:
    """Have `medium` go this way, in place of the one before."""
    _WAYS[medium] = Way(reaches, carry)


def reached(people: set[int], medium: str) -> set[int]:
    """Those of `people` (primary keys) whom the medium reaches; nobody where no way is open. One query."""
    way = _WAYS.get(medium)
    return way.reaches(people) if way and people else set()


def asked_for(event: Event, medium: str) -> set[int]:
    """Who asked to be told of just this by the medium, though they have not proven that it is theirs.

    Whoever orders gets mail of the order's steps at the address that they gave.
    """
    if medium != Medium.EMAIL or event.kind not in ORDER_KINDS or event.order is None:
        return set()
    buyer = event.order.buyer
    return {buyer.pk} if buyer is not None and buyer.email else set()


def carry(message: Message, medium: str) -> bool:
    """Send the message by the medium. What `Way.carry` says and raises; False where no way is open."""
    way = _WAYS.get(medium)
    return way.carry(message) if way else False
