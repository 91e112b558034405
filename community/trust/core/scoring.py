"""From voices and what they say to a score: the lower edge of a Beta posterior."""

from __future__ import annotations

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
