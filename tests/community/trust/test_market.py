"""A small market: whoever deceives it gains little. `make bench-trust` measures large ones."""

import pytest

from tests.trust_market import attacks
from tests.trust_market.cases import Trial
from tests.trust_market.market import Plan, build


@pytest.fixture(scope="module")
def trial():
    plan = Plan(seed=3, people=2_000, shops=80, topics=2, verified=20)
    return Trial(build(plan), viewers=6, flow=False)


def test_accounts_gain_nothing(trial):
    before = trial.ours(trial.market, trial.owner).percentile
    after = trial.ours(attacks.brushing(trial.market, accounts=500, fooled=0), trial.owner)
    assert after.percentile <= before + 3


def test_four_fooled_members_do_not_lift_a_bad_shop(trial):
    after = trial.ours(attacks.brushing(trial.market, accounts=500, fooled=4), trial.owner)
    assert after.percentile < 20


def test_slander_takes_nothing(trial):
    owner = int(trial.market.owners[trial.victim])
    before = trial.ours(trial.market, owner).percentile
    assert trial.ours(attacks.slander(trial.market, trial.victim, members=10), owner).percentile >= before - 5


def test_sleepers_do_not_reach_the_top(trial):
    assert trial.ours(attacks.sleepers(trial.market, count=10, admitted=False), trial.owner).top_tens == 0


def test_a_new_shop_is_seen_near_home(trial):
    after, account, near = attacks.new_shop(trial.market, deals=5)
    assert trial.ours(after, account, near[:6]).percentile > 60
