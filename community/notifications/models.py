"""Events that people may want to know of, the notifications made of them, and their delivery."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
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
    REVIEW = "review", _("a buyer says whether they were content")
    REVIEW_ANSWER = "review_answer", _("a seller answers my review")
    COMMENT = "comment", _("someone commented on my post")
    REPLY = "reply", _("someone replied to me")
    REACTION = "reaction", _("someone reacted to my post")
    JOIN_REQUEST = "join_request", _("someone asks to join my group")
    JOIN_ACCEPTED = "join_accepted", _("I was let into a group")
    GROUP_OFFERED = "group_offered", _("someone offers me their group")
    GROUP_ROLE = "group_role", _("I look after a group now")
    GROUP_POST = "group_post", _("a new post in my group")
    STORE_POST = "store_post", _("news from a store I follow")
    PERSON_POST = "person_post", _("a new post by a person I follow")
    FOLLOWER = "follower", _("someone follows me or my store")
    MODERATION = "moderation", _("a moderator acted on something of mine")
    MENTION = "mention", _("someone mentions me")
    MESSAGE = "message", _("someone writes to me about an order or a hail")
    ANNOUNCEMENT = "announcement", _("an announcement in my group")
    REPORT = "report", _("a report of mine was looked into")
    APPEAL = "appeal", _("an objection of mine was decided")
    DRAFT = "draft", _("a draft of mine was published or not")
    ARCHIVE = "archive", _("my data are ready to fetch")
    EVIDENCE = "evidence", _("what I said of somebody was looked into")
    DUTY = "duty", _("something waits for me as a moderator")
    ENDORSED = "endorsed", _("someone endorses me")
    HAIL = "hail", _("someone needs what I could have")
    OFFER = "offer", _("someone answers my hail")
    HAIL_ENDED = "hail_ended", _("a hail that I answered is over")
    OUTCOME = "outcome", _("what became of a promise of mine")
    NEED = "need", _("what I asked to be told of is there")
    TOGETHER = "together", _("something that we buy together")


class Medium(models.TextChoices):
    IN_APP = "in_app", _("here")
    EMAIL = "email", _("by e-mail")
    PUSH = "push", _("on my device")


class Event(Claimable):
    """Something happened. Written in the transaction in which it did; a worker makes notifications of it.

    `reached` is the id of the last subscription told, for events with an audience.
    """

    kind = models.CharField(max_length=15, choices=Kind)
    key = models.CharField(max_length=80, unique=True, help_text="What happened; the same thing is told once.")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="The one person whom it is for, where what happened does not say so.",
    )
    post = models.ForeignKey("community.Post", models.CASCADE, null=True, blank=True, related_name="+")
    comment = models.ForeignKey("community.Comment", models.CASCADE, null=True, blank=True, related_name="+")
    subscription = models.ForeignKey("community.Subscription", models.CASCADE, null=True, blank=True, related_name="+")
    order = models.ForeignKey("shop.Order", models.CASCADE, null=True, blank=True, related_name="+")
    review = models.ForeignKey("shop.Review", models.CASCADE, null=True, blank=True, related_name="+")
    moderation = models.ForeignKey(
        "community.ModerationAction", models.CASCADE, null=True, blank=True, related_name="+"
    )
    evidence = models.ForeignKey("community.Evidence", models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey(
        "community.Group",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of a duty: whose keepers it is for; none: the staff.",
    )
    endorsement = models.ForeignKey("community.Endorsement", models.CASCADE, null=True, blank=True, related_name="+")
    call = models.ForeignKey("community.Call", models.CASCADE, null=True, blank=True, related_name="+")
    offer = models.ForeignKey("community.Offer", models.CASCADE, null=True, blank=True, related_name="+")
    hail = models.ForeignKey("community.Hail", models.CASCADE, null=True, blank=True, related_name="+")
    need_match = models.ForeignKey("community.NeedMatch", models.CASCADE, null=True, blank=True, related_name="+")
    need_turn = models.ForeignKey("community.NeedTurn", models.CASCADE, null=True, blank=True, related_name="+")
    group_buy = models.ForeignKey("community.GroupBuy", models.CASCADE, null=True, blank=True, related_name="+")
    participation = models.ForeignKey(
        "community.Participation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    reached = models.BigIntegerField(default=0)
    happened_at = models.DateTimeField(default=timezone.now)
    withdrawn = models.BooleanField(default=False, help_text="Taken back before it was read: told to nobody any more.")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None), name="event_open"),
            models.Index(fields=["id"], condition=Q(kind="duty", withdrawn=False), name="event_duty"),
        ]

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
    """One line in a person's bell; like events join the same line until it is read, and then begin a new `round`.

    Where the person wants a kind by other media only, the line is not `shown`: deliveries hang on it, and its round
    ends when one was sent.
    """

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=15, choices=Kind)
    group_key = models.CharField(max_length=80)
    latest = models.ForeignKey(Event, models.CASCADE, related_name="+", help_text="The event that it now speaks of.")
    count = models.PositiveIntegerField(default=1, help_text="Events of this round.")
    round = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    shown = models.BooleanField(default=True)
    digested = models.BigIntegerField(default=0, help_text="The latest event of it that a digest told of.")

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
    round = models.PositiveIntegerField(default=0, help_text="The round of the line that it was counted in.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="event_told_once")]
        indexes = [models.Index(fields=["notification", "round", "-event"], name="entry_of_round")]

    def __str__(self) -> str:
        return f"{self.event} → {self.person}"


class Delivery(Claimable):
    """A notification on its way by a medium other than the bell. `batch` is the event that set it off.

    `held` are those that waited for the end of quiet hours: they go together, in one message.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer wanted")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    medium = models.CharField(max_length=6, choices=Medium, default=Medium.EMAIL)
    batch = models.BigIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    held = models.BooleanField(default=False)
    single = models.BooleanField(default=False, help_text="Tells of its event alone, and not of all in the line.")

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


class Rhythm(models.Model):
    """When a person wants to be reached: quiet hours, a digest, and a pause of everything. Without a row there is none.

    `quiet_days` has a bit for each day on which quiet hours begin, Monday the lowest. Times are on the person's clock.
    A pause began at `paused_at`; without `paused_until` it lasts until the person ends it.
    """

    class Digest(models.TextChoices):
        NONE = "none", _("no digest")
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")

    EVERY_DAY = 0b1111111

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythm")
    quiet = models.BooleanField(default=False)
    quiet_start = models.TimeField(default=time(22))
    quiet_end = models.TimeField(default=time(8))
    quiet_days = models.PositiveSmallIntegerField(default=EVERY_DAY)
    digest = models.CharField(max_length=6, choices=Digest, default=Digest.NONE)
    digest_hour = models.PositiveSmallIntegerField(default=8)
    digest_weekday = models.PositiveSmallIntegerField(default=6, help_text="0 is Monday; for a weekly digest.")
    next_digest_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "rhythms"
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_until=None) | Q(paused_at__isnull=False, paused_until__gt=F("paused_at")),
                name="rhythm_pause_has_length",
            ),
            models.CheckConstraint(condition=Q(quiet_days__lte=127), name="rhythm_days"),
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="rhythm_hour"),
            models.CheckConstraint(condition=Q(digest_weekday__lte=6), name="rhythm_weekday"),
        ]
        indexes = [
            models.Index(fields=["next_digest_at"], condition=Q(next_digest_at__isnull=False), name="rhythm_due")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.digest}"

    @property
    def is_paused(self) -> bool:
        """Whether nothing goes out now."""
        return self.paused_at is not None and (self.paused_until is None or self.paused_until > timezone.now())


class Digest(Claimable):
    """One person's mail of what they have not read, for one period such as 2026-11-25 or 2026-W48."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        EMPTY = "empty", _("nothing to tell")
        DROPPED = "dropped", _("no longer wanted")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    period = models.CharField(max_length=10)
    since = models.DateTimeField(help_text="Lines that moved after this are in it.")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["person", "period"], name="digest_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="digest_open")]

    def __str__(self) -> str:
        return f"{self.person} {self.period}"
