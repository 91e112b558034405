"""What scoring costs with 100,000 people and 1.3 million rows, in milliseconds of processor time.

Processor time, not time on the clock: whatever else the machine does must not fail a bar.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np

from community.trust import score
from community.trust.core.explaining import explain

from .cases import Case
from .market import COLUMNS, Plan, build

ROOM = 256


def took(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    started = time.process_time()
    act()
    return 1000 * (time.process_time() - started)


def cost(people: int = 100_000) -> list[Case]:
    """The lines of the table about cost; the bar is meant for 100,000 people."""
    market = build(Plan(seed=1, people=people, verified=people // 500))
    rng = np.random.default_rng(1)
    targets = market.owners[:100].tolist()
    first = took(lambda: score(0, targets, market, 0))
    second = took(lambda: score(0, targets, market, 1))
    viewers = rng.integers(0, people, 60).tolist()
    each = [took(lambda viewer=viewer: score(viewer, targets, market, 0)) for viewer in viewers]
    # Lists grow in place; the indexes of the columns before are of the same rows, so they are taken along.
    for name in COLUMNS:
        market.columns[name] = market.columns[name].tolist()
    score(0, targets, market, 0)
    rows = []
    for _ in range(ROOM):
        new = (int(rng.integers(people)), targets[int(rng.integers(100))], 1, 0, market.today)
        bare = took(lambda: score(1, targets[:1], market, 0))
        for name, value in zip(COLUMNS, new, strict=True):
            market.columns[name].append(value)
        rows.append(took(lambda: score(1, targets[:1], market, 0)) - bare)
    reason = took(lambda: explain(viewers[0], targets[0], market, 0, public_too=False))
    told = f"{median(each):.1f} ms (slowest twentieth {np.percentile(each, 95):.1f})"
    size = f"{people:,} people, {len(market.src):,} rows"
    return [
        Case(f"100 targets for one viewer, {size}", "≤ 20 ms", told, median(each) <= 20, {}),
        Case("first index, first topic; each further topic", "", f"{first:.0f} ms; {second:.0f} ms", None, {}),
        Case("one new row", "", f"{median(rows):.2f} ms", None, {}),
        Case("reasons of one score, public voices held", "", f"{reason:.0f} ms", None, {}),
    ]
