"""Devices for operators: whose, and whether they are reached; never the keys that messages are sealed with."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.devices.models import PushSubscription
from community.devices.services import service_of
from config.kit.operating import HistoryAdmin, act


def _forget(person: Any, *, device: PushSubscription, reason: str) -> None:
    device.delete()


@admin.register(PushSubscription)
class PushSubscriptionAdmin(HistoryAdmin):
    list_display = ["person", "name", "service", "created_at", "reached_at", "failures"]
    list_filter = [("reached_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "person__username", "person__name", "name"]
    list_select_related = ["person"]
    fields = ["person", "name", "service", "previews", "created_at", "reached_at", "failures"]
    readonly_fields = ["service"]
    actions = [act(_forget, name="forget", target="device", description=_("Forget the device"))]

    @admin.display(description=_("push service"))
    def service(self, device: PushSubscription) -> str:
        """The host; the rest of the address is a secret of the browser."""
        found = service_of(device.endpoint)
        return found.host if found else "—"
