"""Archives of what people take along, and accounts that are being taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.claims import Claimable
from config.kit.references import ReferenceField

# How long an archive can be fetched: long enough for a week away, short enough not to lie about.
KEPT = timedelta(days=7)


class ArchiveQuerySet(models.QuerySet["Archive"]):
    def visible_to(self, person: Any) -> ArchiveQuerySet:
        """One's own, and nobody else's, the staff's neither."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def expired(self) -> ArchiveQuerySet:
        return self.filter(done_at__lte=timezone.now() - KEPT)


class Archive(Claimable):
    """Everything that is a person's own, in one ZIP file, which a worker makes."""

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="archives")
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("archive of one's data")
        verbose_name_plural = _("archives of one's data")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(done_at=None), name="archive_one_under_way")
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="archive_open")]

    def __str__(self) -> str:
        return self.reference

    @property
    def file_name(self) -> str:
        """Where it lies in storage; only `views.archive` reads it from there."""
        return f"archives/{self.reference}.zip"

    @property
    def is_ready(self) -> bool:
        return self.done_at is not None and self.done_at > timezone.now() - KEPT

    @property
    def kept_until(self) -> Any:
        """UTC; None while it is being made."""
        return self.done_at and self.done_at + KEPT


class Erasure(Claimable):
    """A closed account of which everything is to be taken away."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="erasure")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("closed account")
        verbose_name_plural = _("closed accounts")
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="erasure_open")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.asked_at:%Y-%m-%d}"
