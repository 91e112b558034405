"""Reasons name the rows that made a score, and taking those away moves it as said."""

import pytest
from hypothesis import given, settings

from community.trust import score
from community.trust.core.explaining import explain, holds, without

from .columns import CONTENT, DISCONTENT, ENDORSED, KEPT, TEA, Columns
from .test_score import FAR, FRIEND, ME, OTHER, ROWS, SHOP, told


def test_a_path_names_people_rows_and_groups():
    evidence = Columns().say(ME, FRIEND, ENDORSED).join(7, FRIEND, OTHER).say(OTHER, SHOP, CONTENT, KEPT)
    (reason,) = explain(ME, SHOP, evidence, TEA).for_it
    assert reason.people(SHOP) == (ME, FRIEND, OTHER, SHOP)
    assert [(step.rows, step.groups) for step in reason.path] == [((0,), ()), ((), (7,))]
    assert reason.rows == (1, 2)


def test_the_strongest_three_come_first_and_what_counts_against_apart():
    evidence = Columns().say(ME, SHOP, CONTENT)
    for friend in (FRIEND, OTHER, FAR):
        evidence.say(ME, friend, ENDORSED).say(friend, SHOP, CONTENT)
    evidence.say(ME, 5, ENDORSED).say(5, SHOP, DISCONTENT)
    told_ = explain(ME, SHOP, evidence, TEA)
    assert [reason.own for reason in told_.for_it] == [True, False, False]
    assert [reason.speaker for reason in told_.against] == [5]
    assert told_.against[0].moves < 0 < told_.for_it[-1].moves
    assert told_.score == score(ME, [SHOP], evidence, TEA)[0]


@pytest.mark.parametrize("viewer", [None, 500])
def test_a_guest_is_told_by_public_voices_without_a_path(viewer):
    evidence = Columns(seeds=[FRIEND]).say(FRIEND, SHOP, CONTENT)
    (reason,) = explain(viewer, SHOP, evidence, TEA).for_it
    assert (reason.path, reason.known, reason.people(SHOP)) == ((), False, (FRIEND, SHOP))


def test_of_whom_nothing_is_known_nothing_is_told():
    assert explain(ME, 500, Columns(), TEA).for_it == []


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_scores_move_as_reasons_say(rows):
    evidence = told(rows)
    before = score(0, range(12), evidence, TEA)
    for target in (5, 9):
        found = explain(0, target, evidence, TEA)
        assert all(holds(reason, 0, target, evidence, TEA) for reason in (*found.for_it, *found.against))
    assert score(0, range(12), evidence, TEA) == pytest.approx(before, abs=1e-12)


def test_without_leaves_the_rest():
    evidence = Columns().say(ME, SHOP, CONTENT).say(FRIEND, SHOP, DISCONTENT)
    assert list(without(evidence, [0]).src) == [FRIEND]
