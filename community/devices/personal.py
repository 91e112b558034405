"""The devices that a person is reached on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.devices.models import PushSubscription
from config.kit.personal import Topic, erased, exported


@exported(
    Topic.TOLD,
    "devices",
    title=_("Devices that I am told on"),
    columns={
        "name": _("Device"),
        "endpoint": _("Where it takes messages"),
        "previews": _("Shows what was written"),
        "created_at": _("Since"),
        "reached_at": _("Last reached"),
    },
)
def devices(person: Any) -> QuerySet[PushSubscription]:
    return PushSubscription.objects.filter(person=person)


@erased
def forget_devices(person: Any) -> None:
    PushSubscription.objects.filter(person=person).delete()
