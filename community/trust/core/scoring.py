"""From voices and what they say to a score: the lower edge of a Beta posterior."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from .crowds import calmed
from .evidence import Floats
from .voices import strange
from .weights import CAUTION, PRIOR_BAD, PRIOR_GOOD


class Said(NamedTuple):
    """What one person says of another's trade (`good + bad` at most 1, see `edges.pair_outcome`), and what their word
    is worth: `personal` to the viewer, `public` to all (0 to 1). `month`: see `crowds.month`.
    """

    rater: int
    good: float
    bad: float
    personal: float
    public: float
    month: int


class Heard(NamedTuple):
    """What is said of one person, in full voices: by the viewer's own circle, and by all in each month."""

    circle_good: float
    circle_bad: float
    months_good: Floats
    months_bad: Floats

    def without(self, said: Said) -> Heard:
        """The same without one person's word."""
        good, bad = self.months_good.copy(), self.months_bad.copy()
        good[said.month] -= strange(said.public) * said.good
        bad[said.month] -= strange(said.public) * said.bad
        circle_good = self.circle_good - said.personal * said.good
        return Heard(circle_good, self.circle_bad - said.personal * said.bad, np.maximum(good, 0), np.maximum(bad, 0))

    def score(self, full_month: float) -> float:
        """The score that follows; `full_month` see `crowds.full_month`."""
        good, bad = calmed(self.months_good[None], self.months_bad[None], full_month)
        return float(beta_lower(self.circle_good + good[0], self.circle_bad + bad[0]))


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
    `voices.personal_voices`; `crowds`: the good and the bad that all say of a target, of `crowds.calmed`, the same for
    every viewer. Whoever has no voice, and who speaks of themself, says nothing.
    """
    circle = {target: [0.0, 0.0] for target in targets}
    for rater, target, good, bad in outcomes:
        if target in circle and rater != target:
            circle[target][0] += voices.get(rater, 0.0) * good
            circle[target][1] += voices.get(rater, 0.0) * bad
    sums = [[near + far for near, far in zip(circle[t], crowds.get(t, (0.0, 0.0)), strict=True)] for t in targets]
    return [float(beta_lower(good, bad)) for good, bad in sums]


def moves(heard: Heard, said: Iterable[Said], full_month: float) -> list[float]:
    """By how much each person's word moves a score: the score as it is, minus the score without that word."""
    whole = heard.score(full_month)
    return [whole - heard.without(word).score(full_month) for word in said]
