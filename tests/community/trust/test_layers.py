"""The index over all rows comes to the score that the formulas give, pair by pair."""

import numpy as np
import pytest
from hypothesis import given, settings

from community.trust import score
from community.trust.core import crowds, edges, voices
from community.trust.core.indexing import Index
from community.trust.core.scoring import beta_lower
from community.trust.core.weights import KEPT_A_STEP, PASSED_MOST

from .columns import CONTENT, TEA
from .test_score import ROWS, told


def walked(shares, scale):
    """What the trust of person 0 brings to whom, in one step or two."""
    first = {to: KEPT_A_STEP * weight * scale[0] for to, weight in shares[0].items()}
    reached = dict(first)
    for via, arrived in first.items():
        for to, weight in shares[via].items():
            reached[to] = reached.get(to, 0.0) + min(PASSED_MOST, arrived) * KEPT_A_STEP * weight * scale[via]
    return reached


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_pair_by_pair_it_is_the_score_of_the_index(rows):
    evidence = told(rows)
    topic = Index.of(evidence).topic(TEA)
    by_pair: dict = {}
    for src, dst, kind, about, day in rows:
        if src != dst and day <= evidence.today:
            by_pair.setdefault((src, dst), []).append((kind, about))
    shares: dict = {person: {} for person in range(12)}
    for (src, dst), said in by_pair.items():
        shares[src][dst] = float(edges.pair_weight(*edges.tally(said, TEA)))
    for group in ((0, 1, 2, 3), (3, 4, 5)):
        for src in group:
            passed = edges.fellow_weight(2 if src == 3 else 1, len(group) - 1)
            for dst in group:
                if dst != src:
                    shares[src][dst] = shares[src].get(dst, 0.0) + passed
    scale = {person: float(edges.scale(sum(out.values()))) for person, out in shares.items()}
    heard = {person: float(voices.personal(reached)) for person, reached in walked(shares, scale).items()}
    heard[0] = float(voices.own(topic.public_voices()[0]))
    sums = {target: np.array(topic.crowd(target)) for target in range(12)}
    for (src, dst), said in by_pair.items():
        sums[dst] += heard.get(src, 0.0) * np.array(edges.pair_outcome(*edges.tally(said, TEA)))
    found = [float(beta_lower(*sums[target])) for target in range(12)]
    assert found == pytest.approx(score(0, range(12), evidence, TEA), abs=1e-12)


def test_a_usual_month_is_the_median_since_somebody_spoke_first():
    amounts = np.array([[9.0, 1, 2, 1, 0, 0], [9.0, 0, 0, 0, 0, 0], [0.0, 0, 0, 0, 0, 0]])
    assert crowds.own_month(amounts).tolist() == [1.5, 0, 0]


def test_next_to_nothing_weighs_next_to_nothing():
    amounts = np.concatenate((np.ones(100), np.full(100_000, 1e-7)))
    assert crowds.quantile_by_mass(amounts, 0.1) == 1.0


def test_a_word_of_two_groups_is_kept_as_far_as_the_fuller_lets_it():
    kept = crowds.by_group(np.ones(4), np.array([0, 1, 1, 2]), np.array([5, 5, 8, 5]))
    assert kept.tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1])


def test_few_groups_do_not_lift_each_other():
    people = np.arange(60)
    assert (crowds.by_group(np.ones(60), people, people % 3) * 20).tolist() == pytest.approx([1] * 60, rel=0.2)
    assert crowds.by_group(np.ones(60), people, people % 6).tolist() == [1] * 60


def test_tallies_may_be_arrays():
    here, elsewhere = (np.stack([one, one], axis=1) for one in edges.tally([(CONTENT, TEA)], TEA))
    assert edges.pair_weight(here, elsewhere).tolist() == [0.25, 0.25]


def test_a_record_of_one_month_tells_no_haste():
    assert crowds.calmed(np.array([[40.0]]), np.array([[0.0]]), 0.5, least=1)[0].tolist() == [40.0]
    assert crowds.calmed(np.array([[40.0]]), np.array([[0.0]]), 0.5)[0].tolist() == [0.5]
