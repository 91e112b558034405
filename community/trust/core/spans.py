"""Rows grouped by a number, as compressed sparse rows: `bounds[g]` to `bounds[g + 1]` are the places of group g."""

from __future__ import annotations

import numpy as np

from .evidence import Floats, Integers


def bounds_of(groups: Integers, count: int) -> Integers:
    """The bounds of groups 0 to count-1 in an ascending column of group numbers; count + 1 places."""
    return np.concatenate(([0], np.cumsum(np.bincount(groups, minlength=count)[:count])))


def places(bounds: Integers, groups: Integers) -> tuple[Integers, Integers]:
    """All places of these groups, group by group, and for each place which of `groups` it is of (0, 1, ...)."""
    starts = bounds[groups]
    sizes = bounds[groups + 1] - starts
    which = np.repeat(np.arange(len(groups)), sizes)
    shift = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return np.arange(len(which)) + shift, which


def sums(groups: Integers, amounts: Floats, count: int) -> Floats:
    """The amounts summed by group, 0 to count-1; also of none, of which numpy makes whole numbers."""
    return np.bincount(groups, amounts, minlength=count).astype(np.float64, copy=False)
