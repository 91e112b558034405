"""What is worked out of all evidence now and then, and what people let others see of their ties."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.kit.claims import Claimable


class VoiceCount(Claimable):
    """A computation of public voices, to be done or done. Those of the newest that is done are read."""

    newest_row = models.BigIntegerField(default=0, help_text="The key of the newest row of evidence that was counted.")
    customs = models.JSONField(
        default=dict,
        blank=True,
        help_text="What strangers usually say, by topic (`trust.core.crowds.Custom`).",
    )
    bad_picks = models.JSONField(
        default=dict, blank=True, help_text="How many picks of each person (by key) went bad, by topic."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("count of public voices")
        verbose_name_plural = _("counts of public voices")
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="voice_count_open")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class PublicVoiceQuerySet(models.QuerySet["PublicVoice"]):
    def current(self) -> PublicVoiceQuerySet:
        """Those of the newest count that is done."""
        newest = VoiceCount.objects.filter(done_at__isnull=False).order_by("-pk").values("pk")[:1]
        return self.filter(count=newest)


class PublicVoice(models.Model):
    """What a person's word is worth to somebody who knows nobody: how much trust reaches them from people whom the site
    verified. In thousandths of a full voice; who has less than a hundredth has no row."""

    LEAST = 10

    count = models.ForeignKey(VoiceCount, models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="public_voices")
    topic = models.ForeignKey(
        "taggit.Tag", models.CASCADE, null=True, blank=True, related_name="+", help_text="Empty: of no topic."
    )
    thousandths = models.PositiveSmallIntegerField()

    objects = PublicVoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("public voice")
        verbose_name_plural = _("public voices")
        constraints = [
            models.UniqueConstraint(fields=["count", "topic", "person"], name="one_public_voice_each"),
            models.UniqueConstraint(
                fields=["count", "person"], condition=Q(topic=None), name="one_public_voice_of_no_topic"
            ),
            models.CheckConstraint(condition=Q(thousandths__range=(10, 1000)), name="public_voice_in_bounds"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.thousandths / 1000}"


class PathChoice(models.Model):
    """Whether others may read a person's name in the path that leads from them to somebody; else they read "someone you
    trust". Without a row, both: endorsements are said in public, and a group is only ever named to its own members."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="path_choice")
    endorsements = models.BooleanField(default=True, help_text="Where they endorsed the next in the path.")
    groups = models.BooleanField(default=True, help_text="Where they are in a group with the next in the path.")

    class Meta:
        verbose_name = _("choice of being named")
        verbose_name_plural = _("choices of being named")

    def __str__(self) -> str:
        return str(self.person)
