"""When the runner loses patience with the workers."""

from datetime import UTC, datetime, timedelta

import pytest

from config.runner.health import Patience

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def patience() -> Patience:
    return Patience()


def looks(patience: Patience, oldest: datetime | None, *, start: int, end: int) -> list[int]:
    """At which seconds, looking every ten, it finds the workers lost."""
    return [second for second in range(start, end + 1, 10) if patience.lost(oldest, after(second))]


def test_it_is_lost_when_one_row_has_waited_a_minute(patience: Patience) -> None:
    assert looks(patience, NOON, start=10, end=60) == [60]


def test_nothing_that_waits_is_no_fault(patience: Patience) -> None:
    assert looks(patience, None, start=0, end=600) == []


def test_a_long_queue_that_moves_is_no_fault(patience: Patience) -> None:
    moving = [patience.lost(after(second - 300), after(second)) for second in range(0, 600, 10)]
    assert not any(moving)


def test_a_row_found_old_at_the_first_look_gets_a_chance(patience: Patience) -> None:
    assert looks(patience, after(-3600), start=0, end=20) == [20]


def test_a_fresh_start_that_does_not_help_comes_rarer_and_rarer(patience: Patience) -> None:
    assert looks(patience, NOON, start=10, end=520) == [60, 120, 240, 480]


def test_once_it_moves_patience_is_whole_again(patience: Patience) -> None:
    looks(patience, NOON, start=10, end=240)
    patience.lost(None, after(250))
    assert looks(patience, after(250), start=260, end=320) == [310]
