"""Drafts: words for a channel that are not published: put by, due at a time, or held."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel, Subscription
from community.posts.models import Post
from config.kit.claims import Claimable
from config.kit.references import ReferenceField
from content.pictures.models import readable_through
from content.text.markdown import shortened


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, person: Any) -> DraftQuerySet:
        """One's own that are not published or thrown away."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(author=person, state__in=Draft.OPEN)

    def releasable_by(self, person: Any) -> DraftQuerySet:
        """Held ones of others, for the staff and for the moderators of the groups that they are for."""
        if not person.is_authenticated:
            return self.none()
        held = self.filter(state=Draft.State.HELD).exclude(author=person)
        if person.is_staff:
            return held
        kept = Subscription.objects.keepers().filter(person=person)
        return held.filter(channel__in=kept.values("channel_id"), channel__kind=Channel.Kind.GROUP)


class Draft(Claimable):
    """What will be a post. A post's row is made only when it is published, so that ids follow publication.

    `due_at` counts only while it is scheduled. `reason` says why it is held, or why it could not be published.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        HELD = "held", _("held")
        FAILED = "failed", _("could not be published")
        PUBLISHED = "published", _("published")
        DROPPED = "dropped", _("thrown away")

    OPEN = (State.DRAFT, State.SCHEDULED, State.HELD, State.FAILED)
    # What its author may go on with; what a moderator looks at stays as it is.
    CHANGEABLE = (State.DRAFT, State.SCHEDULED, State.FAILED)

    reference = ReferenceField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    repost_of = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", help_text="The post that it passes on."
    )
    poll = models.JSONField(
        null=True, blank=True, help_text="options, is_multiple, days: what the poll of the post will be."
    )
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    reason = models.CharField(max_length=300, blank=True)
    similar_to = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    post = models.OneToOneField(Post, models.SET_NULL, null=True, blank=True, related_name="draft")
    # NULL where none was given: an empty text would be a key that everyone shares.
    idempotency_key = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["author", "state", "-changed_at"], name="draft_by_author"),
            models.Index(fields=["channel", "id"], condition=Q(state="held"), name="draft_held"),
            models.Index(fields=["due_at"], condition=Q(state="scheduled"), name="draft_due"),
        ]
        constraints = [models.UniqueConstraint(fields=["author", "idempotency_key"], name="draft_saved_once")]

    def __str__(self) -> str:
        return shortened(self.text, 40) or self.link or str(self.repost_of or self.reference)

    @classmethod
    def open_rows(cls, now: datetime | None = None) -> models.QuerySet:
        """Those that are scheduled, due, and in nobody's hands."""
        return super().open_rows(now).filter(state=cls.State.SCHEDULED)


class DraftPicture(models.Model):
    """A photo of a draft, in the order its author chose."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_drafts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.draft} {self.position}"


@readable_through
def pictures_of_drafts(person: Any) -> Q:
    """A held draft's photos are seen by whoever may let it pass."""
    if not person.is_authenticated:
        return Q(pk__in=[])
    held = Draft.objects.all().releasable_by(person)
    return Q(pk__in=DraftPicture.objects.filter(draft__in=held).values("picture_id"))
