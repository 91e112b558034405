"""Hails: what somebody needs, told to those who could have it, until it is waved off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from community.channels.models import Subscription
from community.people.models import Block
from config.kit.geo import MICRO, Place
from config.kit.money import Money
from config.kit.references import ReferenceField
from content.pictures.models import readable_through

# A rough area is a cell of a hundredth of a degree: about a kilometre. The columns can hold nothing more exact.
CELL = MICRO // 100
MAX_RADIUS = 50_000


class Audience(models.TextChoices):
    """Who may answer."""

    GROUPS = "groups", _("my groups")
    TRUSTED = "trusted", _("people my people trust")
    NEARBY = "nearby", _("nearby")
    EVERYONE = "everyone", _("everyone")


class HailQuerySet(models.QuerySet["Hail"]):
    def open(self, now: datetime | None = None) -> HailQuerySet:
        """Those that can be answered now: whether a worker has closed what ran out does not matter."""
        return self.filter(state=Hail.State.OPEN, hidden_at=None, expires_at__gt=now or timezone.now())

    def mine(self, person: Any) -> HailQuerySet:
        return self.filter(person=person) if person.is_authenticated else self.none()

    def called_to(self, person: Any) -> HailQuerySet:
        """Open ones to which a store of the person was called, but for those of people who blocked them.

        Whom the person blocked is not asked: a hail that goes with a block would tell whose it is, and one could try
        one member after another. Of those that are asked in groups, as long as one is in one of them.
        """
        if not person.is_authenticated or not person.is_active:
            return self.none()
        calls = apps.get_model("community", "Call").objects
        mine = Exists(calls.filter(hail=OuterRef("pk"), store__owner=person, ended_at=None))
        members = Subscription.objects.active().filter(person=person, channel__group=OuterRef("group"))
        asked = HailGroup.objects.filter(Exists(members), hail=OuterRef("pk"), group__closed_at=None)
        reached = ~Q(audience=Audience.GROUPS) | Exists(asked)
        return self.open().filter(mine, reached, person__is_active=True).exclude(person__in=Block.against(person))

    def asked_in_groups_of(self, person: Any, group: Any = None) -> HailQuerySet:
        """Open ones asked in a group (in `group`, where it is given) of which both the hailer and the person are
        members, but for those of people who blocked the person (`called_to` says why not the other way)."""
        if not person.is_authenticated or not person.is_active:
            return self.none()
        asked = HailGroup.objects.filter(hail=OuterRef("pk"), group__closed_at=None)
        members = Subscription.objects.active().filter(channel__group=OuterRef("group"))
        asked = asked.filter(
            Exists(members.filter(person=person)), Exists(members.filter(person=OuterRef("hail__person")))
        )
        if group is not None:
            asked = asked.filter(group=group)
        rows = self.open().filter(Exists(asked), audience=Audience.GROUPS, person__is_active=True)
        # What ended between the two stays ended, also once a block is taken back.
        calls = apps.get_model("community", "Call").objects.filter(store__owner=person, ended_at__isnull=False)
        rows = rows.exclude(Exists(calls.filter(hail=OuterRef("pk"))))
        return rows.exclude(person__in=Block.against(person))

    def visible_to(self, person: Any) -> HailQuerySet:
        """One's own; open ones to which one is called, or asked in a group of one's; and one that was settled with
        a store of one's. Once it is waved off, or its time is over, nobody else sees it. The staff sees all."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        settled = Q(state=Hail.State.CHOSEN, offers__state="chosen", offers__seller=person)
        settled |= Q(state=Hail.State.TOGETHER, offers__state="together", offers__seller=person)
        chosen = self.filter(settled).values("pk")
        seen = Q(pk__in=self.called_to(person).values("pk"))
        seen |= Q(pk__in=self.asked_in_groups_of(person).values("pk"))
        return self.filter(Q(person=person) | seen | Q(pk__in=chosen))


class Hail(models.Model):
    """What a person needs, until they choose an offer, wave it off, or its time is over.

    Who hails is known to nobody but themselves until they choose: see `fronts`.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("hail", "open")
        CHOSEN = "chosen", _("settled")
        WAVED_OFF = "waved_off", _("waved off")
        EXPIRED = "expired", _("time is over")
        TOGETHER = "together", _("bought together")

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hails")
    text = models.CharField(max_length=500)
    budget = models.PositiveBigIntegerField(null=True, blank=True, help_text="Minor units, for all of it.")
    currency = models.CharField(max_length=3, default="CNY")
    needed_on = models.DateField(null=True, blank=True, help_text="By when, on the hailer's calendar.")
    audience = models.CharField(max_length=8, choices=Audience)
    radius = models.PositiveIntegerField(default=3000, help_text="Metres, where those nearby may answer.")
    place_name = models.CharField(max_length=60, blank=True, help_text="The rough area, as people say it.")
    lat_cell = models.SmallIntegerField(null=True, blank=True, help_text="Hundredths of a degree.")
    lon_cell = models.SmallIntegerField(null=True, blank=True, help_text="Hundredths of a degree.")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="By a moderator.")
    hidden_reason = models.CharField(max_length=200, blank=True)
    searched_at = models.DateTimeField(null=True, blank=True, help_text="When those who fit were last looked for.")
    idempotency_key = models.CharField(max_length=64, blank=True, editable=False)

    tags = TaggableManager(blank=True)
    objects = HailQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "idempotency_key"], condition=~Q(idempotency_key=""), name="hail_posted_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "chosen", "waved_off", "expired", "together")), name="hail_state"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="hail_closed_or_open",
            ),
            models.CheckConstraint(
                condition=Q(lat_cell=None, lon_cell=None)
                | Q(lat_cell__gte=-9000, lat_cell__lte=9000, lon_cell__gte=-18000, lon_cell__lte=18000),
                name="hail_area_on_earth",
            ),
            models.CheckConstraint(
                condition=~Q(audience="nearby") | Q(lat_cell__isnull=False), name="hail_nearby_has_area"
            ),
            models.CheckConstraint(condition=Q(radius__lte=MAX_RADIUS), name="hail_radius"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="hail_lasts"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="hail_mine"),
            models.Index(fields=["expires_at"], condition=Q(state="open"), name="hail_expiry"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        return reverse("hail", args=[self.reference])

    @property
    def money(self) -> Money | None:
        """The budget."""
        return Money(self.budget, self.currency) if self.budget is not None else None

    @property
    def place(self) -> Place | None:
        """The middle of the rough area."""
        if self.lat_cell is None or self.lon_cell is None:
            return None
        return Place(self.lat_cell * CELL, self.lon_cell * CELL)

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now."""
        return self.state == self.State.OPEN and self.hidden_at is None and self.expires_at > timezone.now()

    @property
    def ended_as(self) -> str:
        """What became of it; "expired" as soon as its time is over, "open" while it can be answered."""
        if self.hidden_at is not None:
            return "hidden"
        is_over = self.state == self.State.OPEN and self.expires_at <= timezone.now()
        return str(self.State.EXPIRED if is_over else self.state)


class HailGroup(models.Model):
    """A group in which a hail is asked."""

    hail = models.ForeignKey(Hail, models.CASCADE, related_name="in_groups")
    group = models.ForeignKey("community.Group", models.CASCADE, related_name="hails")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hail", "group"], name="hail_in_group_once")]

    def __str__(self) -> str:
        return f"{self.hail} · {self.group}"


class HailPicture(models.Model):
    """A photo of what is needed, in the order its hailer chose."""

    hail = models.ForeignKey(Hail, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_hails")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.hail} {self.position}"


@readable_through
def pictures_of_hails(person: Any) -> Q:
    """A hail's photos are seen by whoever may read the hail."""
    return Q(pk__in=HailPicture.objects.filter(hail__in=Hail.objects.visible_to(person)).values("picture_id"))


class Second(models.Model):
    """That somebody in the group needs the same: "me too"."""

    hail = models.ForeignKey(Hail, models.CASCADE, related_name="seconds")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seconded")
    quantity = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["hail", "person"], name="seconded_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=999), name="second_quantity"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.hail}"


class HailDraft(models.Model):
    """A hail that somebody is writing: every word as it was typed, one a person."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hail_draft")
    typed = models.JSONField(default=dict, help_text="The form's fields by name.")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.typed.get("text", ""))[:40]


class HailDraftPicture(models.Model):
    """A photo of such a draft."""

    draft = models.ForeignKey(HailDraft, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("content.Picture", models.CASCADE, related_name="hung_in_hail_drafts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.draft} {self.position}"
