"""What a person does not want to be suggested to them again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Dismissal(models.Model):
    """A person waved off the suggestion to follow a channel, for good."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="dismissals")
    channel = models.ForeignKey("community.Channel", models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("suggestion waved off")
        verbose_name_plural = _("suggestions waved off")
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="dismissal_once")]

    def __str__(self) -> str:
        return f"{self.person} ∅ {self.channel}"
