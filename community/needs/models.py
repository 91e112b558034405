"""Needs that stand: hails that come back every week, and what one wants to be told of when it is there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.channels.models import Subscription
from community.groups.models import Group
from community.hail.models import CELL, MAX_RADIUS, Audience
from community.people.models import Block
from community.posts.models import Post
from community.shelves.models import ShelfItem
from config.kit.claims import Claimable
from config.kit.geo import Place
from config.kit.money import Money
from config.kit.references import ReferenceField
from shop.catalog.models import Product


class StandingNeedQuerySet(models.QuerySet["StandingNeed"]):
    def visible_to(self, person: Any) -> StandingNeedQuerySet:
        """One's own, whether they stand or ended."""
        return self.filter(person=person) if person.is_authenticated else self.none()

    def standing(self) -> StandingNeedQuerySet:
        return self.filter(ended_at=None, person__is_active=True)


class StandingNeed(models.Model):
    """What a person needs again and again (a hail every week), or wants to be told of when it appears in their groups.

    A weekly one holds what a hail is made of, and its weekday (0 is Monday) and hour on the person's own clock; a
    watching one has words, tags, and perhaps the groups in which alone it looks.
    """

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        WATCH = "watch", _("tell me when")

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="standing_needs")
    kind = models.CharField(max_length=6, choices=Kind)
    text = models.CharField(max_length=500, blank=True)
    budget = models.PositiveBigIntegerField(null=True, blank=True, help_text="Minor units, for all of it.")
    currency = models.CharField(max_length=3, default="CNY")
    needed_in = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="By when: so many days after it is asked."
    )
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.EVERYONE)
    radius = models.PositiveIntegerField(default=3000, help_text="Metres, where those nearby may answer.")
    place_name = models.CharField(max_length=60, blank=True)
    lat_cell = models.SmallIntegerField(null=True, blank=True, help_text="Hundredths of a degree.")
    lon_cell = models.SmallIntegerField(null=True, blank=True, help_text="Hundredths of a degree.")
    hours = models.PositiveSmallIntegerField(default=24, help_text="For how long each hail stands.")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 is Monday.")
    hour = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    idempotency_key = models.CharField(max_length=64, blank=True, editable=False)

    tags = TaggableManager(blank=True)
    objects = StandingNeedQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "idempotency_key"], condition=~Q(idempotency_key=""), name="need_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="weekly", weekday__lte=6, hour__lte=23) | Q(kind="watch", weekday=None, hour=None),
                name="need_weekly_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(lat_cell=None, lon_cell=None)
                | Q(lat_cell__gte=-9000, lat_cell__lte=9000, lon_cell__gte=-18000, lon_cell__lte=18000),
                name="need_area_on_earth",
            ),
            models.CheckConstraint(
                condition=~Q(audience="nearby") | Q(lat_cell__isnull=False), name="need_nearby_has_area"
            ),
            models.CheckConstraint(condition=Q(radius__lte=MAX_RADIUS), name="need_radius"),
            models.CheckConstraint(condition=~Q(kind="weekly", text=""), name="need_weekly_says_what"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="need_of_person")]

    def __str__(self) -> str:
        return self.text[:40] or self.reference

    @property
    def is_weekly(self) -> bool:
        return self.kind == self.Kind.WEEKLY

    @property
    def stands(self) -> bool:
        return self.ended_at is None

    @property
    def money(self) -> Money | None:
        return Money(self.budget, self.currency) if self.budget is not None else None

    @property
    def place(self) -> Place | None:
        """The middle of the rough area."""
        if self.lat_cell is None or self.lon_cell is None:
            return None
        return Place(self.lat_cell * CELL, self.lon_cell * CELL)


class NeedGroup(models.Model):
    """A group that was named: in which a weekly need is asked, or in which alone a watching one looks."""

    need = models.ForeignKey(StandingNeed, models.CASCADE, related_name="in_groups")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "group"], name="need_in_group_once")]

    def __str__(self) -> str:
        return f"{self.need} · {self.group}"


class NeedTurn(Claimable):
    """A day on which a weekly need is asked, and what came of it. `day` is on the person's calendar; a need has one
    turn ahead at a time, and never two on a day."""

    class Outcome(models.TextChoices):
        AHEAD = "ahead", _("ahead")
        POSTED = "posted", _("asked")
        SKIPPED = "skipped", _("skipped")
        REFUSED = "refused", _("not asked")

    need = models.ForeignKey(StandingNeed, models.CASCADE, related_name="turns")
    day = models.DateField()
    outcome = models.CharField(max_length=7, choices=Outcome, default=Outcome.AHEAD)
    hail = models.OneToOneField("community.Hail", models.SET_NULL, null=True, blank=True, related_name="turn")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was not asked, as its person was told.")

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["need", "day"], name="need_turn_once_a_day"),
            models.UniqueConstraint(fields=["need"], condition=Q(done_at=None), name="need_one_turn_ahead"),
            models.CheckConstraint(
                condition=Q(outcome="ahead", done_at=None) | (~Q(outcome="ahead") & Q(done_at__isnull=False)),
                name="need_turn_ahead_or_done",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="need_turn_open")]

    def __str__(self) -> str:
        return f"{self.need} {self.day}"


class NeedTerm(models.Model):
    """A word by which a watching need is found while it stands; `is_tag` where it is a whole tag that was chosen."""

    need = models.ForeignKey(StandingNeed, models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=24)
    is_tag = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "term"], name="need_term_once")]
        indexes = [models.Index(fields=["term", "need"], name="need_postings")]

    def __str__(self) -> str:
        return f"{self.need}: {self.term}"


class Arrival(Claimable):
    """Something that needs may wait for came or changed: a product, or a post in a group.

    `wanted` counts up with each change, so that none is missed while a worker looks; `reached` is the last need that it
    was held against.
    """

    product = models.OneToOneField(Product, models.CASCADE, null=True, blank=True, related_name="arrival")
    post = models.OneToOneField(Post, models.CASCADE, null=True, blank=True, related_name="arrival")
    wanted = models.PositiveIntegerField(default=1)
    reached = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(product=None, post__isnull=False) | Q(product__isnull=False, post=None),
                name="arrival_of_exactly_one",
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="arrival_open")]

    def __str__(self) -> str:
        return str(self.product or self.post)


class NeedMatchQuerySet(models.QuerySet["NeedMatch"]):
    def visible_to(self, person: Any) -> NeedMatchQuerySet:
        """What was found for the person's own needs, as long as they may see it and it is still there: they are in
        the group; the product is on sale, by a member of the group or on its shelf; the post may be read."""
        if not person.is_authenticated:
            return self.none()
        members = Subscription.objects.active().filter(channel__group=OuterRef("group"))
        seller = Exists(members.filter(person=OuterRef("product__store__owner")))
        shelf = ShelfItem.objects.visible_to(person).filter(group=OuterRef("group"), product=OuterRef("product"))
        goods = Product.objects.visible_to(person).published().exclude(store__owner__in=Block.between(person))
        a_product = Q(seller | Exists(shelf), product__in=goods)
        a_post = Q(post__in=Post.objects.visible_to(person))
        mine = self.filter(Exists(members.filter(person=person)), need__person=person, group__closed_at=None)
        return mine.filter(a_product | a_post)


class NeedMatch(models.Model):
    """That something was there for a watching need, in `group`: told once a thing and need."""

    need = models.ForeignKey(StandingNeed, models.CASCADE, related_name="matches")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    product = models.ForeignKey(Product, models.CASCADE, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)

    objects = NeedMatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["need", "product"], condition=Q(post=None), name="need_product_once"),
            models.UniqueConstraint(fields=["need", "post"], condition=Q(product=None), name="need_post_once"),
            models.CheckConstraint(
                condition=Q(product=None, post__isnull=False) | Q(product__isnull=False, post=None),
                name="match_of_exactly_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} ← {self.thing}"

    def get_absolute_url(self) -> str:
        return str(self.thing.get_absolute_url())

    @property
    def thing(self) -> Any:
        """The product or the post."""
        return self.product or self.post
