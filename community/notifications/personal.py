"""What a person was told, and how they want to be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.notifications.models import Digest, Notification, Preference, Rhythm
from config.kit.personal import Row, erased, exported


@exported("notifications")
def notifications(person: Any) -> Iterable[Row]:
    """That something was told, and when; what others said is theirs."""
    return Notification.objects.visible_to(person).values("reference", "kind", "count", "last_at", "read_at")


@exported("notification_preferences")
def preferences(person: Any) -> Iterable[Row]:
    return Preference.objects.filter(person=person).values("kind", "medium", "enabled")


@exported("quiet_hours")
def rhythm(person: Any) -> Iterable[Row]:
    return Rhythm.objects.filter(person=person).values(
        "quiet",
        "quiet_start",
        "quiet_end",
        "quiet_days",
        "digest",
        "digest_hour",
        "digest_weekday",
        "paused_at",
        "paused_until",
    )


@erased
def forget_what_was_told(person: Any) -> None:
    Notification.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
    Rhythm.objects.filter(person=person).delete()
    Digest.objects.filter(person=person).delete()
