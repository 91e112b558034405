"""Who may do what with what is held of a person: the person alone."""

from __future__ import annotations

from typing import Any

from community.privacy.models import Archive
from config.kit.policies import signed_in


def can_fetch(person: Any, archive: Archive) -> bool:
    """Its person, while it is kept."""
    return signed_in(person) and archive.person_id == person.pk and archive.is_ready
