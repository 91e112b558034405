"""What a person has done here for the first time."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, erased, exported
from content.milestones.models import Milestone, MilestoneKind


@exported(
    Topic.ME,
    "milestones",
    title=_("First times"),
    columns={"kind": Column(_("What"), choices=MilestoneKind), "reached_at": _("When")},
)
def milestones(person: Any) -> QuerySet[Milestone]:
    return Milestone.objects.filter(person=person)


@erased
def forget_milestones(person: Any) -> None:
    Milestone.objects.filter(person=person).delete()
