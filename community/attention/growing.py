"""What lets a person's limits grow: days, and some honest standing.

Whoever is new has the lower limits, and keeps them until somebody whom the site knows trusts them, directly or through
others, or until they kept their word to a few different people. It is asked when a window of a quota begins and when
its limit is reached; in between the row of the window holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from community.attention.allowances import NEWCOMER
from community.standing.models import PublicVoice
from community.trust.models import Evidence

# To so many different people whose voice counts a promise was kept.
KEPT_TO = 3


@dataclass(frozen=True)
class Growth:
    """How far a person is: `ends_at`, when they are no newcomer any more; whether trust reaches them from people whom
    the site verified; and to how many people they kept their word, counted up to `KEPT_TO`."""

    ends_at: datetime
    is_trusted: bool
    kept: int

    @property
    def is_new(self) -> bool:
        return self.ends_at > timezone.now()

    @property
    def has_standing(self) -> bool:
        return self.is_trusted or self.kept >= KEPT_TO

    @property
    def is_full(self) -> bool:
        """Whether the full limits hold."""
        return self.has_standing and not self.is_new


def growth_of(person: Any) -> Growth:
    """How far the person is. Two queries at most; none for the staff, whom the site knows."""
    is_trusted = person.is_staff or PublicVoice.objects.current().filter(person=person, topic=None).exists()
    kept = 0 if is_trusted else _kept_to(person)
    return Growth(person.date_joined + NEWCOMER, is_trusted, kept)


def _kept_to(person: Any) -> int:
    kept = Evidence.objects.standing().heard().filter(about=person, kind=Evidence.Kind.KEPT)
    return len(kept.order_by().values_list("by", flat=True).distinct()[:KEPT_TO])
