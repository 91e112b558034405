"""Objections to evidence: whom a fact is about says once that it is wrong, and the staff decides."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.events import dispute_decided, disputed
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.trust.models import Dispute, Evidence
from community.trust.policies import can_dispute, can_judge, disputes_judged_by
from community.trust.recording import counter
from config.kit.errors import Conflict, NotAllowed
from config.kit.lines import many_lines

TEXT_LENGTH = 1000
Verb = ModerationAction.Verb


class DisputedAlready(Conflict):
    code = "disputed_already"
    message = _("You have objected to this once; that is how often one can.")


class DecidedAlready(Conflict):
    code = "decided_already"
    message = _("This objection is decided already.")


def dispute(person: Any, *, evidence: Evidence, text: str) -> Dispute:
    """Say why what stands about oneself is wrong. It counts until it is decided.

    Raises DisputedAlready, NotAllowed, QuotaReached, Invalid at "text".
    """
    if not can_dispute(person, evidence):
        # Asked afterwards: it may be the same tap, a moment ago, that leaves nothing to object to.
        if person.is_authenticated and Dispute.objects.filter(evidence=evidence, person=person).exists():
            raise DisputedAlready
        raise NotAllowed
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    try:
        with transaction.atomic():
            spend(person, Quota.APPEALS)
            made = Dispute.objects.create(evidence=evidence, person=person, text=text)
            disputed.send(sender=Dispute, dispute=made)
            return made
    except IntegrityError as error:
        raise DisputedAlready from error


@transaction.atomic
def decide_dispute(person: Any, *, dispute: Dispute, upheld: bool, answer: str) -> Dispute:
    """Agree, then what was objected to is struck out, or do not. The answer is told to both sides and logged; it is
    given once.

    Raises NotAllowed, DecidedAlready, Invalid at "reason".
    """
    if not can_judge(person, dispute):
        raise NotAllowed
    answer = checked_reason(answer)
    outcome = Dispute.Outcome.UPHELD if upheld else Dispute.Outcome.REFUSED
    decided = Dispute.objects.filter(pk=dispute.pk, decided_at=None).update(
        outcome=outcome, answer=answer, decided_at=timezone.now(), decided_by=person
    )
    if not decided:
        raise DecidedAlready
    dispute.refresh_from_db()
    if upheld:
        counter(Evidence.objects.filter(pk=dispute.evidence_id), why=Evidence.Why.DISPUTED)
    log_action(
        actor=person,
        verb=Verb.GRANT_DISPUTE if upheld else Verb.REFUSE_DISPUTE,
        target=dispute,
        owner=dispute.person,
        reason=answer,
    )
    dispute_decided.send(sender=Dispute, dispute=dispute)
    return dispute


def open_disputes(person: Any) -> QuerySet[Dispute]:
    """Objections that wait for a decision and that `person` may give, oldest first."""
    rows = Dispute.objects.waiting().filter(disputes_judged_by(person))
    return rows.select_related("person", "evidence__by", "evidence__topic", "evidence__source_type").order_by("id")
