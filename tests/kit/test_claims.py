"""Rows, then a nudge: a row is done by one worker, once."""

import os
import subprocess
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from community.notifications.models import Event, Kind
from config.kit import claims, processes

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return Event.objects.create(kind=Kind.COMMENT, key="comment:1")


def test_it_works(row):
    taken = claims.claim(Event, row.pk)

    assert taken is not None
    assert claims.finish(taken)
    assert not Event.open_rows().exists()


def test_a_claimed_row_is_not_claimed_again(row):
    claims.claim(Event, row.pk)

    assert claims.claim(Event, row.pk) is None


def test_a_row_whose_worker_died_is_free_after_its_lease(row):
    claims.claim(Event, row.pk)
    Event.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

    assert claims.claim(Event, row.pk).attempts == 2


def test_a_done_row_is_not_claimed(row):
    claims.finish(claims.claim(Event, row.pk))

    assert claims.claim(Event, row.pk) is None


def test_a_row_is_finished_once(row):
    first = claims.claim(Event, row.pk)
    assert claims.finish(first)

    assert not claims.finish(first)


def test_a_row_that_is_not_due_waits(row):
    Event.objects.update(due_at=timezone.now() + timedelta(minutes=1))

    assert claims.claim(Event, row.pk) is None


def test_a_row_given_back_is_due_later_each_time(row):
    first = claims.claim(Event, row.pk)
    claims.retry_later(first)
    row.refresh_from_db()

    assert row.claimed_until is None
    assert row.due_at > timezone.now()


def test_a_row_given_back_is_not_due_before_the_other_side_wants_it(row):
    first = claims.claim(Event, row.pk)
    claims.retry_later(first, wait=timedelta(hours=3))
    row.refresh_from_db()
    assert row.due_at > timezone.now() + timedelta(hours=2)

    claims.retry_later(first, wait=timedelta(microseconds=1))
    row.refresh_from_db()
    assert row.due_at > timezone.now() + timedelta(seconds=1)


def test_a_row_that_failed_too_often_is_left_to_people(row):
    Event.objects.update(attempts=claims.MAX_ATTEMPTS)

    assert claims.claim(Event, row.pk) is None


def test_the_oldest_waiting_row_is_the_health_of_the_workers(row, monkeypatch):
    monkeypatch.setattr(claims, "_swept", {Event: (None, "now")})
    long_ago = timezone.now() - timedelta(minutes=5)
    Event.objects.update(due_at=long_ago)

    assert claims.oldest_due() == long_ago


def test_a_broker_that_is_down_delays_and_does_not_fail(settings, row):
    class DeadTask:
        name = "dead"

        def apply_async(self, **_):
            raise ConnectionRefusedError

    assert claims.send(DeadTask(), row.pk) is False


def test_what_a_process_held_that_is_gone(row):
    ended = subprocess.Popen(["/bin/true"])
    name = f"{processes.here()}{ended.pid}:1"
    claims.claim(Event, row.pk)
    Event.objects.update(claimed_by=name)
    ended.wait()

    assert claims.free_the_dead() == 1
    assert claims.claim(Event, row.pk).attempts == 2


def test_what_is_held_by_one_that_runs_or_that_we_cannot_see(row):
    claims.claim(Event, row.pk)
    assert Event.objects.get().claimed_by == processes.this_one()
    assert claims.free_the_dead() == 0

    for name in ("elsewhere:1:1", f"{processes.here()}x", ""):
        Event.objects.update(claimed_by=name)
        assert claims.free_the_dead() == 0


def test_a_number_that_another_process_has_now(row):
    claims.claim(Event, row.pk)
    Event.objects.update(claimed_by=f"{processes.here()}{os.getpid()}:1")

    assert claims.free_the_dead() == 1


def test_every_kind_of_work_is_swept_and_counts_for_the_workers_health():
    kinds = {model for model in apps.get_models() if issubclass(model, claims.Claimable)}
    assert kinds == set(claims._swept)
