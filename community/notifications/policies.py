"""Who may read a line of the bell."""

from __future__ import annotations

from typing import Any

from community.notifications.models import Notification
from config.kit.policies import signed_in


def can_read(person: Any, notification: Notification) -> bool:
    """Open a line of the bell and mark it read: whose bell it is."""
    return signed_in(person) and notification.person_id == person.pk
