"""What a person was told, and how they want to be told."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.notifications.models import Digest, Event, Kind, Medium, Notification, Preference, Rhythm
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.TOLD,
    "notifications",
    title=_("What I was told"),
    columns={
        "reference": _("Reference"),
        "kind": Column(_("What"), choices=Kind),
        "count": _("How often"),
        "created_at": _("Told first"),
        "last_at": _("Told last"),
        "read_at": _("Read"),
    },
)
def notifications(person: Any) -> QuerySet[Notification]:
    """That something was told, and when; what others said is theirs."""
    return Notification.objects.visible_to(person)


@exported(
    Topic.TOLD,
    "notification_preferences",
    title=_("What I want to be told"),
    columns={
        "kind": Column(_("What"), choices=Kind),
        "medium": Column(_("How"), choices=Medium),
        "enabled": _("Yes or no"),
    },
)
def preferences(person: Any) -> QuerySet[Preference]:
    return Preference.objects.filter(person=person)


@exported(
    Topic.TOLD,
    "quiet_hours",
    title=_("Quiet hours and digest"),
    columns={
        "quiet": _("Quiet hours are on"),
        "quiet_start": _("From"),
        "quiet_end": _("Until"),
        "quiet_days": Column(
            _("Days of quiet (0 is Monday)"), lambda row: [n for n in range(7) if row.quiet_days >> n & 1]
        ),
        "digest": Column(_("Digest"), choices=Rhythm.Digest),
        "digest_hour": _("Hour of the digest"),
        "digest_weekday": _("Day of the digest (0 is Monday)"),
        "next_digest_at": _("Next digest"),
        "paused_at": _("Paused since"),
        "paused_until": _("Paused until"),
    },
)
def rhythm(person: Any) -> QuerySet[Rhythm]:
    return Rhythm.objects.filter(person=person)


@exported(
    Topic.TOLD,
    "digests",
    title=_("Digests that I was sent"),
    columns={
        "period": _("Of the day or week"),
        "since": _("What happened since"),
        "state": Column(_("State"), choices=Digest.State),
        "done_at": _("Sent"),
    },
)
def digests(person: Any) -> QuerySet[Digest]:
    return Digest.objects.filter(person=person)


@erased
def forget_what_was_told(person: Any) -> None:
    Event.objects.filter(recipient=person).delete()
    Notification.objects.filter(person=person).delete()
    Preference.objects.filter(person=person).delete()
    Rhythm.objects.filter(person=person).delete()
    Digest.objects.filter(person=person).delete()
