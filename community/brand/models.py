"""What a person chose for their page, and how often others came to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ProfileChoice(models.Model):
    """What a person shows on their page beside what they write there; which groups, their memberships say."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile_choice")
    lessons = models.BooleanField(default=False, help_text="Which lessons of the course they finished.")

    class Meta:
        verbose_name = _("choice for a profile")
        verbose_name_plural = _("choices for profiles")

    def __str__(self) -> str:
        return str(self.person)


class ProfileVisit(models.Model):
    """How often a person's page was opened on a day from one kind of source. Who came is nowhere."""

    class Source(models.TextChoices):
        DIRECT = "direct", _("The link itself")
        CARD = "card", _("QR code of the card")
        SEARCH = "search", _("Search and lists here")
        GROUP = "group", _("A group")
        PRODUCT = "product", _("A store or its goods")
        HERE = "here", _("Elsewhere here")
        OUTSIDE = "outside", _("Another site")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile_visits")
    day = models.DateField(help_text="By the clock of the person whose page it is.")
    source = models.CharField(max_length=8, choices=Source)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "source"]
        verbose_name = _("visits of a profile")
        verbose_name_plural = _("visits of profiles")
        constraints = [
            models.UniqueConstraint(fields=["person", "day", "source"], name="profile_visits_once"),
            models.CheckConstraint(condition=~Q(source=""), name="profile_visits_from_somewhere"),
        ]
        indexes = [models.Index(fields=["day"], name="profile_visits_by_day")]

    def __str__(self) -> str:
        return f"{self.person} {self.day} {self.source}: {self.count}"
