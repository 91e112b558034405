"""Opens the way to people's devices, and shuts it where somebody signs out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from community.devices.models import PushSubscription
from community.devices.pushing import carry, reachable
from community.notifications.models import Medium
from community.notifications.ways import open_way

SESSION_KEY = "device"

open_way(Medium.PUSH, reaches=reachable, carry=carry)


@receiver(user_logged_out)
def signed_out(sender: Any, *, request: Any, user: Any, **_: Any) -> None:
    """Whoever takes the browser next is not told what is the last one's to know."""
    session = getattr(request, "session", None)
    reference = session.get(SESSION_KEY) if session is not None else None
    if user is not None and reference:
        PushSubscription.objects.filter(person=user.pk, reference=reference).delete()
