"""What people have spent of their quotas: one row a person, quota and window, counted up by conditional updates."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Quota(models.TextChoices):
    """What one may do only so often."""

    POSTS = "posts", _("posts")
    COMMENTS = "comments", _("comments")
    REACTIONS = "reactions", _("reactions")
    MENTIONS = "mentions", _("mentions")
    MESSAGES = "messages", _("messages")
    REVIEWS = "reviews", _("reviews and answers to them")
    GROUPS = "groups", _("new groups")
    STORES = "stores", _("new stores")
    INVITATIONS = "invitations", _("invitations")
    JOINS = "joins", _("groups joined or asked to join")
    FOLLOWS = "follows", _("stores and people followed")
    PICKS = "picks", _("picks")
    REPORTS = "reports", _("reports")
    APPEALS = "appeals", _("appeals")
    LINKS = "links", _("links to outside pages")
    EXPORTS = "exports", _("exports of one's data")
    ENDORSEMENTS = "endorsements", _("new endorsements")
    HAILS = "hails", _("hails")
    OFFERS = "offers", _("offers")


class Spending(models.Model):
    """How much of a quota a person used in one window of time (UTC)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="spendings")
    quota = models.CharField(max_length=12, choices=Quota)
    key = models.CharField(max_length=64, blank=True, help_text="What it is counted for, where each is counted alone.")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField(help_text="The limit when it was last counted.")

    class Meta:
        verbose_name = _("spending")
        verbose_name_plural = _("spendings")
        constraints = [
            models.UniqueConstraint(fields=["person", "quota", "key", "begins_at"], name="spending_once_a_window"),
            models.CheckConstraint(condition=Q(begins_at__lt=models.F("ends_at")), name="spending_window_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.quota} {self.used}/{self.most}"
