"""Quiet hours hold on every clock of the world, on the days on which it is put forward or back too."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.notifications.clocks import first_moment, last_moment
from community.notifications.quiet import quiet_until

SHANGHAI, BERLIN, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
LORD_HOWE, APIA, KATHMANDU = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia"), ZoneInfo("Asia/Kathmandu")
TEN, EIGHT = time(22), time(8)
MINUTE = timedelta(minutes=1)
ZONES = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Asia/Tehran",
    "Antarctica/Troll",
    "UTC",
]
zones = st.sampled_from([ZoneInfo(name) for name in ZONES])
moments = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


def at(zone, *wall, fold=0):
    return datetime(*wall, tzinfo=zone, fold=fold)


def wall_of(moment, zone):
    return moment.astimezone(zone).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(SHANGHAI, 2026, 11, 25, 21, 59), None),
        (at(SHANGHAI, 2026, 11, 25, 22, 0), at(SHANGHAI, 2026, 11, 26, 8, 0)),
        (at(SHANGHAI, 2026, 11, 26, 7, 59), at(SHANGHAI, 2026, 11, 26, 8, 0)),
        (at(SHANGHAI, 2026, 11, 26, 8, 0), None),
    ],
)
def test_it_works(now, until):
    assert quiet_until(now, SHANGHAI, TEN, EIGHT) == until


def test_within_one_day():
    noon = at(SHANGHAI, 2026, 11, 25, 13, 0)
    assert quiet_until(noon, SHANGHAI, time(12), time(14)) == at(SHANGHAI, 2026, 11, 25, 14, 0)
    assert quiet_until(at(SHANGHAI, 2026, 11, 25, 23, 0), SHANGHAI, time(12), time(14)) is None


def test_on_some_days_only():
    """The evening counts: quiet that begins on Friday lasts into Saturday."""
    friday = 1 << 4
    assert quiet_until(at(SHANGHAI, 2026, 11, 28, 3, 0), SHANGHAI, TEN, EIGHT, friday) is not None
    assert quiet_until(at(SHANGHAI, 2026, 11, 27, 3, 0), SHANGHAI, TEN, EIGHT, friday) is None
    assert quiet_until(at(SHANGHAI, 2026, 11, 28, 23, 0), SHANGHAI, TEN, EIGHT, friday) is None
    assert quiet_until(at(SHANGHAI, 2026, 11, 27, 23, 0), SHANGHAI, TEN, EIGHT, 0) is None


def test_no_hours():
    assert quiet_until(at(SHANGHAI, 2026, 11, 27, 3, 0), SHANGHAI, EIGHT, EIGHT) is None


@pytest.mark.parametrize(
    ("evening", "hours"),
    [((2026, 3, 28, 22, 0), 9), ((2026, 10, 24, 22, 0), 11), ((2026, 6, 1, 22, 0), 10)],
    ids=["an hour is skipped", "an hour comes twice", "an ordinary night"],
)
def test_a_night_in_berlin(evening, hours):
    now = at(BERLIN, *evening)
    until = quiet_until(now, BERLIN, TEN, EIGHT)
    assert wall_of(until, BERLIN).time() == EIGHT
    assert until - now.astimezone(UTC) == timedelta(hours=hours)


def test_half_an_hour_on_lord_howe():
    """There clocks go by half an hour: at 2:00 back to 1:30 in April, on to 2:30 in October."""
    back, on = at(LORD_HOWE, 2026, 4, 4, 22, 0), at(LORD_HOWE, 2026, 10, 3, 22, 0)
    assert quiet_until(back, LORD_HOWE, TEN, EIGHT) - back.astimezone(UTC) == timedelta(hours=10.5)
    assert quiet_until(on, LORD_HOWE, TEN, EIGHT) - on.astimezone(UTC) == timedelta(hours=9.5)


def test_end_in_an_hour_that_comes_twice():
    """Until 1:30, shown twice: quiet lasts to the second time, so that it does not end and begin again."""
    first, second = at(NEW_YORK, 2026, 11, 1, 1, 30), at(NEW_YORK, 2026, 11, 1, 1, 30, fold=1)
    until = quiet_until(at(NEW_YORK, 2026, 10, 31, 23, 0), NEW_YORK, TEN, time(1, 30))
    assert until == second.astimezone(UTC) != first.astimezone(UTC)
    assert quiet_until(first, NEW_YORK, TEN, time(1, 30)) == until


def test_begin_in_an_hour_that_comes_twice():
    assert quiet_until(at(NEW_YORK, 2026, 11, 1, 1, 15, fold=1), NEW_YORK, time(1, 30), EIGHT) is not None
    assert quiet_until(at(NEW_YORK, 2026, 11, 1, 1, 15), NEW_YORK, time(1, 30), EIGHT) is None


def test_end_in_an_hour_that_is_skipped():
    """Until 2:30, which no clock shows: quiet ends when 1:59 becomes 3:00."""
    until = quiet_until(at(NEW_YORK, 2026, 3, 8, 1, 0), NEW_YORK, TEN, time(2, 30))
    assert until == at(NEW_YORK, 2026, 3, 8, 3, 0)


def test_begin_in_an_hour_that_is_skipped():
    assert quiet_until(at(NEW_YORK, 2026, 3, 8, 3, 0), NEW_YORK, time(2, 30), EIGHT) is not None
    assert quiet_until(at(NEW_YORK, 2026, 3, 8, 1, 59), NEW_YORK, time(2, 30), EIGHT) is None


def test_a_day_that_samoa_skipped():
    """After the 29th of December 2011 came the 31st."""
    now = at(APIA, 2011, 12, 29, 23, 0)
    assert quiet_until(now, APIA, TEN, EIGHT) == at(APIA, 2011, 12, 31, 8, 0)


@given(moments, zones, times, times)
def test_ends_where_it_says_and_not_earlier(now, zone, start, end):
    until = quiet_until(now, zone, start, end)
    if until is None:
        return
    assert now < until < now + timedelta(days=3)
    assert quiet_until(until, zone, start, end) is None
    middle = now + (until - now) / 2
    assert quiet_until(middle, zone, start, end) == until


@given(moments, zones, times, times)
def test_says_what_the_clock_on_the_wall_says(now, zone, start, end):
    """Away from days on which clocks move, it is quiet when the clock shows a time between the two."""
    if len({(now + timedelta(hours=hours)).astimezone(zone).utcoffset() for hours in range(-36, 37)}) > 1:
        return
    shown = wall_of(now, zone).time()
    between = start <= shown < end if start <= end else shown >= start or shown < end
    assert (quiet_until(now, zone, start, end) is not None) == between


@given(moments, zones, times, times)
def test_never_less_quiet_than_the_clock_says(now, zone, start, end):
    """On days on which clocks move as well: whatever they show between the two is quiet."""
    shown = wall_of(now, zone).time()
    between = start <= shown < end if start <= end else shown >= start or shown < end
    assert not between or quiet_until(now, zone, start, end) is not None


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)), times, zones)
def test_first_and_last_moment(day, clock, zone):
    wall = datetime.combine(day, clock)
    first, last = first_moment(wall, zone), last_moment(wall, zone)
    assert first <= last
    assert wall_of(first, zone) >= wall
    assert wall_of(last, zone) >= wall
    assert wall_of(first - timedelta(seconds=1), zone) < wall
    assert wall_of(last - timedelta(seconds=1), zone) < wall
    for minutes in range(0, 26 * 60, 7):
        assert wall_of(last + minutes * MINUTE, zone) >= wall


def test_zone_with_odd_minutes():
    assert quiet_until(at(KATHMANDU, 2026, 1, 1, 23, 0), KATHMANDU, TEN, EIGHT) == at(KATHMANDU, 2026, 1, 2, 8, 0)
