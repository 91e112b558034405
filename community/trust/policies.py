"""Who may object to what stands in the ledger, who decides, and who says whose voice counts."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from community.moderation.models import ModerationAction
from community.trust.models import Dispute, Evidence
from config.kit.policies import signed_in, staff


def can_dispute(person: Any, evidence: Evidence) -> bool:
    """Whom it is about, once, as long as it stands."""
    return (
        signed_in(person)
        and evidence.about_id == person.pk
        and Evidence.objects.standing().filter(pk=evidence.pk, dispute=None).exists()
    )


def disputes_judged_by(person: Any) -> Q:
    """Which objections `person` may decide: the staff those that are neither theirs nor about what they said or did."""
    if not staff(person):
        return Q(pk__in=[])
    acts = ModerationAction.objects.filter(actor=person.pk).values("pk")
    kind = ContentType.objects.get_for_model(ModerationAction)
    did_it = Q(evidence__source_type=kind, evidence__source_id__in=acts)
    return ~Q(evidence__about=person.pk) & ~Q(evidence__by=person.pk) & ~did_it


def can_judge(person: Any, dispute: Dispute) -> bool:
    """Whoever `disputes_judged_by` names."""
    return Dispute.objects.filter(disputes_judged_by(person), pk=dispute.pk).exists()


def can_freeze(person: Any, target: Any) -> bool:
    """The staff: nobody themselves, and only who runs the whole site another who does."""
    return staff(person) and target.pk != person.pk and (not target.is_superuser or bool(person.is_superuser))


def can_verify(person: Any, target: Any) -> bool:
    """The staff, anybody but themselves: trust starts from those who are verified."""
    return staff(person) and target.pk != person.pk and target.closed_at is None
