"""The devices that a person is reached on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.devices.models import PushSubscription
from config.kit.personal import Row, erased, exported


@exported("devices")
def devices(person: Any) -> Iterable[Row]:
    return PushSubscription.objects.filter(person=person).values("name", "endpoint")


@erased
def forget_devices(person: Any) -> None:
    PushSubscription.objects.filter(person=person).delete()
