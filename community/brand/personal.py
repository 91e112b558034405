"""What a person chose for their page, and how often it was opened."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.brand.models import ProfileChoice, ProfileVisit
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.ME,
    "profile_choices",
    title=_("What my page shows"),
    columns={"lessons": _("Lessons I finished")},
)
def choices(person: Any) -> QuerySet[ProfileChoice]:
    return ProfileChoice.objects.filter(person=person)


@exported(
    Topic.ME,
    "profile_visits",
    title=_("Visits to my page"),
    columns={
        "day": _("Day"),
        "source": Column(_("Where they came from"), choices=ProfileVisit.Source),
        "count": _("Visits"),
    },
)
def visits(person: Any) -> QuerySet[ProfileVisit]:
    return ProfileVisit.objects.filter(person=person).order_by("-day", "source")


@erased
def forget_brand(person: Any) -> None:
    ProfileChoice.objects.filter(person=person).delete()
    ProfileVisit.objects.filter(person=person).delete()
