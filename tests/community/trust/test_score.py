"""Each rule of the model, in the least evidence that shows it."""

import math
import random
import subprocess
import sys
from array import array
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.trust import score
from community.trust.core.indexing import CACHE_KEY, Index

from .columns import BROKEN, CONTENT, DISCONTENT, ENDORSED, KEPT, REPORTED, SHOES, TEA, TODAY, Columns

ME, FRIEND, OTHER, FAR, SHOP = 0, 1, 2, 3, 9
BASE = Path(__file__).resolve().parents[3]


def of(evidence, target=SHOP, viewer=ME, topic=TEA):
    (found,) = score(viewer, [target], evidence, topic)
    return found


def walked(evidence, viewer=ME, topic=TEA):
    return Index.of(evidence).topic(topic).walk(viewer).both


NOTHING = of(Columns())


def test_it_needs_neither_settings_nor_a_database():
    code = "import sys; from community.trust import score; assert 'django' not in sys.modules; print(score)"
    done = subprocess.run([sys.executable, "-c", code], cwd=BASE, env={}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_whom_one_trusts_moves_the_score():
    good, bad = Columns().say(ME, FRIEND, ENDORSED), Columns().say(ME, FRIEND, ENDORSED)
    assert of(bad.say(FRIEND, SHOP, DISCONTENT)) < NOTHING < of(good.say(FRIEND, SHOP, CONTENT))


def test_strangers_say_nothing():
    assert of(Columns().say(FRIEND, SHOP, CONTENT, KEPT, ENDORSED)) == NOTHING


def test_a_friend_of_a_friend_counts_and_the_next_does_not():
    evidence = Columns().say(ME, FRIEND, ENDORSED).say(FRIEND, OTHER, ENDORSED).say(OTHER, FAR, ENDORSED)
    reached = walked(evidence)
    assert reached[[FRIEND, OTHER, FAR]] == pytest.approx([0.7, 0.7 / 800, 0.0])


def test_a_pair_passes_at_most_one_and_a_half():
    evidence = Columns().say(ME, FRIEND, *[ENDORSED] * 9).say(ME, OTHER, *[KEPT] * 9)
    assert walked(evidence)[[FRIEND, OTHER]] == pytest.approx([0.35, 0.35])


def test_another_topic_passes_a_tenth():
    evidence = Columns().say(ME, FRIEND, ENDORSED, topic=SHOES)
    assert walked(evidence, topic=SHOES)[FRIEND] == pytest.approx(0.7)
    assert walked(evidence)[FRIEND] == pytest.approx(0.07)


@pytest.mark.parametrize("bad", [DISCONTENT, BROKEN, REPORTED])
def test_a_pair_with_a_bad_outcome_passes_nothing(bad):
    evidence = Columns().say(ME, FRIEND, ENDORSED, KEPT).say(ME, FRIEND, bad, topic=SHOES)
    assert walked(evidence)[FRIEND] == 0


def test_shares_sum_to_at_most_one():
    few = Columns(300).say(ME, FRIEND, CONTENT)
    assert walked(few)[FRIEND] == pytest.approx(0.7 * 0.25)
    crowd = Columns(300)
    for other in range(1, 200):
        crowd.say(ME, other, ENDORSED)
    assert walked(crowd).sum() == pytest.approx(0.7)


def test_a_group_passes_trust_between_those_it_admitted():
    evidence = Columns().join(7, ME, FRIEND).say(FRIEND, SHOP, CONTENT)
    assert walked(evidence)[FRIEND] == pytest.approx(0.7)
    assert of(evidence) > NOTHING


@pytest.mark.parametrize(("ok", "day"), [(0, TODAY - 100), (1, TODAY - 29), (1, TODAY + 1)])
def test_who_only_joined_or_not_long_ago_is_passed_nothing(ok, day):
    assert walked(Columns().join(7, ME, OTHER).join(7, FRIEND, ok=ok, day=day))[FRIEND] == 0


def test_thirty_days_are_long_enough():
    assert walked(Columns().join(7, ME).join(7, FRIEND, day=TODAY - 30))[FRIEND] > 0


@pytest.mark.parametrize(("size", "passes"), [(150, True), (151, False)])
def test_a_group_of_more_than_150_passes_nothing(size, passes):
    assert (walked(Columns(200).join(7, *range(size)))[FRIEND] > 0) == passes


def test_those_who_only_asked_to_join_do_not_make_a_group_too_large():
    assert walked(Columns(400).join(7, *range(100)).join(7, *range(100, 400), ok=0))[FRIEND] > 0


def test_more_groups_do_not_pass_more():
    one, two = Columns().join(7, ME, FRIEND), Columns().join(7, ME, FRIEND).join(8, ME, OTHER)
    assert walked(one).sum() == pytest.approx(0.7 + 0.0, abs=0.5)
    assert walked(two)[[FRIEND, OTHER]] == pytest.approx([0.35, 0.35])


def test_own_experience_counts_more_than_two_friends():
    evidence = Columns().say(ME, SHOP, DISCONTENT)
    for friend in (FRIEND, OTHER):
        evidence.say(ME, friend, ENDORSED).say(friend, SHOP, CONTENT)
    assert of(evidence) < 0.5


def test_each_person_has_one_voice():
    once, often = Columns().say(ME, FRIEND, ENDORSED), Columns().say(ME, FRIEND, ENDORSED)
    assert of(once.say(FRIEND, SHOP, CONTENT)) == pytest.approx(of(often.say(FRIEND, SHOP, *[CONTENT, KEPT] * 20)))


def test_words_without_a_deal_count_half_and_reports_without_one_nothing():
    def heard(*kinds):
        evidence = Columns().say(ME, FRIEND, ENDORSED).say(FRIEND, SHOP, *kinds)
        return Index.of(evidence).topic(TEA).heard(ME, [SHOP])[0].tolist()

    assert heard(ENDORSED) == pytest.approx([0.5, 0])
    assert heard(REPORTED) == pytest.approx([0, 0])
    assert heard(CONTENT) == pytest.approx([1, 0])
    assert heard(CONTENT, REPORTED) == pytest.approx([0.5, 0.5])


def test_a_deal_of_another_topic_speaks_with_a_tenth_of_a_voice():
    evidence = Columns().say(ME, FRIEND, ENDORSED).say(FRIEND, SHOP, CONTENT, topic=SHOES)
    assert Index.of(evidence).topic(TEA).heard(ME, [SHOP])[0].tolist() == pytest.approx([0.1, 0])


def test_nobody_speaks_of_themself():
    assert of(Columns().say(ME, SHOP, ENDORSED).say(SHOP, SHOP, CONTENT, ENDORSED)) == of(
        Columns().say(ME, SHOP, ENDORSED)
    )
    assert of(Columns().say(ME, ME, CONTENT), target=ME) == NOTHING


def test_rows_of_the_future_do_not_count_yet():
    evidence = Columns().say(ME, SHOP, CONTENT, day=TODAY + 1)
    assert of(evidence) == NOTHING
    evidence.today += 1
    assert of(evidence) > NOTHING


@pytest.mark.parametrize("stranger", [None, -1, 20, 10**12, "me", 2.5, math.nan])
def test_whoever_is_not_known_is_a_guest(stranger):
    evidence = Columns(seeds=[FRIEND]).say(ME, SHOP, DISCONTENT).say(FRIEND, SHOP, CONTENT)
    assert of(evidence, viewer=stranger) > NOTHING
    assert score(ME, [stranger, SHOP], evidence, TEA)[0] == NOTHING


def test_rows_and_members_and_seeds_who_are_not_known_are_passed_over():
    evidence = Columns(seeds=[-5, 77]).say(ME, 77, ENDORSED).say(-3, SHOP, CONTENT).join(7, ME, 77, -2)
    assert of(evidence.say(ME, SHOP, 9)) == NOTHING


def test_nobody_and_nothing():
    assert score(None, [], Columns(0), TEA) == []
    assert score(0, [0, 1], Columns(0), TEA) == [NOTHING, NOTHING]
    assert of(Columns().say(ME, FRIEND, ENDORSED), topic=12345) == NOTHING


def test_a_verified_person_is_heard_by_all_and_passes_it_on():
    evidence = Columns(seeds=[FAR]).join(7, FAR, OTHER).say(OTHER, SHOP, CONTENT)
    assert of(evidence, viewer=None) > NOTHING


@pytest.mark.parametrize("fooled", [1, 20])
def test_rows_of_twenty_people_together_make_nobody_heard_in_public(fooled):
    evidence = Columns(400, seeds=[0]).join(7, *range(100))
    for member in range(1, 1 + fooled):
        evidence.say(member, 200, ENDORSED)
    for fake in range(201, 400):
        evidence.say(200, fake, ENDORSED).say(fake, 200, ENDORSED)
    public = Index.of(evidence).topic(TEA).public_voices()
    assert public[1:100].min() > 0.5
    assert public[200:400].max() == 0


def test_rows_of_many_people_do():
    evidence = Columns(400, seeds=[0]).join(7, *range(100))
    for member in range(1, 80):
        evidence.say(member, 200, ENDORSED)
    assert 0 < Index.of(evidence).topic(TEA).public_voices()[200] < 0.4


@pytest.mark.parametrize(("others", "kept"), [(0, 1), (21, 7), (75, 20)])
def test_one_group_says_at_most_a_third_of_what_all_others_say(others, kept):
    """Twenty of one group, and others of as many groups."""
    evidence = Columns(400, seeds=range(200)).join(7, *range(20), *range(100, 110))
    for other in range(20, 20 + others):
        evidence.join(other, other, 110 + other)
    for speaker in range(20 + others):
        evidence.say(speaker, 350, CONTENT)
    assert Index.of(evidence).topic(TEA).crowd(350)[0] == pytest.approx(others + kept)


def test_a_sudden_crowd_counts_as_a_usual_month():
    def heard(days):
        evidence = Columns(200, seeds=range(100))
        for first in range(0, 100, 5):
            evidence.join(7 + first, *range(first, first + 5))
        for speaker, day in zip(range(40), days, strict=True):
            evidence.say(speaker, 150, CONTENT, day=day)
        for other in range(60):
            evidence.say(other, 160 + other % 20, CONTENT, day=TODAY - 30 * (other % 12))
        return Index.of(evidence).topic(TEA).crowd(150)[0]

    assert heard([TODAY] * 40) < heard([TODAY - 30 * (place % 10) for place in range(40)]) / 3


def test_a_late_word_makes_no_haste_of_a_record_that_had_ended():
    evidence = Columns(400, seeds=range(200))
    for speaker in range(160):
        evidence.say(speaker, 300 + speaker // 40, CONTENT, day=TODAY - 400)
    before = of(evidence, target=300, viewer=None)
    evidence.say(190, 350, CONTENT)
    assert of(evidence, target=300, viewer=None) == pytest.approx(before)


def test_who_has_nothing_to_say_makes_no_month():
    evidence = Columns(200, seeds=range(100))
    for speaker in range(40):
        evidence.say(speaker, 150, CONTENT, day=TODAY - 400)
    before = of(evidence, target=150, viewer=None)
    assert of(evidence.say(50, 150, REPORTED), target=150, viewer=None) == before


def test_warm_indexes_say_what_cold_ones_say():
    dice = random.Random(4)
    warm = Columns(60, seeds=[1, 2]).join(7, *range(30)).join(8, *range(20, 50))
    score(3, range(60), warm, TEA)
    for _ in range(150):
        warm.say(
            dice.randrange(60),
            dice.randrange(60),
            dice.randrange(6),
            topic=dice.randrange(3),
            day=TODAY - dice.randrange(200),
        )
        if dice.random() < 0.2:
            warm.join(dice.randrange(7, 11), dice.randrange(60), ok=dice.randrange(2), day=TODAY - dice.randrange(90))
        found = score(3, range(60), warm, TEA)
    cold = {**vars(warm), "cache": {}}
    assert found == pytest.approx(score(3, range(60), type("Cold", (), cold)(), TEA), abs=1e-12)


def test_a_row_is_taken_in_without_a_new_index():
    evidence = Columns().say(ME, FRIEND, ENDORSED)
    of(evidence)
    index = evidence.cache[CACHE_KEY]
    assert of(evidence.say(FRIEND, SHOP, CONTENT)) > NOTHING
    assert evidence.cache[CACHE_KEY] is index


def test_people_may_come_after_the_rows_that_name_them():
    evidence = Columns(5).say(ME, SHOP, CONTENT)
    assert of(evidence) == NOTHING
    evidence.n = 20
    assert of(evidence) > NOTHING


def test_any_kind_of_sequence_will_do():
    evidence = Columns(seeds=np.array([2])).join(7, ME, FRIEND).say(FRIEND, SHOP, CONTENT).say(ME, OTHER, KEPT)
    expected = of(evidence)
    for made in (np.array, tuple, lambda column: array("i", column)):
        other = {name: made(value) if isinstance(value, list) else value for name, value in vars(evidence).items()}
        assert of(type("Other", (), {**other, "cache": {}})()) == expected


ROWS = st.lists(
    st.tuples(*[st.integers(0, 11)] * 2, st.integers(0, 5), st.integers(0, 2), st.integers(TODAY - 400, TODAY + 3)),
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, dice):
    shuffled = dice.sample(rows, len(rows))
    one, other = (told(some) for some in (rows, shuffled))
    assert score(0, range(12), one, TEA) == pytest.approx(score(0, range(12), other, TEA), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_accounts_that_nobody_vouched_for_change_nothing(rows):
    before, after = told(rows), told(rows)
    after.n += 5_000
    for fake in range(100, 160):
        after.say(fake, 5, CONTENT, KEPT, ENDORSED).say(fake, fake + 1, ENDORSED).join(99, fake)
    assert score(0, range(12), after, TEA) == pytest.approx(score(0, range(12), before, TEA), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_scores_are_between_nothing_and_one(rows):
    assert all(0 < value < 1 for value in score(0, range(14), told(rows), TEA))


def told(rows):
    evidence = Columns(12, seeds=[1]).join(7, 0, 1, 2, 3).join(8, 3, 4, 5)
    for src, dst, kind, topic, day in rows:
        evidence.say(src, dst, kind, topic=topic, day=day)
    return evidence
