"""Whoever blocks another, or is blocked by them, stands behind them no more."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from community.endorsements.models import Endorsement
from community.endorsements.withdrawing import end
from community.events import blocked


@receiver(blocked, dispatch_uid="endorsements_between_those_who_block")
def end_between(sender: Any, *, block: Any, **_: Any) -> None:
    both = (block.person_id, block.blocked_id)
    rows = Endorsement.objects.standing().filter(by__in=both, about__in=both)
    for endorsement in rows.select_related("by", "about"):
        end(endorsement)
