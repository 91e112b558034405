"""How much a person did in the last days."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.attention.models import Quota, Spending
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.WAYS,
    "limits_used",
    title=_("Limits and what I used of them"),
    columns={
        "quota": Column(_("What"), choices=Quota),
        "used": _("Used"),
        "most": _("At most"),
        "begins_at": _("From"),
        "ends_at": _("Until"),
    },
)
def spendings(person: Any) -> QuerySet[Spending]:
    return Spending.objects.filter(person=person)


@erased
def forget_spendings(person: Any) -> None:
    Spending.objects.filter(person=person).delete()
