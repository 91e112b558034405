"""What shops are usually ranked by, to compare with. All see the same rows."""

from __future__ import annotations

import numpy as np

from .market import CONTENT, DISCONTENT, ENDORSED, KEPT, Market

GOOD = (CONTENT, KEPT, ENDORSED)


def said(market: Market, owners: np.ndarray, topic: int) -> tuple[np.ndarray, np.ndarray]:
    """Good and bad rows about each owner in a topic, whoever says so."""
    here = market.topic == topic
    good, bad = here & np.isin(market.kind, GOOD), here & ~np.isin(market.kind, GOOD)
    return tuple(np.bincount(market.dst[rows], minlength=market.n)[owners].astype(float) for rows in (good, bad))


def star_average(market: Market, owners: np.ndarray, topic: int) -> np.ndarray:
    """The share of good rows; a half where there is none."""
    good, bad = said(market, owners, topic)
    return np.where(good + bad > 0, good / np.maximum(good + bad, 1), 0.5)


def wilson(market: Market, owners: np.ndarray, topic: int, z: float = 1.96) -> np.ndarray:
    """The lower edge of Wilson's interval for the share of good rows (Wilson, 1927)."""
    good, bad = said(market, owners, topic)
    n = np.maximum(good + bad, 1)
    share = good / n
    middle, spread = share + z * z / (2 * n), z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return np.where(good + bad > 0, (middle - spread) / (1 + z * z / n), 0.0)


def sales_count(market: Market, owners: np.ndarray, topic: int) -> np.ndarray:
    """How often it sold."""
    deals = (market.topic == topic) & np.isin(market.kind, (CONTENT, DISCONTENT))
    return np.bincount(market.dst[deals], minlength=market.n)[owners].astype(float)


def net_edges(market: Market) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(src, dst, good rows minus bad rows), where that is more than nothing; kept in the market's cache."""
    if "net edges" not in market.cache:
        market.cache["net edges"] = find_net_edges(market)
    return market.cache["net edges"]


def find_net_edges(market: Market) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """See `net_edges`."""
    keys, place = np.unique(market.src * (1 << 32) + market.dst, return_inverse=True)
    net = np.bincount(place, np.where(np.isin(market.kind, GOOD), 1.0, -1.0))
    kept = (net > 0) & (keys >> 32 != keys & 0xFFFFFFFF)
    return keys[kept] >> 32, keys[kept] & 0xFFFFFFFF, net[kept]


def restarted_walk(market: Market, restart: np.ndarray, back: float, steps: int = 20) -> np.ndarray:
    """A random walk over the net edges that goes back to `restart` with the chance `back` at each step."""
    src, dst, net = net_edges(market)
    out = np.bincount(src, net, minlength=market.n)
    share = net / out[src]
    held = restart
    for _ in range(steps):
        held = back * restart + (1 - back) * np.bincount(dst, held[src] * share, minlength=market.n)
    return held


def eigentrust(market: Market, owners: np.ndarray, topic: int) -> np.ndarray:
    """EigenTrust (Kamvar, Schlosser, Garcia-Molina, 2003), trusting the verified people beforehand."""
    restart = np.bincount(market.seeds, minlength=market.n) / len(market.seeds)
    return restarted_walk(market, restart, 0.15)[owners]


def personalised_pagerank(market: Market, owners: np.ndarray, topic: int, viewer: int) -> np.ndarray:
    """PageRank (Page and others, 1999) restarted at the viewer."""
    restart = np.zeros(market.n)
    restart[viewer] = 1.0
    return restarted_walk(market, restart, 0.15)[owners]


class FlowGraph:
    """The net edges as a graph for maximum flows, each edge carrying as much as its rows are worth."""

    def __init__(self, market: Market) -> None:
        self.edges: dict[int, dict[int, float]] = {}
        for src, dst, net in zip(*(column.tolist() for column in net_edges(market)), strict=True):
            self.edges.setdefault(src, {})[dst] = net
            self.edges.setdefault(dst, {}).setdefault(src, 0.0)

    def flow(self, source: int, sink: int) -> float:
        """The maximum flow (Edmonds and Karp, 1972): augment along shortest paths until there is none."""
        used: dict[tuple[int, int], float] = {}
        total = 0.0
        while path := self._path(source, sink, used):
            spare = min(self.edges[a][b] - used.get((a, b), 0.0) for a, b in path)
            for a, b in path:
                used[a, b] = used.get((a, b), 0.0) + spare
                used[b, a] = used.get((b, a), 0.0) - spare
            total += spare
        return total

    def _path(self, source: int, sink: int, used: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
        came, line = {source: source}, [source]
        for here in line:
            for there, most in self.edges.get(here, {}).items():
                if there not in came and most - used.get((here, there), 0.0) > 1e-9:
                    came[there] = here
                    if there == sink:
                        path = [(here, there)]
                        while path[-1][0] != source:
                            path.append((came[path[-1][0]], path[-1][0]))
                        return path
                    line.append(there)
        return []


def max_flow(market: Market, owners: np.ndarray, topic: int, viewer: int) -> np.ndarray:
    """How much trust could flow from the viewer to each owner at once."""
    graph = FlowGraph(market)
    return np.array([graph.flow(viewer, int(owner)) for owner in owners])
