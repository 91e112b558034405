"""What a person has done here for the first time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from config.kit.personal import Row, erased, exported
from content.milestones.models import Milestone


@exported("milestones")
def milestones(person: Any) -> Iterable[Row]:
    return Milestone.objects.filter(person=person).values("kind", "reached_at")


@erased
def forget_milestones(person: Any) -> None:
    Milestone.objects.filter(person=person).delete()
