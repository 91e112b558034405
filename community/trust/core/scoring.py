"""From voices and what they say to a score: the lower edge of a Beta posterior."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .weights import CAUTION, PRIOR_BAD, PRIOR_GOOD


def beta_lower(good: Any, bad: Any) -> Any:
    """The mean less a part of the standard deviation of the Beta posterior; 0 to 1, higher is better.

    The prior and the part are in `weights`. `good` and `bad` are sums of voices, numbers or arrays.
    """
    a, b = PRIOR_GOOD + good, PRIOR_BAD + bad
    total = a + b
    return a / total - CAUTION * np.sqrt(a * b / (total * total * (total + 1.0)))


def scores(
    targets: Sequence[int],
    outcomes: Iterable[tuple[int, int, float, float]],
    voices: Mapping[int, float],
    crowds: Mapping[int, tuple[float, float]],
) -> list[float]:
    """The score of each target, in their order.

    `outcomes`: (rater, target, good, bad) of the viewer's circle; `voices`: their personal voices, of
    `voices.personal_voices`; `crowds`: the good and the bad that all say of a target, of `Topic.crowd`, the same for
    every viewer. Whoever has no voice, and who speaks of themself, says nothing.
    """
    circle = {target: [0.0, 0.0] for target in targets}
    for rater, target, good, bad in outcomes:
        if target in circle and rater != target:
            circle[target][0] += voices.get(rater, 0.0) * good
            circle[target][1] += voices.get(rater, 0.0) * bad
    sums = [[near + far for near, far in zip(circle[t], crowds.get(t, (0.0, 0.0)), strict=True)] for t in targets]
    return [float(beta_lower(good, bad)) for good, bad in sums]
