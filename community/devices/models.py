"""Devices on which a person wants to be told at once, by web push."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from config.kit.references import ReferenceField

ENDPOINT_LENGTH = 1000


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def let_in(self) -> PushSubscriptionQuerySet:
        """Those that were not signed out with all sessions of their person: a phone that was lost is told nothing."""
        return self.filter(salt=F("person__session_salt"))

    def visible_to(self, person: Any) -> PushSubscriptionQuerySet:
        """One's own."""
        return self.let_in().filter(person=person) if person.is_authenticated else self.none()


class PushSubscription(models.Model):
    """A browser that asked to be told: where its push service takes messages for it, and the keys to seal them with."""

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=ENDPOINT_LENGTH, unique=True)
    p256dh = models.CharField(max_length=100, help_text="The browser's public key.")
    auth = models.CharField(max_length=30, help_text="The secret it shares with us.")
    salt = models.CharField(max_length=16, blank=True, help_text="The person's, for sessions, when it was registered.")
    name = models.CharField(max_length=60, help_text="What browser on what device, as it says itself.")
    previews = models.BooleanField(default=False, help_text="Whether its lock screen may show what was written.")
    carried = models.JSONField(default=list, editable=False, help_text="Marks of the last messages that it took.")
    failures = models.PositiveSmallIntegerField(default=0, editable=False, help_text="Refusals in a row.")
    silent_until = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Before this its service wants nothing more for it."
    )
    created_at = models.DateTimeField(default=timezone.now)
    reached_at = models.DateTimeField(null=True, blank=True, help_text="When its service last took a message.")

    objects = PushSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.name}"
