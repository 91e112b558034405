"""The public voice: personalised PageRank restarted at verified people, with a limit to what one person's rows carry.

A worker computes it now and then; a viewer's score only reads it.
"""

from __future__ import annotations

import numpy as np

from .crowds import quantile_by_mass
from .evidence import Floats, Integers
from .memberships import Memberships
from .spans import sums
from .weights import KEPT_A_STEP, PUBLIC_LEAST, PUBLIC_QUANTILE, PUBLIC_ROWS_MOST, PUBLIC_STEPS


class Graph:
    """Who passes what to whom. `weight`, `src`, `dst`: edges of rows; `scale`: from a person's weights to shares."""

    def __init__(self, weight: Floats, src: Integers, dst: Integers, scale: Floats, groups: Memberships) -> None:
        edges = np.flatnonzero(weight > 0)
        self.weight, self.src, self.dst = weight[edges], src[edges], dst[edges]
        self.groups, self.people = groups, len(scale)
        self.keeps = KEPT_A_STEP * scale
        self.by_rows = sums(self.src, self.weight, self.people)

    def step(self, held: Floats, most: float) -> Floats:
        """What arrives at each person when each holds so much, and the rows of one carry at most `most` together."""
        passed = self.keeps * held
        # Nobody divides nothing.
        by_rows = np.minimum(passed, most / np.maximum(self.by_rows, 1e-12))
        arrived = sums(self.dst, by_rows[self.src] * self.weight, self.people)
        groups = self.groups
        given = passed[groups.user] * groups.weight
        in_group = sums(groups.group, given, groups.groups)
        return arrived + sums(groups.user, in_group[groups.group] - given, self.people)

    def walk(self, start: Floats, most: float) -> Floats:
        """What each holds after the walk from `start`, to which it goes back at each step."""
        held = start
        for _ in range(PUBLIC_STEPS):
            held = start + self.step(held, most)
        return held


def public_voices(graph: Graph, seeds: Integers) -> Floats:
    """The public voice of every person, 0 to 1; all 0 without verified people (`seeds`).

    It walks twice: without limit, to learn what a full voice is, and then with the limit that follows from it.
    """
    start = np.zeros(graph.people)
    if not len(seeds):
        return start
    start[seeds] = 1.0 / len(seeds)
    full = quantile_by_mass(graph.walk(start, np.inf), PUBLIC_QUANTILE)
    held = graph.walk(start, PUBLIC_ROWS_MOST * full)
    part = held / quantile_by_mass(held, PUBLIC_QUANTILE)
    return np.clip((part - PUBLIC_LEAST) / (1.0 - PUBLIC_LEAST), 0.0, 1.0)
