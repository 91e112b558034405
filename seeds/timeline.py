"""What happens in the town, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seeds import clock
from seeds.errands import in_house


@dataclass(frozen=True)
class Act:
    """Something that someone did at a moment. `do` says whether it was new: done before, it does nothing."""

    moment: datetime
    do: Callable[[], Any]


def play(acts: Iterable[Act]) -> int:
    """Do them all by the clock, first things first. Returns how many were new."""
    new = 0
    with in_house():
        for act in sorted(acts, key=lambda act: act.moment):
            with clock.at(act.moment):
                new += bool(act.do())
    return new
