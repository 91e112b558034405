"""Appeals: whom an act concerns says once that it was wrong, and somebody who did not do it decides."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.events import appeal_decided, appealed
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import Appeal, ModerationAction
from community.moderation.policies import appeals_judged_by, can_appeal, can_judge, is_standing
from community.moderation.undoing import take_back
from config.kit.errors import Conflict, NotAllowed
from config.kit.lines import many_lines

TEXT_LENGTH = 1000
Verb = ModerationAction.Verb


class AppealedAlready(Conflict):
    code = "appealed_already"
    message = _("You have appealed against this once; that is how often one can.")


class DecidedAlready(Conflict):
    code = "decided_already"
    message = _("This appeal is decided already.")


def appeal(person: Any, *, action: ModerationAction, text: str) -> Appeal:
    """Say that the act was wrong; also while suspended. Raises AppealedAlready, NotAllowed, Invalid at "text"."""
    if person.is_authenticated and Appeal.objects.filter(action=action, person=person).exists():
        raise AppealedAlready
    if not can_appeal(person, action):
        raise NotAllowed
    text = many_lines(text, field="text", most=TEXT_LENGTH, required=True)
    try:
        with transaction.atomic():
            spend(person, Quota.APPEALS)
            made = Appeal.objects.create(action=action, person=person, text=text)
            appealed.send(sender=Appeal, appeal=made)
            return made
    except IntegrityError as error:
        raise AppealedAlready from error


@transaction.atomic
def decide_appeal(person: Any, *, appeal: Appeal, upheld: bool, answer: str) -> Appeal:
    """Agree, which takes the act back as far as there is still something to take back, or do not. The answer is told
    and logged; it is given once.

    Raises NotAllowed, DecidedAlready, Invalid at "reason".
    """
    if not can_judge(person, appeal):
        raise NotAllowed
    answer = checked_reason(answer)
    outcome = Appeal.Outcome.UPHELD if upheld else Appeal.Outcome.REFUSED
    decided = Appeal.objects.filter(pk=appeal.pk, decided_at=None).update(
        outcome=outcome, answer=answer, decided_at=timezone.now(), decided_by=person
    )
    if not decided:
        raise DecidedAlready
    appeal.refresh_from_db()
    appeal_decided.send(sender=Appeal, appeal=appeal)
    action = appeal.action
    if upheld and is_standing(action):
        # Who was put out may be in again, and what was hidden may be gone: one can be right all the same.
        with suppress(Conflict), transaction.atomic():
            take_back(person, action=action, reason=answer)
    log_action(
        actor=person,
        verb=Verb.GRANT_APPEAL if upheld else Verb.REFUSE_APPEAL,
        target=appeal,
        target_name=action.target_name,
        owner=appeal.person,
        group=action.group,
        reason=answer,
    )
    return appeal


def open_appeals(person: Any, group: Any = None) -> QuerySet[Appeal]:
    """Appeals that wait for a decision and that `person` may give, oldest first: of `group`, or wherever they may."""
    waiting = Appeal.objects.filter(decided_at=None).select_related(
        "action__group", "action__owner", "action__target_type", "person"
    )
    if group is not None:
        waiting = waiting.filter(action__group=group)
    # Whoever closed their account waits for no answer any more.
    return waiting.filter(appeals_judged_by(person)).exclude(person__closed_at__isnull=False).order_by("id")
