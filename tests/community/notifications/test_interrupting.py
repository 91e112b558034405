"""A busy source interrupts three times a day at most, whatever it does and whatever a day is."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from community.notifications.interrupting import DAY, MOST, next_interruption

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def interruptions(posts):
    """When somebody is interrupted by posts at these moments, who reads none of them."""
    went, waits = [], None
    for post in sorted(posts):
        if waits is not None and waits <= post:
            went.append(waits)
            waits = None
        if waits is None:
            waits = next_interruption(went, post)
            if waits <= post:
                went.append(waits)
                waits = None
    return went if waits is None else [*went, waits]


def test_the_first_goes_at_once():
    assert next_interruption([], NOON) == NOON


def test_then_windows():
    assert next_interruption([NOON], NOON + HOUR) == NOON + 4 * HOUR
    assert next_interruption([NOON], NOON + 5 * HOUR) == NOON + 5 * HOUR
    assert next_interruption([NOON, NOON + 4 * HOUR], NOON + 5 * HOUR) == NOON + 12 * HOUR


def test_three_are_enough_for_a_day():
    went = [NOON, NOON + 4 * HOUR, NOON + 12 * HOUR]
    assert next_interruption(went, NOON + 13 * HOUR) == NOON + DAY


def test_after_a_quiet_while_the_first_goes_at_once_again():
    assert next_interruption([NOON - 2 * DAY], NOON) == NOON


def test_two_hundred_posts_a_day_for_a_week():
    posts = [NOON + timedelta(minutes=7.2) * number for number in range(200 * 7)]
    went = interruptions(posts)
    assert max(sum(day <= moment < day + 24 * HOUR for moment in went) for day in went) == 3
    assert 18 <= len(went) <= 22


@given(st.lists(st.integers(0, 30 * 24 * 60), min_size=1, max_size=300))
def test_never_more_than_three_in_any_day(minutes):
    went = interruptions([NOON + timedelta(minutes=minute) for minute in minutes])
    assert went == sorted(went)
    for index in range(len(went) - MOST):
        assert went[index + MOST] - went[index] >= DAY


@given(st.lists(st.integers(0, 5 * 24 * 60), min_size=1, max_size=300))
def test_never_more_than_three_on_the_day_that_has_25_hours(minutes):
    berlin = ZoneInfo("Europe/Berlin")
    begins = datetime(2026, 10, 23, tzinfo=berlin).astimezone(UTC)
    went = interruptions([begins + timedelta(minutes=minute) for minute in minutes])
    days = [moment.astimezone(berlin).date() for moment in went]
    assert max(days.count(day) for day in days) <= MOST


@given(st.lists(st.integers(0, 10 * 24 * 60), min_size=1, max_size=100))
def test_nothing_waits_longer_than_a_day(minutes):
    posts = sorted(NOON + timedelta(minutes=minute) for minute in minutes)
    went = interruptions(posts)
    for post in posts:
        assert any(post <= moment <= post + DAY for moment in went)


def test_windows_grow():
    went = interruptions([NOON + timedelta(minutes=number) for number in range(24 * 60)])
    gaps = [later - earlier for earlier, later in pairwise(went)]
    assert gaps[:2] == [4 * HOUR, 8 * HOUR]
