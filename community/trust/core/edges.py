"""What two people's rows come to: what one passes to the other, and what one says of the other's trade.

Both are asked for a topic, over a tally of the rows: how many of each kind there are in the topic, and how many in all
others. Tallies may be numbers or arrays, one place a pair, so a page over a few rows and the index over millions of
them share the formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from .evidence import Floats, Kind
from .weights import (
    BOUGHT_CONTENT,
    ENDORSED,
    FOUND_USEFUL,
    GROUP_MOST,
    MEMBERSHIP,
    OTHER_TOPIC,
    PAIR_CAP,
    PROMISE_KEPT,
    WORD_WITHOUT_DEAL,
)

PASSING = (
    (Kind.ENDORSED, ENDORSED),
    (Kind.PROMISE_KEPT, PROMISE_KEPT),
    (Kind.BOUGHT_CONTENT, BOUGHT_CONTENT),
    (Kind.FOUND_USEFUL, FOUND_USEFUL),
)
DEALS = (Kind.BOUGHT_CONTENT, Kind.BOUGHT_NOT_CONTENT, Kind.PROMISE_KEPT, Kind.PROMISE_BROKEN)
GOOD = (Kind.BOUGHT_CONTENT, Kind.PROMISE_KEPT, Kind.ENDORSED, Kind.FOUND_USEFUL)
# What may be said without a deal.
WORDS = (Kind.ENDORSED, Kind.FOUND_USEFUL)
BAD = (Kind.BOUGHT_NOT_CONTENT, Kind.PROMISE_BROKEN, Kind.REPORTED)
NO_ROWS = np.zeros(len(Kind))


class Outcome(NamedTuple):
    """One person's word on another's trade: `good + bad` is at most one voice."""

    good: Any
    bad: Any


def tally(rows: Iterable[tuple[int, int]], topic: int) -> tuple[Floats, Floats]:
    """Rows (kind, topic) of one pair as (those in the topic, those in others), each a number by kind."""
    here, elsewhere = NO_ROWS.copy(), NO_ROWS.copy()
    for kind, about in rows:
        (here if about == topic else elsewhere)[kind] += 1
    return here, elsewhere


def pair_weight(here: Any, elsewhere: Any) -> Any:
    """What one person's rows pass to the other, 0 to 1.5; nothing once one of them was bad, in whatever topic.

    `here` and `elsewhere` are indexed by kind first, as `tally` makes them.
    """
    weight = sum(worth * (here[kind] + OTHER_TOPIC * elsewhere[kind]) for kind, worth in PASSING)
    spoilt = sum(here[kind] + elsewhere[kind] for kind in BAD)
    return np.where(spoilt > 0, 0.0, np.minimum(PAIR_CAP, weight))


def pair_outcome(here: Any, elsewhere: Any) -> Outcome:
    """What one person's rows say of the other's trade, each person one voice.

    With a deal between them, in any topic, every row counts: content, kept, endorsed and found useful are good, the
    others bad, and the voice is divided in their proportion. Without one an endorsement or a useful answer is half a
    voice and a report none. One whose rows are all of other topics has a tenth of a voice.
    """
    dealt = sum(here[kind] + elsewhere[kind] for kind in DEALS) > 0
    good = sum(here[kind] + OTHER_TOPIC * elsewhere[kind] for kind in GOOD)
    bad = np.where(dealt, sum(here[kind] + OTHER_TOPIC * elsewhere[kind] for kind in BAD), 0.0)
    said_here = np.where(dealt, sum(here[kind] for kind in Kind), sum(here[kind] for kind in WORDS)) > 0
    voice = np.where(said_here, 1.0, OTHER_TOPIC) * np.where(dealt, 1.0, WORD_WITHOUT_DEAL)
    per_row = voice / np.maximum(good + bad, 1e-12)
    return Outcome(good * per_row, bad * per_row)


def fellow_weight(groups: Any, fellows: Any) -> Any:
    """What membership passes to one fellow: from a person who is in `groups` groups that count, through one of them in
    which there are `fellows` others.
    """
    return MEMBERSHIP / (groups * fellows)


def group_counts(admitted: Any, passing: Any) -> Any:
    """Whether a group passes trust: `admitted` people in all, `passing` of them for long enough."""
    return (admitted <= GROUP_MOST) & (passing >= 2)


def scale(total: Any) -> Any:
    """What a weight is multiplied with to be a share, for a person whose weights sum to `total`.

    Shares sum to at most 1: who vouches for a crowd divides one trust among it, and who passed little keeps the rest.
    """
    return 1.0 / np.maximum(1.0, total)
