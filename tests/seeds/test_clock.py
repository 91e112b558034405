"""Time as the files tell it, and time that stands still while a verb runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from seeds import clock

NOW = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # half past twelve in Shanghai


def test_minutes_and_hours_count_back_from_now() -> None:
    assert clock.ago("12m", NOW) == NOW - timedelta(minutes=12)
    assert clock.ago("3h", NOW) == NOW - timedelta(hours=3)


def test_days_are_at_that_time_by_the_clock_of_the_town() -> None:
    assert clock.ago("5d 09:20", NOW) == datetime(2026, 11, 19, 1, 20, tzinfo=UTC)


def test_nothing_lies_ahead() -> None:
    assert clock.ago("0d 23:00", NOW) == NOW


@pytest.mark.parametrize("text", ["soon", "5d 9:20", "5", "3w", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        clock.ago(text, NOW)


def test_some_time_depends_on_the_key_alone() -> None:
    later = NOW + timedelta(days=1)
    assert clock.some_time("a", NOW, later) == clock.some_time("a", NOW, later)
    assert NOW <= clock.some_time("a", NOW, later) <= later
    assert clock.some_time("a", NOW, later) != clock.some_time("b", NOW, later)


def test_django_tells_the_time_at_which_it_was_stopped() -> None:
    from community.notifications.models import Event

    with clock.at(NOW):
        assert timezone.now() == NOW
        # The default of a field holds the function, not what it gives.
        assert Event().happened_at == NOW
        assert timezone.localtime(NOW).hour == 12
    assert timezone.now() - NOW != timedelta(0)


def test_the_clock_runs_again_after_a_failure() -> None:
    with pytest.raises(RuntimeError), clock.at(NOW):
        raise RuntimeError
    assert timezone.now() != NOW
