"""Who may do what with a standing need."""

from __future__ import annotations

from typing import Any

from community.needs.models import StandingNeed
from config.kit.policies import signed_in


def is_keeper(person: Any, need: StandingNeed) -> bool:
    """Whoever needs it, and nobody else: what one waits for is no one's business."""
    return signed_in(person) and need.person_id == person.pk


def keeps_weekly(person: Any, need: StandingNeed) -> bool:
    return is_keeper(person, need) and need.is_weekly
