"""When a person last looked at their feed, on whatever device."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class FeedVisit(models.Model):
    """`seen` was the newest post of their feed at `at`, 0 for none. While a visit that ended a time away is told of,
    it began at `back`, and the time away at `left`, when the newest post had the id `below`."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="feed_visit")
    seen = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    below = models.BigIntegerField(null=True, blank=True)
    left = models.DateTimeField(null=True, blank=True)
    back = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(below=None, left=None, back=None)
                | Q(below__isnull=False, left__isnull=False, back__isnull=False),
                name="feed_visit_absence_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.at}"
