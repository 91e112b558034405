"""Channels, where posts belong, and subscriptions, through which people read them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group
from community.people.models import Block
from community.picks.models import PickList
from shop.stores.models import Store


class ChannelQuerySet(models.QuerySet["Channel"]):
    def readable_by(self, person: Any) -> ChannelQuerySet:
        """Channels whose posts `person` may read: a store's, a person's and a list's while those are in public, a
        public group's unless banned, and any other group's only as an active member."""
        public = (
            Q(Exists(Store.objects.visible_to(person).filter(pk=OuterRef("store_id"))), kind=Channel.Kind.STORE)
            | Q(kind=Channel.Kind.PERSON, person__is_active=True)
            | Q(Exists(PickList.objects.visible_to(person).filter(pk=OuterRef("picks_id"))), kind=Channel.Kind.PICKS)
            | Q(kind=Channel.Kind.GROUP, group__access=Group.Access.PUBLIC, group__closed_at=None)
        )
        if not person.is_authenticated:
            return self.filter(public)
        mine = Subscription.objects.filter(person=person, channel=OuterRef("pk"))
        active, banned = Subscription.State.ACTIVE, Subscription.State.BANNED
        member = Q(kind=Channel.Kind.GROUP, group__closed_at=None) & Exists(mine.filter(state=active))
        blocked = Q(kind=Channel.Kind.PERSON, person__in=Block.between(person))
        return self.filter(public | member).exclude(blocked).exclude(Exists(mine.filter(state=banned)))


class Channel(models.Model):
    """A group's, a store's, a person's or a list of picks' stream of posts. A post belongs to exactly one."""

    class Kind(models.TextChoices):
        GROUP = "group", _("group")
        STORE = "store", _("store")
        PERSON = "person", _("person")
        PICKS = "picks", _("picks")

    kind = models.CharField(max_length=6, choices=Kind)
    group = models.OneToOneField("community.Group", models.CASCADE, null=True, blank=True, related_name="channel")
    store = models.OneToOneField("shop.Store", models.CASCADE, null=True, blank=True, related_name="channel")
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="channel"
    )
    picks = models.OneToOneField("community.PickList", models.CASCADE, null=True, blank=True, related_name="channel")

    objects = ChannelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False, store=None, person=None, picks=None)
                | Q(kind="store", group=None, store__isnull=False, person=None, picks=None)
                | Q(kind="person", group=None, store=None, person__isnull=False, picks=None)
                | Q(kind="picks", group=None, store=None, person=None, picks__isnull=False),
                name="channel_of_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        return self.subject.get_absolute_url()

    @property
    def subject(self) -> Any:
        """The group, store, person or list whose channel this is."""
        return self.group or self.store or self.person or self.picks


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def active(self) -> SubscriptionQuerySet:
        return self.filter(state=Subscription.State.ACTIVE)

    def keepers(self) -> SubscriptionQuerySet:
        """The active owners and moderators of groups."""
        return self.active().filter(role__in=Subscription.KEEPING)

    def heard(self) -> SubscriptionQuerySet:
        """Active and not silenced now: what a home feed is made of."""
        return self.active().filter(Q(muted_until=None) | Q(muted_until__lte=timezone.now()))

    def members_visible_to(self, person: Any) -> SubscriptionQuerySet:
        """Active members of groups whose posts `person` may read, without people blocked either way."""
        readable = Channel.objects.readable_by(person).filter(kind=Channel.Kind.GROUP)
        seen = self.active().filter(channel__in=readable, person__is_active=True)
        return seen.exclude(person__in=Block.between(person)) if person.is_authenticated else seen


class Subscription(models.Model):
    """A person's tie to a channel: membership of a group, or following a store, a person or a list."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        MODERATOR = "moderator", _("moderator")
        OWNER = "owner", _("owner")

    KEEPING = (Role.MODERATOR, Role.OWNER)

    class State(models.TextChoices):
        PENDING = "pending", _("asked to join")
        ACTIVE = "active", _("active")
        LEFT = "left", _("left")
        BANNED = "banned", _("banned")

    class Level(models.TextChoices):
        ALL = "all", _("every post")
        GATHERED = "gathered", _("gathered")
        MENTIONS = "mentions", _("only what is meant for me")
        NONE = "none", _("nothing")

    class ShownTo(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        MEMBERS = "members", _("members of the group")
        NOBODY = "nobody", _("nobody")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="subscriptions")
    role = models.CharField(max_length=9, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=7, choices=State, default=State.ACTIVE)
    level = models.CharField(max_length=8, choices=Level, default=Level.GATHERED)
    muted_until = models.DateTimeField(null=True, blank=True, help_text="Silenced in the home feed until then.")
    joined_post_id = models.BigIntegerField(default=0, help_text="The newest post of the channel when it began.")
    note = models.CharField(max_length=200, blank=True, help_text="What the person said when asking to join.")
    answers = models.JSONField(default=list, blank=True, help_text="To the group's questions, until it is decided.")
    shown_to = models.CharField(
        max_length=8,
        choices=ShownTo,
        blank=True,
        db_default="",
        help_text="Who sees on the person's page that they are in the group; by default whoever may read the group.",
    )
    rules_version = models.PositiveIntegerField(default=0, help_text="The version of the rules that was accepted.")
    admitted = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whether the group let them in, rather than that they walked into a public one.",
    )
    began_at = models.DateTimeField(default=timezone.now, help_text="When this membership or following began.")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "channel"], name="one_subscription_each"),
            models.UniqueConstraint(fields=["channel"], condition=Q(role="owner"), name="one_owner_each"),
        ]
        indexes = [
            models.Index(fields=["person", "state", "channel"], name="subscription_reader"),
            models.Index(fields=["channel", "state", "id"], name="subscription_audience"),
            models.Index(fields=["changed_at"], name="subscription_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.channel}"

    @property
    def is_muted(self) -> bool:
        return self.muted_until is not None and self.muted_until > timezone.now()

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def is_keeper(self) -> bool:
        """Whether it is of the group's owner or of one of its moderators."""
        return self.is_active and self.role in self.KEEPING
