"""Loaded into the runner's workers: they say when they are up, and their pools end when they are killed."""

from __future__ import annotations

import sys
from typing import Any

from celery.signals import worker_process_init, worker_ready

from config.runner.parting import die_with_parent


@worker_process_init.connect
def tie_to_worker(**_: Any) -> None:
    """Run in each pool process when it starts."""
    die_with_parent()


@worker_ready.connect
def tell(**_: Any) -> None:
    """Let the terminal see that the worker is up. Celery has put its log in the place of `sys.stdout`."""
    print("takes work", file=sys.__stdout__, flush=True)
