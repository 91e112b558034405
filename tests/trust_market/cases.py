"""What is measured in a market, and the bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from community.trust.core.explaining import explain, holds

from . import attacks, baselines
from .market import Market
from .measuring import Standing, compared, ndcg, scored, standing

# Two equal ways to rank differ by so much from market to market.
SAMPLING = 0.003
ACCOUNTS = (10, 100, 1_000, 10_000)


class Case(NamedTuple):
    """One line of the table. `value` is what the bar is about, `fine` whether it holds; None where there is no bar."""

    name: str
    bar: str
    value: str
    fine: bool | None
    standings: dict[str, Standing]


class Trial:
    """One market and those who look at it."""

    def __init__(self, market: Market, viewers: int, *, flow: bool) -> None:
        self.market = market
        rng = np.random.default_rng((market.plan.seed, 99))
        self.viewers = rng.choice(market.plan.people, viewers, replace=False)
        self.owner, self.topic = attacks.bad_shop(market)
        self.victim = attacks.best_shop(market, self.topic)
        # From somebody with many edges: what flows from one with few is the same for every shop.
        degrees = np.bincount(baselines.net_edges(market)[0], minlength=market.n)[self.viewers]
        self.flow_from = int(self.viewers[np.argmax(degrees)]) if flow else None

    def look(
        self, market: Market, owner: int, viewers: np.ndarray | None = None, *, flow: bool = False
    ) -> dict[str, Standing]:
        """How an owner stands by every way; by maximum flow too with `flow`, which takes seconds."""
        viewers = self.viewers if viewers is None else viewers
        return compared(market, owner, self.topic, viewers, self.flow_from if flow else None)

    def ours(self, market: Market, owner: int, viewers: np.ndarray | None = None) -> Standing:
        """How an owner stands by our score."""
        owners = np.unique(np.append(market.owners[market.shops_in(self.topic)], owner))
        rows = scored(market, owners, self.topic, self.viewers if viewers is None else viewers)
        return standing(rows, int(np.searchsorted(owners, owner)))


def honest_order(trial: Trial) -> Case:
    """How well honest shops are ordered by their hidden quality."""
    market, found = trial.market, []
    for topic in range(market.plan.topics):
        shops = np.setdiff1d(market.shops_in(topic), [market.bad_shop])
        owners, gains = market.owners[shops], market.quality[shops]
        rows = scored(market, owners, topic, trial.viewers[:4])
        rank = (baselines.star_average, baselines.wilson)
        found.append(
            [np.mean([ndcg(row, gains) for row in rows]), *(ndcg(r(market, owners, topic), gains) for r in rank)]
        )
    ours, star, wilson = np.mean(found, axis=0)
    value = f"{ours:.4f} (star {star:.4f}, Wilson {wilson:.4f})"
    fine = ours >= max(star, wilson) - SAMPLING
    return Case("honest shops in order, NDCG@10", f"best of star and Wilson, less {SAMPLING}", value, fine, {})


def brushing(trial: Trial) -> Iterator[Case]:
    """New accounts praise the bad shop."""
    before = trial.ours(trial.market, trial.owner).percentile
    for accounts in ACCOUNTS:
        seen = trial.look(attacks.brushing(trial.market, accounts=accounts, fooled=0), trial.owner)
        gain = seen["ours"].percentile - before
        yield Case(f"brushing by {accounts:,}, nobody fooled", "gain ≤ 3", f"gain {gain:+.1f}", gain <= 3, seen)
    for fooled in (1, 5, 20, 100):
        for accounts in (1_000, 10_000) if fooled == 20 else (1_000,):
            after = attacks.brushing(trial.market, accounts=accounts, fooled=fooled)
            seen = trial.look(after, trial.owner, flow=accounts == 1_000 and fooled >= 20)
            fine = seen["ours"].percentile < 15 and seen["ours"].top_tens < 1
            bar = "< 15th, < 1 % of top tens" if fooled == 20 else ""
            name = f"brushing by {accounts:,}, {fooled} fooled"
            yield Case(name, bar, told(seen), fine if bar else None, seen)
    variants = {
        "each vouching for 30": {"many": 30},
        "all vouching for one hub": {"hub": True},
        "all of one neighbourhood": {"neighbours": True},
    }
    for name, how in variants.items():
        seen = trial.look(attacks.brushing(trial.market, accounts=1_000, fooled=20, **how), trial.owner)
        bar = "" if "neighbours" in how else "< 15th, < 1 % of top tens"
        fine = seen["ours"].percentile < 15 and seen["ours"].top_tens < 1
        yield Case(f"brushing by 1,000, 20 fooled, {name}", bar, told(seen), fine if bar else None, seen)
    few, many = (
        trial.ours(attacks.brushing(trial.market, accounts=accounts, fooled=20), trial.owner).percentile
        for accounts in (1_000, 10_000)
    )
    yield Case("ten times the accounts", "gain ≤ 3", f"gain {many - few:+.1f}", many - few <= 3, {})


def told(seen: dict[str, Standing]) -> str:
    """Our standing in words."""
    return f"{seen['ours'].percentile:.1f}, {seen['ours'].top_tens:.1f} % of top tens"


def slandered(trial: Trial) -> Iterator[Case]:
    """The best shop is spoken ill of."""
    market, victim = trial.market, trial.victim
    owner = int(market.owners[victim])
    before = trial.ours(market, owner).percentile
    done = {
        "review bomb by 1,000, 20 fooled": attacks.review_bomb(market, victim, accounts=1_000, fooled=20),
        "slander by 20 members": attacks.slander(market, victim, members=20),
        "20 rivals buy, then dispute": attacks.slander(market, victim, members=20, bought=True),
    }
    for name, after in done.items():
        seen = trial.look(after, owner, flow=True)
        loss = before - seen["ours"].percentile
        bar = "" if "rivals" in name else "loss ≤ 5"
        value = f"loss {loss:.1f}, then {seen['ours'].percentile:.1f}"
        yield Case(name, bar, value, loss <= 5 if bar else None, seen)


def sleepers(trial: Trial) -> Iterator[Case]:
    """Fifty who earned real trust praise the bad shop."""
    market = trial.market
    done = {
        "50 sleepers, not admitted": ({"admitted": False}, "< 5 % of top tens"),
        "50 sleepers, of another topic": ({"admitted": False, "elsewhere": True}, "< 20th, < 5 % of top tens"),
        "50 sleepers, admitted, nobody complains": ({"admitted": True}, ""),
        "the same after 40 victims spoke": ({"admitted": True, "victims": 40}, "< 45th"),
    }
    for name, (how, bar) in done.items():
        seen = trial.look(attacks.sleepers(market, **how), trial.owner, flow="victims" not in how)
        ours = seen["ours"]
        fine = ours.percentile < 45 if "victims" in how else ours.top_tens < 5
        fine = fine and ("elsewhere" not in how or ours.percentile < 20)
        yield Case(name, bar, told(seen), fine if bar else None, seen)


def groups_and_new(trial: Trial) -> Iterator[Case]:
    """A captured group, a shop that begins anew, and an honest new one."""
    market = trial.market
    after, inside = attacks.captured_group(market)
    outside = np.setdiff1d(trial.viewers, inside)
    seen = trial.look(after, trial.owner, outside, flow=True)
    yield Case("half a group captured", "outsiders' top tens < 5 %", told(seen), seen["ours"].top_tens < 5, seen)
    ours = trial.ours(after, trial.owner, inside[: len(trial.viewers)])
    yield Case("the same, seen from inside", "", f"{ours.percentile:.1f}", None, {})

    after, account = attacks.whitewashed(market, victims=40)
    seen, old = trial.look(after, account), trial.ours(after, trial.owner)
    yield Case("a bad shop begins anew", "", f"{old.percentile:.1f}, then {seen['ours'].percentile:.1f}", None, seen)

    after, account, near = attacks.new_shop(market, deals=5)
    seen = trial.look(after, account, near[: len(trial.viewers)])
    fine = seen["ours"].percentile > 80
    yield Case("an honest new shop, 5 good deals, near home", "> 80th", f"{seen['ours'].percentile:.1f}", fine, seen)


def reasons(trial: Trial) -> Case:
    """Whether places in the top ten have a path, and scores move as the reasons say."""
    market, topic = trial.market, trial.topic
    owners = market.owners[trial.market.shops_in(topic)]
    places, paths, tried, true = 0, 0, 0, 0
    for viewer in trial.viewers[:10].tolist():
        values = scored(market, owners, topic, [viewer])[0]
        for at, owner in enumerate(owners[np.argsort(-values, kind="stable")[:10]].tolist()):
            told = explain(viewer, owner, market, topic, public_too=False)
            places += 1
            paths += any(reason.known for reason in told.for_it)
            if at == 0 and tried < 6:
                exact = explain(viewer, owner, market, topic)
                for reason in (*exact.for_it[:1], *exact.against[:1]):
                    tried += 1
                    true += holds(reason, viewer, owner, market, topic)
    share = 100 * paths / places
    value = f"{share:.1f} % have a path; {true} of {tried} hold"
    return Case("reasons", "95 % have a path; all hold", value, share >= 95 and true == tried, {})


def all_cases(trial: Trial) -> Iterator[Case]:
    """Every line of the table but the cost."""
    yield honest_order(trial)
    yield from brushing(trial)
    yield from slandered(trial)
    yield from sleepers(trial)
    yield from groups_and_new(trial)
    yield reasons(trial)
