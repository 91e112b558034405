"""Groups, and invitations into them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.references import ReferenceField
from content.pictures.models import readable_through


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, person: Any) -> GroupQuerySet:
        """Groups whose front one may see: all but the hidden ones, which only their active members see. Never a
        group that banned one."""
        from community.channels.models import Subscription

        if person.is_authenticated and person.is_staff:
            return self
        open_groups = self.filter(closed_at=None)
        listed = ~Q(access=Group.Access.HIDDEN)
        if not person.is_authenticated:
            return open_groups.filter(listed)
        mine = Subscription.objects.filter(person=person, channel__group=OuterRef("pk"))
        active, banned = Subscription.State.ACTIVE, Subscription.State.BANNED
        return open_groups.filter(listed | Exists(mine.filter(state=active))).exclude(Exists(mine.filter(state=banned)))

    def listed(self) -> GroupQuerySet:
        """Those that lists and searches may name: open, and not hidden."""
        return self.filter(closed_at=None).exclude(access=Group.Access.HIDDEN)

    def joined_by(self, person: Any) -> GroupQuerySet:
        """Groups in which the person is an active member."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(
            closed_at=None, channel__subscriptions__person=person, channel__subscriptions__state="active"
        )


class Group(models.Model):
    """People around a thing they care about. Posts belong to its channel."""

    class Access(models.TextChoices):
        PUBLIC = "public", _("public")
        ASK = "ask", _("ask to join")
        INVITE = "invite", _("by invitation only")
        HIDDEN = "hidden", _("hidden")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True)
    rules = models.TextField(blank=True, help_text="Markdown.")
    rules_version = models.PositiveIntegerField(default=1, help_text="Counted up whenever the rules change.")
    questions = models.JSONField(default=list, blank=True, help_text="What is asked of those who ask to join.")
    photo = models.ForeignKey("content.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    access = models.CharField(max_length=6, choices=Access, default=Access.PUBLIC)
    place_name = models.CharField(max_length=60, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_groups")
    announced_at = models.DateTimeField(null=True, blank=True, help_text="When the last announcement was made.")
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.slug])


@readable_through
def photos_of_groups(person: Any) -> Q:
    """The photo of a hidden group is seen by whoever sees the group."""
    return Q(pk__in=Group.objects.visible_to(person).filter(photo__isnull=False).values("photo_id"))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self) -> InvitationQuerySet:
        """Not revoked, not expired, not used up. Asks nothing of other tables, so that an update that is made to
        wait for another asks again of the row as it is then."""
        unexpired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        unspent = Q(max_uses=None) | Q(uses__lt=F("max_uses"))
        return self.filter(unexpired, unspent, revoked_at=None)

    def visible_to(self, person: Any) -> InvitationQuerySet:
        """Whoever holds an invitation sees it, spent or not, but not into a group that banned them."""
        from community.channels.models import Subscription

        if not person.is_authenticated:
            return self
        mine = Subscription.objects.filter(person=person, channel__group=OuterRef("group"))
        return self.exclude(Exists(mine.filter(state=Subscription.State.BANNED)))


class Invitation(models.Model):
    """A link or QR code that lets its holder join a group."""

    reference = ReferenceField()
    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    max_uses = models.PositiveIntegerField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_uses=None) | Q(uses__lte=F("max_uses")), name="invitation_not_overused"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("invitation", args=[self.reference])

    @property
    def uses_left(self) -> int | None:
        """How many it lets in still; None where there is no limit."""
        return None if self.max_uses is None else max(0, self.max_uses - self.uses)

    @property
    def is_usable(self) -> bool:
        expired = self.expires_at is not None and self.expires_at <= timezone.now()
        used_up = self.max_uses is not None and self.uses >= self.max_uses
        return self.revoked_at is None and not expired and not used_up


class HandOver(models.Model):
    """The owner offers the group to a member; it becomes theirs when they accept."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    group = models.ForeignKey(Group, models.CASCADE, related_name="hand_overs")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(state="open"), name="one_open_hand_over"),
            models.CheckConstraint(condition=~Q(offered_by=F("to")), name="hand_over_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.group} → {self.to}"
