"""A milestone is kept the first time and only then."""

from typing import Any

from django.dispatch import receiver

from content.milestones.events import milestone
from content.milestones.models import Milestone, MilestoneKind


@receiver(milestone)
def keep(sender: Any, *, person: Any, kind: MilestoneKind, **_: Any) -> None:
    Milestone.objects.bulk_create([Milestone(person=person, kind=kind)], ignore_conflicts=True)
