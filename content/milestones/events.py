"""`milestone`: the rooms above send it inside the transaction in which the thing was done."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

from content.milestones.models import MilestoneKind

# Arguments: person, kind (MilestoneKind).
milestone = Signal()


def reached(person: Any, kind: MilestoneKind) -> None:
    """Tell that `person` did a thing of this kind; guests reach none."""
    if person is not None and person.is_authenticated:
        milestone.send(sender=MilestoneKind, person=person, kind=kind)
