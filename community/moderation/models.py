"""Reports, and the log of what moderators did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.references import ReferenceField


class Report(models.Model):
    """Someone says that something should not be here."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("unwanted advertising")
        FRAUD = "fraud", _("fraud or fake goods")
        ABUSE = "abuse", _("insults or threats")
        ILLEGAL = "illegal", _("against the law")
        OTHER = "other", _("something else")

    reference = ReferenceField()
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    reason = models.CharField(max_length=7, choices=Reason)
    note = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="report_target")]
        constraints = [
            models.UniqueConstraint(fields=["reporter", "target_type", "target_id"], name="reported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.target}"


class ModerationAction(models.Model):
    """What a moderator did to what, and why. Rows are written once and never changed."""

    class Verb(models.TextChoices):
        CLOSE_STORE = "close_store", _("closed a store")
        REOPEN_STORE = "reopen_store", _("reopened a store")
        HIDE_PRODUCT = "hide_product", _("hid a product")
        RESTORE_PRODUCT = "restore_product", _("restored a product")
        HIDE_POST = "hide_post", _("hid a post")
        RESTORE_POST = "restore_post", _("restored a post")
        HIDE_COMMENT = "hide_comment", _("hid a comment")
        RESTORE_COMMENT = "restore_comment", _("restored a comment")
        HIDE_ARTICLE = "hide_article", _("withdrew an article")
        SUSPEND_PERSON = "suspend_person", _("suspended a person")
        RESTORE_PERSON = "restore_person", _("lifted a suspension")
        REMOVE_MEMBER = "remove_member", _("removed a member")
        BAN_MEMBER = "ban_member", _("banned a member")
        CLOSE_GROUP = "close_group", _("closed a group")

    reference = ReferenceField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=15, choices=Verb)
    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    target_name = models.CharField(max_length=120, help_text="What it was called then.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="Whom it concerns."
    )
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="moderation_target")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.target_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A moderation action is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("A moderation action is kept.")


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def standing(self) -> RestrictionQuerySet:
        """Neither lifted nor run out."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), lifted_at=None)


class Restriction(models.Model):
    """What a person may not do for a while, in a group or on the whole site."""

    class What(models.TextChoices):
        POST = "post", _("posting")
        COMMENT = "comment", _("commenting")
        INVITE = "invite", _("inviting")
        FOLLOW = "follow", _("following and joining")
        MESSAGE = "message", _("writing messages")
        SELL = "sell", _("selling")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="restrictions")
    what = models.CharField(max_length=7, choices=What)
    group = models.ForeignKey(
        "community.Group", models.CASCADE, null=True, blank=True, related_name="+", help_text="None: the whole site."
    )
    action = models.ForeignKey(ModerationAction, models.PROTECT, related_name="restrictions")
    until = models.DateTimeField(null=True, blank=True, help_text="None: until it is lifted.")
    lifted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "what"], condition=Q(lifted_at=None), name="restriction_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_what_display()}"

    @property
    def ends(self) -> datetime:
        """When it ends; the end of time where it has no end."""
        return self.until or datetime.max.replace(tzinfo=timezone.get_default_timezone())
