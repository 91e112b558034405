"""Who is called to a hail, and when sellers want to be."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.hail.models import Hail
from config.kit.claims import Claimable
from config.kit.references import ReferenceField
from shop.stores.models import Store

MOST_AN_HOUR = 60


class Wave(Claimable):
    """Some more stores are to be called to a hail; `by_hand` where the hailer asked for it."""

    hail = models.ForeignKey(Hail, models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    by_hand = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["hail", "number"], name="wave_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="wave_open")]

    def __str__(self) -> str:
        return f"{self.hail} {self.number}"


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, person: Any) -> CallQuerySet:
        """Those of one's own stores, as long as one may see the hail; the staff sees all."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        return self.filter(store__owner=person, ended_at=None, hail__in=Hail.objects.visible_to(person))

    def standing_for(self, person: Any) -> CallQuerySet:
        """Those of one's own stores that bind one to the hailer: their hail can be answered, or it was settled with
        this store. The staff has no more of them than others."""
        if not person.is_authenticated or not person.is_active:
            return self.none()
        mine = self.model._default_manager.filter(store__owner=person)
        chosen = mine.filter(hail__state=Hail.State.CHOSEN, offers__state="chosen")
        open_now = Q(hail__in=Hail.objects.called_to(person), ended_at=None)
        return self.filter(open_now | Q(pk__in=chosen.values("pk")), store__owner=person)

    def waiting_for(self, person: Any) -> CallQuerySet:
        """Those that the person can answer now and has not put aside."""
        if not person.is_authenticated:
            return self.none()
        mine = self.filter(store__owner=person, declined_at=None, ended_at=None)
        return mine.filter(hail__in=Hail.objects.called_to(person))

    def unanswered(self) -> CallQuerySet:
        """Those to which no offer was made yet."""
        return self.filter(answered_at=None)


class Call(models.Model):
    """That a store was called to a hail, and why; `reasons` is read by `calling.wording`.

    `wave` is 0 where nobody called it and its owner answered what they read in a group.
    """

    reference = ReferenceField()
    hail = models.ForeignKey(Hail, models.CASCADE, related_name="calls", db_index=False)
    store = models.ForeignKey("shop.Store", models.CASCADE, related_name="calls", db_index=False)
    wave = models.PositiveSmallIntegerField(default=0)
    fit = models.PositiveSmallIntegerField(default=0, help_text="Thousandths: how well it fits, as it was counted.")
    reasons = models.JSONField(default=list)
    called_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True, help_text="Put aside by the seller.")
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When the first offer was made.")
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="Over between these two, whatever becomes of the hail: one blocked the other."
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["hail", "store"], name="called_once")]
        indexes = [models.Index(fields=["store", "-called_at"], name="call_of_store")]

    def __str__(self) -> str:
        return f"{self.store} ← {self.hail}"

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.reference])


class Duty(models.Model):
    """What, when and how far a store wants to be called for; without a row: anything, always, however far.

    Times are on the owner's clock; `days` has a bit for each day, Monday the lowest. `opens` after `closes` is a night.
    """

    EVERY_DAY = 0b1111111

    store = models.OneToOneField("shop.Store", models.CASCADE, related_name="duty")
    is_on = models.BooleanField(default=True)
    off_until = models.DateTimeField(null=True, blank=True, help_text="Off duty until then.")
    words = models.CharField(max_length=200, blank=True, help_text="Only what has to do with one of these.")
    radius = models.PositiveIntegerField(null=True, blank=True, help_text="Metres.")
    days = models.PositiveSmallIntegerField(default=EVERY_DAY)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    most_an_hour = models.PositiveSmallIntegerField(default=6)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(condition=Q(days__lte=127), name="duty_days"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                name="duty_has_both_ends",
            ),
            models.CheckConstraint(
                condition=Q(most_an_hour__gte=1, most_an_hour__lte=MOST_AN_HOUR), name="duty_most_an_hour"
            ),
        ]

    def __str__(self) -> str:
        return str(self.store)


class StoreTermQuerySet(models.QuerySet["StoreTerm"]):
    def callable(self) -> StoreTermQuerySet:
        """Those of stores where one can buy now."""
        return self.filter(Exists(Store.objects.selling().filter(pk=OuterRef("store"))))


class StoreTerm(models.Model):
    """A word by which a store is found, the best place where it stands, and the product that it stands for.

    `cell` is where the store is (`calling.cells`), repeated here so that a word and a place are one index.
    """

    class Source(models.IntegerChoices):
        TAG = 4, _("tag")
        NAME = 3, _("name")
        KNOWS = 2, _("what the seller knows")
        STORE = 1, _("the store's own words")

    store = models.ForeignKey("shop.Store", models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=24)
    source = models.PositiveSmallIntegerField(choices=Source)
    product = models.ForeignKey("shop.Product", models.CASCADE, null=True, related_name="+")
    cell = models.IntegerField(null=True)

    objects = StoreTermQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "term"], name="store_term_once")]
        indexes = [
            models.Index(fields=["term", "-source", "store"], name="term_postings"),
            models.Index(fields=["term", "cell"], name="term_in_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.store}: {self.term}"


class TermsDue(Claimable):
    """A store's words are to be read anew. `wanted` counts up with each change, so that none is missed while a worker
    reads."""

    store = models.OneToOneField("shop.Store", models.CASCADE, related_name="terms_due")
    wanted = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "terms due"
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="terms_due_open")]

    def __str__(self) -> str:
        return str(self.store)
