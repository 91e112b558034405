"""The public voice: personalised PageRank restarted at verified people, with a limit to what one edge carries.

A worker computes it now and then; a viewer's score only reads it.
"""

from __future__ import annotations

import numpy as np

from .evidence import Floats, Integers
from .memberships import Memberships
from .weights import KEPT_A_STEP, PUBLIC_EDGE_MOST, PUBLIC_QUANTILE, PUBLIC_STEPS


def arrive(
    weight: Floats, src: Integers, dst: Integers, scale: Floats, groups: Memberships, held: Floats, most: float
) -> Floats:
    """What arrives at each person in one step when each holds so much; an edge of rows carries at most `most`."""
    passed = KEPT_A_STEP * held * scale
    arrived = np.bincount(dst, np.minimum(most, passed[src] * weight), minlength=len(held))
    given = passed[groups.user] * groups.weight
    in_group = np.bincount(groups.group, given, minlength=groups.groups)
    arrived += np.bincount(groups.user, in_group[groups.group] - given, minlength=len(held))
    return arrived


def typical(held: Floats) -> float:
    """What the person holds who stands at the quantile, people lined up by what they hold and counted by it; 0 if none
    holds anything.
    """
    line = np.sort(held[held > 0])
    if not len(line):
        return 0.0
    carried = np.cumsum(line)
    return float(line[np.searchsorted(carried, PUBLIC_QUANTILE * carried[-1])])


def public_voices(
    weight: Floats, src: Integers, dst: Integers, scale: Floats, groups: Memberships, seeds: Integers
) -> Floats:
    """The public voice of every person, 0 to 1; all 0 without verified people.

    `weight`, `src`, `dst`: edges of rows; `scale`: each person's factor from weights to shares; `seeds`: verified people.
    It walks twice: without limit, to learn what a full voice is, and then with the limit that follows from it.
    """
    edges = np.flatnonzero(weight > 0)
    weight, src, dst = weight[edges], src[edges], dst[edges]
    start = np.zeros(len(scale))
    if not len(seeds):
        return start
    start[seeds] = 1.0 / len(seeds)
    most = np.inf
    for _ in range(2):
        held = start.copy()
        for _ in range(PUBLIC_STEPS):
            held = start + arrive(weight, src, dst, scale, groups, held, most)
        full = typical(held)
        most = PUBLIC_EDGE_MOST * full
    return np.minimum(1.0, held / full)
