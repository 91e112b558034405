"""Events that people may want to know of, the notifications made of them, and their delivery."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.claims import Claimable
from config.kit.references import ReferenceField


class Kind(models.TextChoices):
    ORDER_PLACED = "order_placed", _("someone ordered from my store")
    ORDER_PAID = "order_paid", _("an order was paid")
    ORDER_SHIPPED = "order_shipped", _("my order was shipped")
    ORDER_RECEIVED = "order_received", _("goods arrived at my buyer")
    ORDER_CANCELLED = "order_cancelled", _("an order was cancelled or refunded")
    COMMENT = "comment", _("someone commented on my post")
    REPLY = "reply", _("someone replied to me")
    REACTION = "reaction", _("someone reacted to my post")
    JOIN_REQUEST = "join_request", _("someone asks to join my group")
    JOIN_ACCEPTED = "join_accepted", _("I was let into a group")
    GROUP_POST = "group_post", _("a new post in my group")
    STORE_POST = "store_post", _("news from a store I follow")
    PERSON_POST = "person_post", _("a new post by a person I follow")
    FOLLOWER = "follower", _("someone follows me or my store")
    MODERATION = "moderation", _("a moderator acted on something of mine")


class Medium(models.TextChoices):
    IN_APP = "in_app", _("here")
    EMAIL = "email", _("by e-mail")


class Event(Claimable):
    """Something happened. Written in the transaction in which it did; a worker makes notifications of it.

    `reached` is the id of the last subscription told, for events with an audience.
    """

    kind = models.CharField(max_length=15, choices=Kind)
    key = models.CharField(max_length=80, unique=True, help_text="What happened; the same thing is told once.")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    post = models.ForeignKey("community.Post", models.CASCADE, null=True, blank=True, related_name="+")
    comment = models.ForeignKey("community.Comment", models.CASCADE, null=True, blank=True, related_name="+")
    subscription = models.ForeignKey("community.Subscription", models.CASCADE, null=True, blank=True, related_name="+")
    order = models.ForeignKey("shop.Order", models.CASCADE, null=True, blank=True, related_name="+")
    moderation = models.ForeignKey(
        "community.ModerationAction", models.CASCADE, null=True, blank=True, related_name="+"
    )
    reached = models.BigIntegerField(default=0)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="event_open")]

    def __str__(self) -> str:
        return self.key


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, person: Any) -> NotificationQuerySet:
        """What stands in the person's bell; whether they may still see what it speaks of, `seeing` says."""
        return self.filter(person=person, shown=True) if person.is_authenticated else self.none()

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def unread_count(self, person: Any) -> int:
        return self.visible_to(person).unread().count()


class Notification(models.Model):
    """One line in a person's bell; like events join the same line until it is read.

    Where the person wants a kind by other media only, the line is not `shown`: deliveries hang on it.
    """

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=15, choices=Kind)
    group_key = models.CharField(max_length=80)
    latest = models.ForeignKey(Event, models.CASCADE, related_name="+", help_text="The event that it now speaks of.")
    count = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    shown = models.BooleanField(default=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "group_key"], name="one_notification_each"),
        ]
        indexes = [
            models.Index(fields=["person", "-last_at", "-id"], name="notification_bell"),
            models.Index(fields=["person"], condition=Q(read_at=None, shown=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.group_key}"


class NotificationEntry(models.Model):
    """That an event was counted into a notification: what makes a repeated task harmless."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="entries")
    event = models.ForeignKey(Event, models.CASCADE, related_name="entries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="event_told_once")]

    def __str__(self) -> str:
        return f"{self.event} → {self.person}"


class Delivery(Claimable):
    """A notification on its way by a medium other than the bell. `batch` is the event it tells of."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer wanted")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    medium = models.CharField(max_length=6, choices=Medium, default=Medium.EMAIL)
    batch = models.BigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["notification", "medium", "batch"], name="delivered_once"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="delivery_open")]

    def __str__(self) -> str:
        return f"{self.notification} {self.medium}"


class Preference(models.Model):
    """A person's word on one kind of notification by one medium; without a row the default holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=15, choices=Kind)
    medium = models.CharField(max_length=6, choices=Medium)
    enabled = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "medium"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.kind} {self.medium}: {self.enabled}"
