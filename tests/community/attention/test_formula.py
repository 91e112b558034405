"""The posting budget's formula: bounded, monotone, and its steps sum up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.attention.formula import BOUNDS, UNSEEN, Numbers, Step, posts_a_day

KINDS = st.sampled_from(sorted(BOUNDS))
COUNT = st.integers(0, 10**6)
FIELDS = ("readers", "comments", "saves", "signs", "mutes", "reports", "hidden", "voice")
NUMBERS = st.builds(Numbers, **dict.fromkeys(FIELDS, COUNT))


@given(KINDS, NUMBERS)
def test_it_is_bounded_and_its_steps_sum_up(kind, numbers):
    limit, steps = posts_a_day(kind, numbers)
    assert BOUNDS[kind].least <= limit <= BOUNDS[kind].most
    assert sum(steps.values()) == limit
    assert (
        min(steps[Step.RESPONSES], steps[Step.VOICE])
        >= 0
        >= max(steps[Step.MUTES], steps[Step.REPORTS], steps[Step.HIDDEN])
    )


@given(KINDS, NUMBERS, st.sampled_from(["comments", "saves", "signs"]), st.integers(1, 10**6))
def test_more_responses_never_shrink_it(kind, numbers, field, more):
    louder = replace(numbers, **{field: getattr(numbers, field) + more})
    assert posts_a_day(kind, louder)[0] >= posts_a_day(kind, numbers)[0]


@given(KINDS, NUMBERS, st.sampled_from(["mutes", "reports", "hidden"]), st.integers(1, 10**6))
def test_more_mutes_reports_and_hidden_posts_never_grow_it(kind, numbers, field, more):
    worse = replace(numbers, **{field: getattr(numbers, field) + more})
    assert posts_a_day(kind, worse)[0] <= posts_a_day(kind, numbers)[0]


@given(KINDS, NUMBERS, st.integers(1, 10**6))
def test_the_same_counts_for_less_among_more_readers(kind, numbers, more):
    crowded = replace(numbers, readers=numbers.readers + more)
    praised, blamed = {"comments": 0, "saves": 0, "signs": 0}, {"mutes": 0, "reports": 0}
    assert posts_a_day(kind, replace(crowded, **praised))[0] >= posts_a_day(kind, replace(numbers, **praised))[0]
    assert posts_a_day(kind, replace(crowded, **blamed))[0] <= posts_a_day(kind, replace(numbers, **blamed))[0]


@pytest.mark.parametrize("kind", BOUNDS)
def test_the_bounds_are_reached(kind):
    assert posts_a_day(kind, Numbers())[0] == BOUNDS[kind].base
    assert posts_a_day(kind, Numbers(readers=100, comments=10**5))[0] == BOUNDS[kind].most
    assert posts_a_day(kind, Numbers(readers=100, mutes=10**4))[0] == BOUNDS[kind].least
    assert posts_a_day(kind, Numbers(readers=100, reports=10**4))[0] == BOUNDS[kind].least
    assert posts_a_day(kind, Numbers(hidden=9))[0] == BOUNDS[kind].least


def test_half_of_the_way_at_one_response_for_two_readers():
    assert posts_a_day("person", Numbers(readers=90, signs=50)) == (
        12,
        {Step.BASE: 6, Step.RESPONSES: 6, Step.MUTES: 0, Step.REPORTS: 0, Step.HIDDEN: 0, Step.VOICE: 0},
    )


def test_one_in_ten_leaving_halves_it():
    assert posts_a_day("group", Numbers(readers=90, mutes=10))[0] == 5


def test_one_in_twenty_reporting_halves_it():
    limit, steps = posts_a_day("group", Numbers(readers=90, reports=5))
    assert (limit, steps[Step.REPORTS]) == (5, -5)


def test_a_hidden_post_costs_two_fifths():
    assert posts_a_day("group", Numbers(readers=90, hidden=1))[0] == 6


def test_a_full_public_voice_raises_it_by_a_half_but_not_beyond_the_most():
    limit, steps = posts_a_day("group", Numbers(readers=90, voice=1000))
    assert (limit, steps[Step.VOICE]) == (15, 5)
    assert posts_a_day("picks", Numbers(voice=1000))[0] == 1


@given(KINDS, NUMBERS, st.sampled_from(["mutes", "reports"]), st.integers(0, UNSEEN - 1))
def test_a_few_who_muted_or_reported_are_not_to_be_found_out(kind, numbers, field, few):
    assert posts_a_day(kind, replace(numbers, **{field: few})) == posts_a_day(kind, replace(numbers, **{field: 0}))
