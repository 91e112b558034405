"""What strangers say of somebody, month by month: a sudden crowd counts no more than a usual month.

Whoever deceives speaks all at once, by many mouths; honest custom comes in over the months. So the words of one month
are treated as one cluster, whose size is limited (compare the design effect of cluster samples in Kish, 1965). What the
viewer's own circle says is not in here and is not limited.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .evidence import Floats, Integers
from .spans import sums
from .weights import (
    CROWD_ALIVE,
    CROWD_LEAST,
    CROWD_MONTHS,
    CROWD_QUANTILE,
    CROWD_TIMES,
    GROUP_LEAST,
    GROUP_PART,
    GROUP_ROUNDS,
    MONTH_DAYS,
    MONTHS_MOST,
)


class Custom(NamedTuple):
    """What strangers usually say: of anybody in a month (in full voices), in which month they last said more than a few
    words (0 is this one), and over how many months what is usual for one person is judged at least."""

    full_month: float = 0.0
    newest: int = 0
    least_months: int = CROWD_MONTHS


def month(day: Any, today: int) -> Any:
    """How many whole months of 30 days a day lies back; older ones than `MONTHS_MOST` are one."""
    return np.minimum((today - day) // MONTH_DAYS, MONTHS_MOST - 1)


def quantile_by_mass(amounts: Floats, quantile: float) -> float:
    """The amount that stands at a quantile of all, lined up by size and each counted by its size; 0 if all are 0.

    Amounts that are next to nothing weigh next to nothing, however many there are.
    """
    line = np.sort(amounts[amounts > 0])
    if not len(line):
        return 0.0
    carried = np.cumsum(line)
    return float(line[np.searchsorted(carried, quantile * carried[-1])])


def full_month(amounts: Floats) -> float:
    """What strangers may say of anybody in a month, in full voices, from all that they said in a topic: one amount for
    each month of each person of whom something was said.
    """
    return max(CROWD_LEAST, quantile_by_mass(amounts, CROWD_QUANTILE))


def own_month(amounts: Floats, least: int = CROWD_MONTHS) -> Floats:
    """What is usual in a month for each person: the median since somebody first spoke of them.

    `amounts`: voices, (people, months), this month first. At least `least` months are looked at, so the first crowd is
    no measure of itself; fewer only where the whole record is shorter.
    """
    # A row that was withdrawn may leave a rest of rounding.
    spoken = amounts > 1e-9
    oldest = amounts.shape[1] - np.argmax(spoken[:, ::-1], axis=1)
    months = np.where(spoken.any(axis=1), np.maximum(oldest, least), least)
    wide = np.pad(amounts, ((0, 0), (0, max(0, least - amounts.shape[1]))))
    line = -np.sort(-wide, axis=1)
    who = np.arange(len(line))
    return (line[who, (months - 1) // 2] + line[who, months // 2]) / 2


def calmed(good: Floats, bad: Floats, full: float, least: int = CROWD_MONTHS) -> tuple[Floats, Floats]:
    """The good and the bad that strangers say of each person, from both by month, (people, months), this month first.

    A month counts at most `full` voices (see `full_month`), or half as much again as is usual for the person (see
    `own_month`) if that is more. What is over is taken off good and bad alike.
    """
    amounts = good + bad
    most = np.maximum(full, CROWD_TIMES * own_month(amounts, least))[:, None]
    kept = np.minimum(1.0, most / np.maximum(amounts, 1e-12))
    return (good * kept).sum(axis=1), (bad * kept).sum(axis=1)


def by_group(amounts: Floats, which: Integers, groups: Integers) -> Floats:
    """What part is kept of each word on one person, so that no group of speakers outweighs the others.

    `amounts`: voices, one a word; `which` (ascending) and `groups`: whose word is of whom in which group. A word of
    several groups is kept as far as the fullest lets it. What others say counts as far as it is kept itself: a few
    groups do not lift each other.
    """
    kept = np.ones(len(amounts))
    if not len(which):
        return kept
    _, groups = np.unique(groups, return_inverse=True)
    count = int(groups.max()) + 1
    first = np.flatnonzero(np.diff(which, prepend=-1))
    said = sums(groups, amounts[which], count)
    if said.max() <= GROUP_LEAST:
        return kept
    for _ in range(GROUP_ROUNDS):
        still = amounts * kept
        most = np.maximum(GROUP_LEAST, GROUP_PART * (still.sum() - sums(groups, still[which], count)))
        before = kept.copy()
        kept[which[first]] = np.minimum.reduceat(np.minimum(1.0, most / np.maximum(said, 1e-12))[groups], first)
        if np.array_equal(kept, before):
            break
    return kept


def usual(which: Integers, months: Integers, amounts: Floats, people: int) -> Custom:
    """What strangers usually say, from all that they said in a topic: of whom, in which month, in how many voices."""
    if not len(months):
        return Custom(CROWD_LEAST, MONTHS_MOST - 1, 1)
    said = by_month(which, months, amounts, people)
    of_all = said.sum(axis=0)
    newest = int(np.argmax(of_all >= CROWD_ALIVE * of_all.mean()))
    return Custom(full_month(said.ravel()), newest, min(CROWD_MONTHS, len(of_all) - newest))


def by_month(which: Integers, months: Integers, amounts: Floats, people: int) -> Floats:
    """Amounts summed by person (`which`, 0 to people - 1) and month, (people, months)."""
    width = int(months.max(initial=0)) + 1
    return sums(which * width + months, amounts, people * width).reshape(people, width)
