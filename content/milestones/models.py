"""Milestones: what a person has done here for the first time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MilestoneKind(models.TextChoices):
    SOURCE_SILENCED = "source_silenced", _("silenced a source")
    PRODUCT_EDITED = "product_edited", _("tried other words for a product")
    GROUP_JOINED = "group_joined", _("joined a group")
    KNOWLEDGE_WRITTEN = "knowledge_written", _("wrote whom a product is not for")
    PROFILE_WRITTEN = "profile_written", _("said what they stand for")
    STORE_OPENED = "store_opened", _("opened a store")
    STORE_FOLLOWED = "store_followed", _("followed a store")
    PERSON_FOLLOWED = "person_followed", _("followed a person")
    HAILED = "hailed", _("hailed")


class Milestone(models.Model):
    """The first time that a person did something; lessons count them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=20, choices=MilestoneKind)
    reached_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="milestone_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
