"""Whoever closes their account takes their voice along, with the request itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.trust.models import Evidence, Verification
from community.trust.recording import counter


@transaction.atomic
def silence(person: Any) -> None:
    """Nothing that the person said counts any more; what others say of them stands, about somebody without a name."""
    counter(Evidence.objects.filter(by=person), why=Evidence.Why.CLOSED)
    Verification.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
