"""What is known of people by what they did: facts that count, what is said against them, and whom the site verified."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.references import ReferenceField


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> EvidenceQuerySet:
        """Facts that nothing has countered."""
        return self.filter(counters=None, countered_by=None)


class Evidence(models.Model):
    """A fact that counts for or against a person: who bears it out, about whom, and what it came from.

    Rows are added and never changed. What no longer holds gets a counter-row, which `counters` it; the pair then
    counts nothing. A store is its owner.
    """

    class Kind(models.IntegerChoices):
        """The numbers are those of `community.trust.score`."""

        ENDORSED = 0, _("endorsed")
        CONTENT = 1, _("bought, and content")
        NOT_CONTENT = 2, _("bought, and not content")
        KEPT = 3, _("promise kept")
        BROKEN = 4, _("promise broken")
        REPORTED = 5, _("report upheld")

    reference = ReferenceField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_given")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence")
    kind = models.PositiveSmallIntegerField(choices=Kind)
    topic = models.ForeignKey("taggit.Tag", models.PROTECT, null=True, blank=True, related_name="+")
    source_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    source_id = models.BigIntegerField()
    source = GenericForeignKey("source_type", "source_id")
    turn = models.PositiveSmallIntegerField(
        default=0, help_text="Counts up where the same source says the same again after it was countered."
    )
    counters = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="countered_by", help_text="The row it takes back."
    )
    at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "by", "about", "kind", "turn"],
                condition=Q(counters=None),
                name="evidence_once",
            ),
            models.CheckConstraint(condition=~Q(by=F("about")), name="evidence_not_of_oneself"),
        ]
        indexes = [
            models.Index(fields=["about", "-id"], name="evidence_about"),
            models.Index(fields=["by", "-id"], name="evidence_by"),
        ]

    def __str__(self) -> str:
        return f"{self.by} → {self.about}: {self.get_kind_display()}"
