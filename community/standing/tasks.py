"""What workers do for how people stand: count the public voices."""

from __future__ import annotations

from celery import shared_task

from community.standing.counting import count_voices, plan_count
from community.standing.models import VoiceCount
from config.kit.claims import claim, retry_later, send, sweeper, swept_by


@shared_task
def count_public_voices(count_id: int) -> None:
    """Count what each person's word is worth to somebody who knows nobody."""
    count = claim(VoiceCount, count_id)
    if count is None:
        return
    try:
        count_voices(count)
    except Exception:
        retry_later(count)
        raise


@sweeper
def begin_count() -> None:
    count = plan_count()
    if count is not None:
        send(count_public_voices, count.pk, queue="later")


swept_by(VoiceCount, count_public_voices)
