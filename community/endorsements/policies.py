"""Who may endorse whom, take it back, and hide it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.endorsements.models import Endorsement
from community.people.models import Block, Person
from config.kit.policies import signed_in, staff

# So long a withdrawal can be undone without costing anew.
UNDO = timedelta(minutes=10)


def can_endorse(person: Any, about: Person) -> bool:
    """Anyone anybody but themselves, who is neither suspended nor closed, where neither has blocked the other."""
    if not signed_in(person) or person.pk == about.pk or not about.is_active:
        return False
    both = (person.pk, about.pk)
    return not Block.objects.filter(person__in=both, blocked__in=both).exists()


def can_withdraw(person: Any, endorsement: Endorsement) -> bool:
    """Whoever gave it, at any time, whatever else they are kept from."""
    return signed_in(person) and endorsement.by_id == person.pk


def can_reword(person: Any, endorsement: Endorsement) -> bool:
    """Whoever gave it, while it stands."""
    return can_withdraw(person, endorsement) and endorsement.withdrawn_at is None


def can_reinstate(person: Any, endorsement: Endorsement) -> bool:
    """Whoever withdrew it a moment ago, if they could give it now."""
    if not can_withdraw(person, endorsement) or endorsement.withdrawn_at is None:
        return False
    return endorsement.withdrawn_at > timezone.now() - UNDO and can_endorse(person, endorsement.about)


def can_hide(person: Any, endorsement: Endorsement) -> bool:
    """The staff, what stands."""
    return staff(person) and endorsement.withdrawn_at is None and endorsement.hidden_at is None


def can_restore(person: Any, endorsement: Endorsement) -> bool:
    """The staff, what was hidden."""
    return staff(person) and endorsement.hidden_at is not None
