"""One-time codes, and knocks at the doors that must not be tried too often."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.references import ReferenceField

CODE_LIFETIME = timedelta(minutes=15)
MAX_TRIES = 5


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def usable(self) -> OneTimeCodeQuerySet:
        """Neither used, nor too old, nor tried too often."""
        return self.filter(used_at=None, tries__lt=MAX_TRIES, created_at__gt=timezone.now() - CODE_LIFETIME)


class OneTimeCode(models.Model):
    """A code sent to a contact for one purpose. Only its digest is kept."""

    class Purpose(models.TextChoices):
        ENTER = "enter", _("sign in or join")
        CONFIRM = "confirm", _("show that it is oneself")
        CONTACT = "contact", _("add or change a contact")

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")

    reference = ReferenceField()
    purpose = models.CharField(max_length=7, choices=Purpose)
    kind = models.CharField(max_length=5, choices=Kind)
    value = models.CharField(max_length=254)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", help_text="Who asked for it."
    )
    digest = models.CharField(max_length=64, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")
        constraints = [models.CheckConstraint(condition=Q(tries__lte=MAX_TRIES), name="code_tries_bounded")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.value}"


class Knock(models.Model):
    """Someone asked for a code, gave a wrong password, or did as a guest what costs the site: limits count it."""

    class Door(models.TextChoices):
        CODE = "code", _("asked for a code")
        PASSWORD = "password", _("gave a wrong password")
        PHOTO = "photo", _("put up a photo as a guest")
        STORE = "store", _("opened a store as a newcomer")

    door = models.CharField(max_length=8, choices=Door)
    key = models.CharField(max_length=64, help_text="Digest of the contact.")
    origin = models.CharField(max_length=64, blank=True, help_text="Digest of the network address.")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("knock")
        verbose_name_plural = _("knocks")
        indexes = [
            models.Index(fields=["door", "key", "at"], name="knock_by_key"),
            models.Index(fields=["door", "origin", "at"], name="knock_by_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.get_door_display()} {self.at:%Y-%m-%d %H:%M}"
