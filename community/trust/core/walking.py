"""The personal walk: how much of a viewer's trust reaches whom within two steps (a truncated personalised PageRank)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .weights import KEPT_A_STEP, PASSED_MOST


def first_step(shares: Mapping[int, float]) -> dict[int, float]:
    """What the viewer's shares (person -> 0 to 1) bring to each, a step's loss taken off."""
    return {person: KEPT_A_STEP * share for person, share in shares.items() if share > 0}


def walked(first: Mapping[int, float], second: Iterable[tuple[int, int, float]]) -> dict[int, float]:
    """What reaches whom in one or two steps.

    `first` is what `first_step` gave; `second` holds edges (via, to, share of the via's trust), of which those whose
    `via` is not in `first` say nothing.
    """
    reached = dict(first)
    for via, to, share in second:
        arrived = min(PASSED_MOST, first.get(via, 0.0)) * KEPT_A_STEP * share
        if arrived > 0:
            reached[to] = reached.get(to, 0.0) + arrived
    return reached
