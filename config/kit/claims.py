"""Rows, then a nudge: how work leaves a request and is done exactly once.

A verb writes a row of a `Claimable` model in its own transaction and calls `nudge`. The task takes
the row with `claim`: one conditional update, so that of any number of workers one gets it. A worker
that dies leaves a lease that runs out, after which the sweeper nudges the row again; on the machine
where it died the sweeper sees that it is gone, and need not wait for that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from celery import Task
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from config.kit import processes

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
SWEEP_AFTER = timedelta(seconds=5)
SWEEP_CHUNK = 500
MAX_ATTEMPTS = 12


class Claimable(models.Model):
    """Work to be done: due, then claimed for a while, then done."""

    due_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_by = models.CharField(max_length=100, blank=True, default="", editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def open_rows(cls, now: datetime | None = None) -> models.QuerySet:
        """Rows that are due, not done and in nobody's hands."""
        now = now or timezone.now()
        return cls._default_manager.filter(
            Q(claimed_until=None) | Q(claimed_until__lte=now),
            done_at=None,
            due_at__lte=now,
            attempts__lt=MAX_ATTEMPTS,
        )


Row = TypeVar("Row", bound=Claimable)


def claim(model: type[Row], pk: int) -> Row | None:
    """Take the row for `LEASE`; None if another worker has it, it is not due, or it is done."""
    taken = model.open_rows().filter(pk=pk).update(**held(), attempts=models.F("attempts") + 1)
    return model._default_manager.get(pk=pk) if taken else None


def held() -> dict[str, Any]:
    """What an update writes into rows that this process takes or keeps for `LEASE`."""
    return {"claimed_until": timezone.now() + LEASE, "claimed_by": processes.this_one()}


def finish(row: Claimable) -> bool:
    """Mark the row done. False if it was done already: then nothing may be done again."""
    now = timezone.now()
    done = type(row)._default_manager.filter(pk=row.pk, done_at=None).update(done_at=now, claimed_until=None)
    row.done_at = row.done_at or now
    return bool(done)


def retry_later(row: Claimable, *, wait: timedelta = timedelta()) -> None:
    """Give the row back, due again after a pause that doubles with each attempt (at most an hour), or after `wait`
    where that is longer: what the other side asked for.
    """
    pause = max(wait, timedelta(seconds=min(5 * 2**row.attempts, 3600)))
    type(row)._default_manager.filter(pk=row.pk, done_at=None).update(claimed_until=None, due_at=timezone.now() + pause)


def again(row: Claimable, *, wait: timedelta = timedelta()) -> bool:
    """Have a row that is not done tried anew, after `wait` and with all its attempts; the sweeper finds it. False if it
    was done already."""
    waiting = type(row)._default_manager.filter(pk=row.pk, done_at=None)
    return bool(waiting.update(claimed_until=None, due_at=timezone.now() + wait, attempts=0))


def nudge(task: Task, pk: int, *, queue: str = "later") -> None:
    """After commit, tell a worker that row `pk` waits. A broker that is down delays the work, no more."""
    transaction.on_commit(lambda: send(task, pk, queue=queue))


def send(task: Task, *args: Any, queue: str = "later") -> bool:
    """Publish a task now. Returns False, and logs, when the broker cannot take it."""
    try:
        task.apply_async(args=args, queue=queue)
    except (OSError, OperationalError) as error:
        logger.warning("broker did not take %s%s: %s", task.name, args, error)
        return False
    return True


_swept: dict[type[Claimable], tuple[Task, str]] = {}
_sweepers: list[Callable[[], None]] = []


def swept_by(model: type[Claimable], task: Task, *, queue: str = "later") -> None:
    """Have the sweeper send `task` for rows of `model` that no nudge reached."""
    _swept[model] = (task, queue)


def sweeper(function: Callable[[], None]) -> Callable[[], None]:
    """Register a function that the sweeper calls on every round; it must be quick and repeatable."""
    _sweepers.append(function)
    return function


def free_the_dead() -> int:
    """Give back what processes of this machine held that are no more. Returns how many rows."""
    freed = 0
    for model in _swept:
        taken = model._default_manager.filter(done_at=None, claimed_until__gt=timezone.now())
        taken = taken.filter(claimed_by__startswith=processes.here())
        dead = [name for name in set(taken.values_list("claimed_by", flat=True)) if processes.is_gone(name)]
        freed += taken.filter(claimed_by__in=dead).update(claimed_until=None) if dead else 0
    return freed


def sweep_all() -> int:
    """Nudge what waits and run the registered sweepers. Returns how many rows were nudged."""
    free_the_dead()
    sent = 0
    settled = timezone.now() - SWEEP_AFTER
    for model, (task, queue) in _swept.items():
        waiting: Iterable[int] = (
            model.open_rows().filter(due_at__lte=settled).order_by("due_at").values_list("pk", flat=True)[:SWEEP_CHUNK]
        )
        for pk in waiting:
            sent += send(task, pk, queue=queue)
    for function in _sweepers:
        function()
    return sent


def oldest_due() -> datetime | None:
    """When the longest waiting row fell due (UTC); None if nothing waits. It is the health of the workers."""
    oldest = [model.open_rows().aggregate(oldest=models.Min("due_at"))["oldest"] for model in _swept]
    return min((moment for moment in oldest if moment), default=None)
