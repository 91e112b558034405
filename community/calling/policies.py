"""Who may do what about calls."""

from __future__ import annotations

from typing import Any

from community.calling.models import Call
from config.kit.policies import signed_in


def is_called(person: Any, call: Call) -> bool:
    """Whose store was called."""
    return signed_in(person) and call.store.owner_id == person.pk
