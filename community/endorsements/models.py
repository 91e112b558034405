"""Endorsements: "I trust Lin about tea", with a sentence, for all to see and to be withdrawn at once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel, Subscription
from community.endorsements.backing import shared_groups, with_deals
from community.people.models import Block
from config.kit.references import ReferenceField

MOST_STANDING = 30
SENTENCE_LENGTH = 140


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def standing(self) -> EndorsementQuerySet:
        """Not withdrawn. Those that a moderator hid take their place until then."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, person: Any) -> EndorsementQuerySet:
        """What stands, is not hidden, and is by and about people whom `person` may see."""
        seen = self.standing().filter(hidden_at=None, by__is_active=True, about__is_active=True)
        if not person.is_authenticated or person.is_staff:
            return seen
        return seen.exclude(by__in=Block.between(person)).exclude(about__in=Block.between(person))

    def with_backing(self, viewer: Any) -> EndorsementQuerySet:
        """With `is_backed`: whether a deal between the two or a shared group stands behind it, else it weighs half.

        None of others' words: a word that no longer weighs half would tell of a purchase, or of a group.
        """
        if not viewer.is_authenticated:
            return self.annotate(is_backed=Value(None, output_field=BooleanField(null=True)))
        backed = with_deals("by", "about") | shared_groups("by", "about")
        theirs = Q(by=viewer) | Q(about=viewer)
        whether = Case(
            When(~theirs, then=None), When(backed, then=True), default=False, output_field=BooleanField(null=True)
        )
        return self.annotate(is_backed=whether)

    def with_known(self, viewer: Any) -> EndorsementQuerySet:
        """With `known`: 2 for the viewer's own, 1 by whom they follow or endorse, 0 by anybody else."""
        if not viewer.is_authenticated:
            return self.annotate(known=Value(0))
        follows = Subscription.objects.active().filter(
            person=viewer, channel__kind=Channel.Kind.PERSON, channel__person=OuterRef("by")
        )
        trusts = Endorsement.objects.standing().filter(by=viewer, about=OuterRef("by"))
        near = Q(Exists(follows)) | Q(Exists(trusts))
        return self.annotate(known=Case(When(by=viewer, then=2), When(near, then=1), default=0))


class Endorsement(models.Model):
    """A person's word that they trust another about a topic. One stands by each, about each, on each topic.

    A person has `MOST_STANDING` places; each that stands takes one.
    """

    reference = ReferenceField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="endorsements_given")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="endorsements")
    topic = models.ForeignKey("taggit.Tag", models.PROTECT, related_name="endorsements")
    sentence = models.CharField(max_length=SENTENCE_LENGTH)
    place = models.PositiveSmallIntegerField(help_text="Which of the places of whoever gave it.")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="When the sentence was last said otherwise.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="When a moderator hid it.")
    hidden_reason = models.CharField(max_length=200, blank=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        constraints = [
            models.UniqueConstraint(
                fields=["by", "about", "topic"], condition=Q(withdrawn_at=None), name="endorsement_stands_once"
            ),
            models.UniqueConstraint(
                fields=["by", "place"], condition=Q(withdrawn_at=None), name="endorsement_has_a_place"
            ),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=MOST_STANDING), name="endorsement_places"),
            models.CheckConstraint(condition=~Q(by=F("about")), name="endorsement_not_of_oneself"),
        ]
        indexes = [
            models.Index(fields=["about", "topic", "-id"], condition=Q(withdrawn_at=None), name="endorsement_about"),
        ]

    def __str__(self) -> str:
        return f"{self.by} → {self.about}: {self.topic}"

    def get_absolute_url(self) -> str:
        """Where it stands among what others say of the person about this topic."""
        page = reverse("person_endorsements", args=[self.about.username])
        return f"{page}?{urlencode({'topic': self.topic.slug})}"
