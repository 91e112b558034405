"""What workers do about calls: an id in, a claimed row; done twice it does nothing twice."""

from __future__ import annotations

from celery import shared_task

from community.calling.indexing import read
from community.calling.models import TermsDue, Wave
from community.calling.waves import call
from config.kit.claims import again, claim, retry_later, swept_by


@shared_task
def call_wave(wave_id: int) -> None:
    """Call the stores of a wave."""
    wave = claim(Wave, wave_id)
    if wave is None:
        return
    try:
        call(wave)
    except Exception:
        retry_later(wave)
        raise


@shared_task
def read_terms(due_id: int) -> None:
    """Read a store's words anew."""
    due = claim(TermsDue, due_id)
    if due is None:
        return
    try:
        is_done = read(due)
    except Exception:
        retry_later(due)
        raise
    if not is_done:
        again(due)


# A queue of its own, before "now": of each wave some five notifications are made, behind which the next would wait.
swept_by(Wave, call_wave, queue="calls")
swept_by(TermsDue, read_terms)
