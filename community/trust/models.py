"""What is known of people by what they did: facts that count, what is said against them, and whom the site verified."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.kit.append_only import append_only
from config.kit.references import ReferenceField

REASON_LENGTH = 200


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, person: Any) -> EvidenceQuerySet:
        """Facts that are about the person or that they bear out, countered or not; the staff sees all."""
        if not person.is_authenticated:
            return self.none()
        rows = self.facts()
        return rows if person.is_staff else rows.filter(Q(about=person.pk) | Q(by=person.pk))

    def facts(self) -> EvidenceQuerySet:
        """What was said, without the rows that take it back.

        Not `counters=None`: SQLite without statistics takes the index of a unique column for the best one, for its
        empty values too, and reads the whole ledger: with 1.3 million rows that took 14 s, and this less than 1 ms.
        """
        counters = Coalesce("counters_id", Value(0), output_field=models.BigIntegerField())
        return self.alias(takes_back=counters).filter(takes_back=0)

    def standing(self) -> EvidenceQuerySet:
        """Facts that nothing has countered."""
        return self.facts().filter(countered_by=None)

    def heard(self) -> EvidenceQuerySet:
        """Facts by people whose voice counts: neither suspended nor closed nor frozen."""
        frozen = Freeze.objects.filter(person=OuterRef("by"), ended_at=None)
        return self.filter(~Exists(frozen), by__is_active=True)


@append_only()
class Evidence(models.Model):
    """A fact that counts for or against a person: who bears it out, about whom, and what it came from.

    Rows are added and never changed. What no longer holds gets a counter-row, which `counters` it; the pair then
    counts nothing. A store is its owner.
    """

    class Kind(models.IntegerChoices):
        """The numbers are those of `community.trust.score`."""

        ENDORSED = 0, _("endorsed")
        CONTENT = 1, _("bought, and content")
        NOT_CONTENT = 2, _("bought, and not content")
        KEPT = 3, _("promise kept")
        BROKEN = 4, _("promise broken")
        REPORTED = 5, _("report upheld")
        USEFUL = 6, _("answer found useful")

    class Why(models.TextChoices):
        """Why a fact no longer counts."""

        WITHDRAWN = "withdrawn", _("it was taken back")
        CHANGED = "changed", _("they see it otherwise now")
        REFUNDED = "refunded", _("the order was refunded")
        SETTLED = "settled", _("the buyer is content with how it was settled")
        HIDDEN = "hidden", _("what was said is hidden")
        UNDONE = "undone", _("the decision was taken back")
        DISPUTED = "disputed", _("it was struck out after an objection")
        CLOSED = "closed", _("whoever said it closed their account")

    AGAINST = (Kind.NOT_CONTENT, Kind.BROKEN, Kind.REPORTED)

    reference = ReferenceField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence_given", db_index=False)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence", db_index=False)
    kind = models.PositiveSmallIntegerField(choices=Kind)
    topic = models.ForeignKey("taggit.Tag", models.PROTECT, null=True, blank=True, related_name="+")
    source_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", db_index=False)
    source_id = models.BigIntegerField()
    source = GenericForeignKey("source_type", "source_id")
    turn = models.PositiveSmallIntegerField(
        default=0, help_text="Counts up where the same source says the same again after it was countered."
    )
    counters = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="countered_by", help_text="The row it takes back."
    )
    why = models.CharField(max_length=9, choices=Why, blank=True, help_text="Of a row that takes another back.")
    at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "by", "about", "kind", "turn"],
                condition=Q(counters=None),
                name="evidence_once",
            ),
            models.CheckConstraint(condition=~Q(by=F("about")), name="evidence_not_of_oneself"),
            models.CheckConstraint(
                condition=Q(counters=None, why="") | (Q(counters__isnull=False) & ~Q(why="")),
                name="evidence_countered_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["about", "-id"], name="evidence_about"),
            models.Index(fields=["by", "-id"], name="evidence_by"),
            models.Index(fields=["source_type", "source_id"], name="evidence_source"),
        ]

    def __str__(self) -> str:
        return f"{self.by} → {self.about}: {self.get_kind_display()}"

    @property
    def is_against(self) -> bool:
        """Whether it speaks against whom it is about."""
        return self.kind in self.AGAINST


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def waiting(self) -> DisputeQuerySet:
        """Not decided yet; whoever closed their account waits for no answer any more."""
        return self.filter(decided_at=None).exclude(person__closed_at__isnull=False)


@append_only(
    links=("person_id", "decided_by_id"),
    words=("text",),
    later=("outcome", "answer", "decided_at", "decided_by_id"),
    sealed_by="decided_at",
)
class Dispute(models.Model):
    """Whom a fact is about says that it is wrong: once, and the staff decides."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("agreed: it no longer counts")
        REFUSED = "refused", _("not agreed: it stands")

    reference = ReferenceField()
    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="dispute")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="disputes")
    text = models.CharField(max_length=1000, help_text="Empty once whoever wrote it closed their account.")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    answer = models.CharField(max_length=REASON_LENGTH, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("objection to evidence")
        verbose_name_plural = _("objections to evidence")
        indexes = [models.Index(fields=["id"], condition=Q(decided_at=None), name="dispute_open")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("mod_dispute", args=[self.reference])

    @property
    def decision(self) -> str:
        """What was decided, in words for pages; "" while it waits."""
        if self.decided_at is None:
            return ""
        is_upheld = self.outcome == self.Outcome.UPHELD
        return gettext("Agreed: it no longer counts") if is_upheld else gettext("Not agreed: it still counts")


class Verification(models.Model):
    """The site knows who this is: trust that nobody else has given starts from such people."""

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="verifications")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_verification_each")
        ]

    def __str__(self) -> str:
        return str(self.person)


class Freeze(models.Model):
    """What a person says of others does not count, until it is lifted: for rings that praise each other."""

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="freezes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH)
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("frozen voice")
        verbose_name_plural = _("frozen voices")
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_freeze_each")]

    def __str__(self) -> str:
        return str(self.person)
