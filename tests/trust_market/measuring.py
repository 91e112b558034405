"""How a shop stands: among all of its topic, as many viewers see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from community.trust import score

from . import baselines
from .market import Market

# Ways to rank that need a viewer, and those that are the same for all.
FOR_ALL: dict[str, Callable[[Market, np.ndarray, int], np.ndarray]] = {
    "star average": baselines.star_average,
    "Wilson": baselines.wilson,
    "sales": baselines.sales_count,
    "EigenTrust": baselines.eigentrust,
}


class Standing(NamedTuple):
    """Mean percentile over viewers (0 lowest, 100 above all others), and in how many percent of top tens."""

    percentile: float
    top_tens: float


def percentile(values: np.ndarray, place: int) -> float:
    """How many percent of the others one stands above; beside whom is equal, half."""
    others = np.delete(values, place)
    above = (others < values[place] - 1e-12).sum()
    beside = (np.abs(others - values[place]) <= 1e-12).sum()
    return 100.0 * (above + beside / 2) / len(others)


def ndcg(values: np.ndarray, gains: np.ndarray, first: int = 10) -> float:
    """Normalised discounted cumulative gain of the first places (Jarvelin and Kekalainen, 2002)."""
    discount = 1 / np.log2(np.arange(2, first + 2))[: len(gains)]
    found = gains[np.argsort(-values, kind="stable")[:first]]
    best = np.sort(gains)[::-1][:first]
    return float((found * discount).sum() / (best * discount).sum())


def scored(market: Market, owners: np.ndarray, topic: int, viewers: Sequence[int]) -> np.ndarray:
    """Our scores, (viewers, owners)."""
    return np.array([score(int(viewer), owners.tolist(), market, topic) for viewer in viewers])


def standing(rows: np.ndarray, place: int) -> Standing:
    """How the one at `place` stands in rankings, one a viewer."""
    tens = [(row > row[place]).sum() < 10 for row in rows]
    return Standing(float(np.mean([percentile(row, place) for row in rows])), 100.0 * float(np.mean(tens)))


def compared(
    market: Market, owner: int, topic: int, viewers: Sequence[int], flow_from: int | None
) -> dict[str, Standing]:
    """How an owner stands among all of a topic by our score and by every baseline.

    The maximum flow is asked of one viewer, against four other shops; not at all without `flow_from`.
    """
    owners = np.unique(np.append(market.owners[market.shops_in(topic)], owner))
    place = int(np.searchsorted(owners, owner))
    found = {"ours": standing(scored(market, owners, topic, viewers), place)}
    for name, rank in FOR_ALL.items():
        found[name] = standing(rank(market, owners, topic)[None], place)
    pagerank = [baselines.personalised_pagerank(market, owners, topic, int(viewer)) for viewer in viewers[:3]]
    found["PageRank"] = standing(np.array(pagerank), place)
    if flow_from is not None:
        few = np.append(np.delete(owners, place)[:: max(1, len(owners) // 4)][:4], owner)
        found["max-flow"] = standing(baselines.max_flow(market, few, topic, flow_from)[None], len(few) - 1)
    return found
