"""The honest market: shops of hidden quality, buyers who mostly tell the truth, groups in which people know each other.

People live in neighbourhoods of a few groups. They buy partly near home, partly wherever shops are popular, and say how
it went; some are careless and say anything. Nothing in here knows how scores are made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

COLUMNS = ("src", "dst", "kind", "topic", "day")
MEMBER_COLUMNS = ("mem_user", "mem_group", "mem_ok", "mem_day")
ENDORSED, CONTENT, DISCONTENT, KEPT, BROKEN, REPORTED = range(6)


@dataclass(frozen=True)
class Plan:
    """How a market is made. `beta` is the distribution of the shops' quality: the chance that a deal goes well.
    `timeless`: all rows are of today, the attackers' too, so haste cannot be told from custom.
    """

    seed: int = 1
    people: int = 10_000
    shops: int = 400
    topics: int = 8
    days: int = 400
    beta: tuple[float, float] = (6.0, 2.0)
    careless: float = 0.1
    deals: float = 8.0
    near: float = 0.4
    group_size: tuple[int, int] = (20, 120)
    groups_a_person: tuple[float, ...] = (0.1, 0.4, 0.35, 0.15)
    verified: int = 50
    friends: float = 2.0
    bad_sales: int = 3
    timeless: bool = False


@dataclass
class Market:
    """Columns of evidence, and what only the maker of a market knows of it."""

    plan: Plan
    n: int
    columns: dict[str, np.ndarray]
    seeds: np.ndarray
    owners: np.ndarray
    quality: np.ndarray
    shop_topic: np.ndarray
    home: np.ndarray
    bad_shop: int
    cache: dict[Any, Any] = field(default_factory=dict)

    @property
    def today(self) -> int:
        return self.plan.days

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["columns"][name]
        except KeyError:
            raise AttributeError(name) from None

    def groups_of(self, person: int) -> np.ndarray:
        """The groups that admitted a person."""
        return self.mem_group[(self.mem_user == person) & (self.mem_ok == 1)]

    def members(self, groups: Any) -> np.ndarray:
        """Who is in any of these groups."""
        return np.unique(self.mem_user[np.isin(self.mem_group, groups) & (self.mem_ok == 1)])

    def grown(self, accounts: int, rows: list[tuple[Any, ...]], members: list[tuple[Any, ...]] = ()) -> Market:
        """This market with more accounts, rows (src, dst, kind, topic, day) and memberships, each part broadcast."""
        columns = dict(self.columns)
        for names, parts in ((COLUMNS, rows), (MEMBER_COLUMNS, members)):
            spread = [np.broadcast_arrays(*(np.asarray(value, np.int64) for value in part)) for part in parts]
            for place, name in enumerate(names):
                more = [part[place].ravel() for part in spread]
                columns[name] = np.concatenate([self.columns[name], *more])
        if self.plan.timeless:
            columns["day"] = np.full_like(columns["day"], self.today)
        made = {name: value for name, value in vars(self).items() if name not in ("cache", "columns", "n")}
        return Market(**made, n=self.n + accounts, columns=columns)

    def shops_in(self, topic: int) -> np.ndarray:
        """The shops of a topic, the bad one with those of its own."""
        return np.flatnonzero(self.shop_topic == topic)


def place_in_groups(plan: Plan, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Memberships (person, group) and each person's home group."""
    sizes = rng.integers(*plan.group_size, size=plan.people)
    count = int(np.searchsorted(np.cumsum(sizes), plan.people)) + 1
    home = np.repeat(np.arange(count), sizes[:count])[: plan.people]
    rng.shuffle(home)
    joined = rng.choice(len(plan.groups_a_person), p=plan.groups_a_person, size=plan.people)
    users, groups = [np.flatnonzero(joined > 0)], [home[joined > 0]]
    for further in range(2, len(plan.groups_a_person)):
        who = np.flatnonzero(joined >= further)
        users.append(who)
        # Most further groups are of the neighbourhood, the others anywhere.
        near = (home[who] + rng.integers(1, 4, len(who))) % count
        groups.append(np.where(rng.random(len(who)) < 0.6, near, rng.integers(0, count, len(who))))
    pairs = np.unique(np.stack((np.concatenate(users), np.concatenate(groups))), axis=1)
    return pairs[0], pairs[1], home


def choose_shops(
    plan: Plan, rng: np.random.Generator, buyers: np.ndarray, home: np.ndarray, owners: np.ndarray, popular: np.ndarray
) -> np.ndarray:
    """Which shop each deal is with: near home, or by popularity."""
    anywhere = rng.choice(len(owners), p=popular / popular.sum(), size=len(buyers))
    by_home = np.argsort(home[owners], kind="stable")
    # The owners' homes in a row; somebody near is a few places up or down from one's own.
    middle = np.searchsorted(home[owners][by_home], home[buyers])
    near = by_home[np.clip(middle + rng.integers(-6, 7, len(buyers)), 0, len(owners) - 1)]
    return np.where(rng.random(len(buyers)) < plan.near, near, anywhere)


def build(plan: Plan) -> Market:
    """The market of a plan. The bad shop sold a few times, badly."""
    rng = np.random.default_rng(plan.seed)
    users, groups, home = place_in_groups(plan, rng)
    n, shops = plan.people, plan.shops
    owners = rng.choice(n, shops, replace=False)
    quality = rng.beta(*plan.beta, shops)
    shop_topic = rng.permutation(np.arange(shops) % plan.topics)
    popular = rng.lognormal(0.0, 0.8, shops)
    bad = int(rng.integers(shops))
    quality[bad], popular[bad] = 0.2, 0.0

    buyers = np.repeat(np.arange(n), rng.poisson(plan.deals, n))
    shop = choose_shops(plan, rng, buyers, home, owners, popular)
    real = (owners[shop] != buyers) & (shop != bad)
    buyers, shop = buyers[real], shop[real]
    careless = rng.random(n) < plan.careless
    went_well = rng.random(len(buyers)) < quality[shop]
    said = np.where(careless[buyers], rng.random(len(buyers)) < 0.6, went_well)
    day = rng.integers(0, plan.days, len(buyers))
    rows = [(buyers, owners[shop], np.where(said, CONTENT, DISCONTENT), shop_topic[shop], day)]
    promise = rng.random(len(buyers)) < 0.3
    kept = np.where(said[promise], KEPT, BROKEN)
    rows.append((buyers[promise], owners[shop[promise]], kept, shop_topic[shop[promise]], day[promise]))
    praise = said & (rng.random(len(buyers)) < 0.08)
    rows.append((buyers[praise], owners[shop[praise]], ENDORSED, shop_topic[shop[praise]], day[praise]))
    report = ~said & (rng.random(len(buyers)) < 0.1)
    rows.append((buyers[report], owners[shop[report]], REPORTED, shop_topic[shop[report]], day[report]))
    rows.append(friendships(plan, rng, users, groups))
    victims = rng.choice(n, plan.bad_sales, replace=False)
    rows.append((victims, owners[bad], DISCONTENT, shop_topic[bad], rng.integers(0, plan.days, plan.bad_sales)))

    empty = {name: np.zeros(0, np.int64) for name in (*COLUMNS, *MEMBER_COLUMNS)}
    seeds = rng.choice(n, plan.verified, replace=False)
    market = Market(plan, n, empty, seeds, owners, quality, shop_topic, home, bad)
    joined = rng.integers(-300, plan.days - 10, len(users))
    return market.grown(0, rows, [(users, groups, rng.random(len(users)) < 0.92, joined)])


def friendships(plan: Plan, rng: np.random.Generator, users: np.ndarray, groups: np.ndarray) -> tuple[Any, ...]:
    """Endorsements between people who share a group, each in some topic."""
    order = np.argsort(groups, kind="stable")
    users, groups = users[order], groups[order]
    starts = np.searchsorted(groups, groups)
    ends = np.searchsorted(groups, groups, side="right")
    times = rng.poisson(plan.friends * plan.people / len(users), len(users))
    who = np.repeat(np.arange(len(users)), times)
    other = users[(starts[who] + (rng.random(len(who)) * (ends - starts)[who]).astype(int))]
    topic, day = rng.integers(0, plan.topics, len(who)), rng.integers(0, plan.days, len(who))
    return users[who], other, ENDORSED, topic, day
