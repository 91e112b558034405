"""Loaded into the runner's workers: the processes of a worker's pool end when the worker is killed."""

from __future__ import annotations

from typing import Any

from celery.signals import worker_process_init

from config.runner.parting import die_with_parent


@worker_process_init.connect
def tie_to_worker(**_: Any) -> None:
    """Run in each pool process when it starts."""
    die_with_parent()
