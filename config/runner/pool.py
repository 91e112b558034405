"""Loaded into the runner's workers: they say when they are up, and their pools end when they are killed."""

from __future__ import annotations

import sys
from typing import Any

from celery import current_app
from celery.signals import worker_process_init, worker_ready

from config.kit.claims import send
from config.runner.parting import die_with_parent


@worker_process_init.connect
def tie_to_worker(**_: Any) -> None:
    """Run in each pool process when it starts."""
    die_with_parent()


@worker_ready.connect
def tell(**_: Any) -> None:
    """Let the terminal see that the worker is up. Celery has put its log in the place of `sys.stdout`."""
    print("takes work", file=sys.__stdout__, flush=True)


@worker_ready.connect
def take_up(**_: Any) -> None:
    """What the one before held when it was killed is taken up at once."""
    send(current_app.tasks["config.shell.tasks.sweep"], queue="now")
