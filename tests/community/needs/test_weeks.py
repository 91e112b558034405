"""On which day and at which moment it comes next, on the person's own clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from community.needs.weeks import moment_of, next_day

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "after", "expected"),
    [
        # Wednesday, 25 November 2026, 20:00 in Shanghai.
        (datetime(2026, 11, 25, 12, tzinfo=UTC), None, date(2026, 11, 27)),
        # On the day itself, before the hour and after it.
        (datetime(2026, 11, 27, 0, 59, tzinfo=UTC), None, date(2026, 11, 27)),
        (datetime(2026, 11, 27, 1, 0, tzinfo=UTC), None, date(2026, 12, 4)),
        # Not twice on a day, nor on one that was taken already.
        (datetime(2026, 11, 26, 1, 0, tzinfo=UTC), date(2026, 11, 27), date(2026, 12, 4)),
        # So late that weeks went by: those are not made up for.
        (datetime(2026, 12, 20, 1, 0, tzinfo=UTC), date(2026, 11, 27), date(2026, 12, 25)),
    ],
)
def test_the_next_friday_at_nine(now: datetime, after: date | None, expected: date) -> None:
    assert next_day(4, 9, SHANGHAI, now, after) == expected


def test_clocks_that_are_put_forward_and_back() -> None:
    # Before and after the last Sunday of October 2026, when Berlin's clocks go back.
    assert moment_of(date(2026, 10, 24), 9, BERLIN) == datetime(2026, 10, 24, 7, tzinfo=UTC)
    assert moment_of(date(2026, 10, 31), 9, BERLIN) == datetime(2026, 10, 31, 8, tzinfo=UTC)
    # Two o'clock is skipped on 29 March 2026: the moment of the leap.
    assert moment_of(date(2026, 3, 29), 2, BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    # Two o'clock comes twice on 25 October: the first of them.
    assert moment_of(date(2026, 10, 25), 2, BERLIN) == datetime(2026, 10, 25, 0, tzinfo=UTC)
