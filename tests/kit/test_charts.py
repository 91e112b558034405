"""Charts drawn on the server."""

from datetime import date, timedelta

import pytest

from config.kit.charts import WEEKS, heat_strip, heat_strip_begins

FRIDAY = date(2026, 11, 27)


def squares(strip):
    return {shade.level: shade.path.count("M") for shade in strip.shades}


def test_a_year_begins_on_a_monday_and_ends_today():
    strip = heat_strip({}, FRIDAY)
    assert strip.begins.weekday() == 0
    assert strip.begins == FRIDAY - timedelta(days=4, weeks=52)
    # Whole weeks, and of this one up to Friday.
    assert squares(strip) == {0: (WEEKS - 1) * 7 + 5}
    assert (strip.things, strip.days, strip.weeks) == (0, 0, [])


@pytest.mark.parametrize(("count", "level"), [(1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (400, 4)])
def test_more_is_darker(count, level):
    assert squares(heat_strip({FRIDAY: count}, FRIDAY))[level] == 1


def test_today_is_the_last_square():
    drawn = heat_strip({FRIDAY: 1}, FRIDAY).shades[1].path
    assert drawn.startswith(f"M{(WEEKS - 1) * 12} {4 * 12}h")


def test_the_table_says_what_the_drawing_says():
    monday = FRIDAY - timedelta(days=4)
    strip = heat_strip({monday: 2, FRIDAY: 1, monday - timedelta(days=1): 5}, FRIDAY)
    assert [(week.begins, week.things, week.days) for week in strip.weeks] == [
        (monday - timedelta(days=7), 5, 1),
        (monday, 3, 2),
    ]
    assert (strip.things, strip.days) == (8, 3)


def test_what_lies_before_or_after_is_left_out():
    outside = {heat_strip_begins(FRIDAY) - timedelta(days=1): 3, FRIDAY + timedelta(days=1): 3}
    assert heat_strip(outside, FRIDAY).things == 0
