"""Who may manage a device that is told."""

from __future__ import annotations

from typing import Any

from community.devices.models import PushSubscription
from config.kit.policies import signed_in


def can_manage(person: Any, device: PushSubscription) -> bool:
    """Stop a device being told, or choose what its lock screen shows: whose it is."""
    return signed_in(person) and device.person_id == person.pk
