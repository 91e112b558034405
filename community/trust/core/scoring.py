"""From voices and what they say to a score: the lower edge of a Beta posterior."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .weights import CAUTION, PRIOR_BAD, PRIOR_GOOD


def beta_lower(good: Any, bad: Any) -> Any:
    """Mean minus a quarter of the standard deviation of Beta(2.0 + good, 1.6 + bad); 0 to 1, higher is better.

    `good` and `bad` are sums of voices, numbers or arrays.
    """
    a, b = PRIOR_GOOD + good, PRIOR_BAD + bad
    total = a + b
    return a / total - CAUTION * np.sqrt(a * b / (total * total * (total + 1.0)))


def scores(
    targets: Sequence[int], outcomes: Iterable[tuple[int, int, float, float]], voices: Mapping[int, float]
) -> list[float]:
    """The score of each target, from outcomes (rater, target, good, bad) as `edges.pair_outcome` makes them.

    A rater without a voice and a rater of oneself say nothing.
    """
    sums = {target: [0.0, 0.0] for target in targets}
    for rater, target, good, bad in outcomes:
        if target in sums and rater != target:
            weight = voices.get(rater, 0.0)
            sums[target][0] += weight * good
            sums[target][1] += weight * bad
    return [float(beta_lower(*sums[target])) for target in targets]
