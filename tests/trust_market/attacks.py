"""Those who would deceive a market. Each attack takes an honest market and gives it back with what they did to it."""

from __future__ import annotations

import numpy as np

from .market import CONTENT, DISCONTENT, ENDORSED, KEPT, REPORTED, Market


def random(market: Market, salt: int) -> np.random.Generator:
    """The dice of one attack."""
    return np.random.default_rng((market.plan.seed, salt))


def bad_shop(market: Market) -> tuple[int, int]:
    """The owner and the topic of the bad shop."""
    return int(market.owners[market.bad_shop]), int(market.shop_topic[market.bad_shop])


def common_people(market: Market) -> np.ndarray:
    """Everybody who owns no shop."""
    return np.setdiff1d(np.arange(market.plan.people), market.owners)


def ring(market: Market, accounts: int, topic: int, rng: np.random.Generator) -> tuple[np.ndarray, list, list]:
    """New accounts that praise and admit each other in groups of their own: (accounts, rows, memberships)."""
    fakes = market.n + np.arange(accounts)
    today = market.today
    rows = [(fakes, np.roll(fakes, step), ENDORSED, topic, today - 60) for step in range(1, min(4, accounts))]
    rows += [(fakes, rng.permutation(fakes), KEPT, topic, today - 50)]
    groups = market.mem_group.max() + 1 + np.arange(accounts) // 50
    return fakes, rows, [(fakes, groups, 1, today - 200)]


def vouched(fooled: np.ndarray, fakes: np.ndarray, topic: int, day: int, rng: np.random.Generator, many: int) -> list:
    """The fooled vouch for some of the fakes each, and are content with what they bought from them."""
    if not len(fooled):
        return []
    src = np.repeat(fooled, min(many, len(fakes)))
    dst = rng.choice(fakes, len(src))
    return [(src, dst, ENDORSED, topic, day), (src, dst, CONTENT, topic, day)]


def fooled_people(market: Market, count: int, rng: np.random.Generator, *, neighbours: bool) -> np.ndarray:
    """Members who will be fooled: anybody, or all of one neighbourhood."""
    people = common_people(market)
    if not neighbours:
        return rng.choice(people, count, replace=False)
    near = np.argsort(np.abs(market.home[people] - market.home[people].max() // 2), kind="stable")
    return people[near[:count]]


def brushing(
    market: Market,
    *,
    accounts: int,
    fooled: int,
    neighbours: bool = False,
    many: int = 5,
    hub: bool = False,
) -> Market:
    """New accounts buy from the bad shop and praise it; some members are fooled into vouching for such accounts.

    With `hub` all the fooled vouch for one account, which vouches for all others.
    """
    rng = random(market, 1)
    owner, topic = bad_shop(market)
    # Chosen first, so the same people are fooled however many accounts there are.
    people = fooled_people(market, fooled, rng, neighbours=neighbours)
    fakes, rows, members = ring(market, accounts, topic, rng)
    today = market.today
    rows += [(fakes, owner, kind, topic, today - 20) for kind in (CONTENT, KEPT, ENDORSED)]
    rows += vouched(people, fakes[:1] if hub else fakes, topic, today - 40, rng, 1 if hub else many)
    if hub:
        rows.append((fakes[0], fakes[1:], ENDORSED, topic, today - 40))
    return market.grown(accounts, rows, members)


def best_shop(market: Market, topic: int) -> int:
    """The shop that star averages have first among the well-known ones of a topic."""
    shops = market.shops_in(topic)
    return int(shops[np.argmax(market.quality[shops])])


def review_bomb(market: Market, victim: int, *, accounts: int, fooled: int) -> Market:
    """New accounts, some of them vouched for by fooled members, say that they bought badly and were cheated."""
    rng = random(market, 2)
    topic, today = int(market.shop_topic[victim]), market.today
    fakes, rows, members = ring(market, accounts, topic, rng)
    rows += [(fakes, market.owners[victim], kind, topic, today - 5) for kind in (DISCONTENT, REPORTED)]
    rows += vouched(fooled_people(market, fooled, rng, neighbours=False), fakes, topic, today - 40, rng, 5)
    return market.grown(accounts, rows, members)


def slander(market: Market, victim: int, *, members: int, bought: bool = False) -> Market:
    """Members report a shop, without a deal; or, with `bought`, they buy and then dispute."""
    rng = random(market, 3)
    people = rng.choice(common_people(market), members, replace=False)
    topic, today = int(market.shop_topic[victim]), market.today
    kinds = (DISCONTENT, REPORTED) if bought else (REPORTED,)
    return market.grown(0, [(people, market.owners[victim], kind, topic, today - 3) for kind in kinds])


def sleepers(market: Market, *, count: int = 50, admitted: bool, elsewhere: bool = False, victims: int = 0) -> Market:
    """Accounts that deal honestly for a year, are endorsed by members, and then all praise the bad shop.

    `admitted`: groups let them in; else they have only joined. `elsewhere`: what they earned is of another topic.
    `victims`: so many members then bought from the bad shop and said how it was.
    """
    rng = random(market, 4)
    owner, topic = bad_shop(market)
    earned = (topic + 1) % market.plan.topics if elsewhere else topic
    today, new = market.today, market.n + np.arange(count)
    people = common_people(market)
    honest = market.owners[market.shops_in(earned)]
    rows = []
    for _ in range(5):
        rows.append((new, rng.choice(honest, count), CONTENT, earned, today - rng.integers(60, 300, count)))
        rows.append((rng.choice(people, count), new, CONTENT, earned, today - rng.integers(60, 300, count)))
    for _ in range(3):
        rows.append((rng.choice(people, count), new, ENDORSED, earned, today - rng.integers(60, 300, count)))
    rows += [(new, owner, kind, topic, today - rng.integers(1, 15, count)) for kind in (CONTENT, KEPT, ENDORSED)]
    if victims:
        rows.append((rng.choice(people, victims, replace=False), owner, DISCONTENT, topic, today - 1))
    members = []
    if not elsewhere:
        groups = np.unique(market.mem_group)
        members = [(new, rng.choice(groups, count), int(admitted), today - 200) for _ in range(2)]
    return market.grown(count, rows, members)


def captured_group(market: Market) -> tuple[Market, np.ndarray]:
    """Half of the members of one group praise the bad shop; the second value is everybody in the group."""
    rng = random(market, 5)
    owner, topic = bad_shop(market)
    names, sizes = np.unique(market.mem_group[market.mem_ok == 1], return_counts=True)
    group = names[np.argmin(np.abs(sizes - 60))]
    inside = market.members([group])
    half = rng.choice(np.setdiff1d(inside, [owner]), len(inside) // 2, replace=False)
    rows = [(half, owner, kind, topic, market.today - 5) for kind in (CONTENT, KEPT, ENDORSED)]
    return market.grown(0, rows), inside


def whitewashed(market: Market, *, victims: int) -> tuple[Market, int]:
    """The bad shop, after so many victims, begins anew under another account; the second value is that account."""
    rng = random(market, 6)
    owner, topic = bad_shop(market)
    people = rng.choice(common_people(market), victims, replace=False)
    return market.grown(1, [(people, owner, DISCONTENT, topic, market.today - 30)]), market.n


def new_shop(market: Market, *, deals: int) -> tuple[Market, int, np.ndarray]:
    """An honest new shop with so many good deals, all near home: (market, its owner, who lives near)."""
    rng = random(market, 7)
    topic = int(market.shop_topic[market.bad_shop])
    names, sizes = np.unique(market.mem_group[market.mem_ok == 1], return_counts=True)
    group = names[np.argmin(np.abs(sizes - 50))]
    near = np.setdiff1d(market.members([group]), market.owners)
    owner, buyers = int(near[0]), rng.choice(near[1:], deals, replace=False)
    rows = [(buyers, owner, kind, topic, market.today - 3) for kind in (CONTENT, KEPT)]
    return market.grown(0, rows), owner, np.setdiff1d(near[1:], buyers)
