"""Promises that a person made and kept, from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from community.trust.models import Evidence

# With fewer one cannot tell a careful person from a lucky one.
ENOUGH = 5


@dataclass(frozen=True)
class Promises:
    """`kept` of `made`."""

    kept: int = 0
    made: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether there are enough of them to say something."""
        return self.made >= ENOUGH


def promises_of(person: Any) -> Promises:
    """What stands of the person's promises. One query; the same for whoever asks, or a block would tell who dealt."""
    kind = Evidence.Kind
    kept, made = Count("pk", filter=Q(kind=kind.KEPT)), Count("pk")
    rows = Evidence.objects.standing().filter(about=person.pk, kind__in=(kind.KEPT, kind.BROKEN))
    return Promises(**rows.aggregate(kept=kept, made=made))
