"""Cases end: by an act on what was reported, or by the word that nothing is wrong with it. The reporters are told."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.events import case_settled, report_settled
from community.moderation.models import Case, ModerationAction, Outcome, Report
from config.kit.errors import Conflict, NotAllowed


class AlreadySettled(Conflict):
    code = "already_settled"
    message = _("Someone has dealt with this already.")


def settle(case: Case, *, by: Any, outcome: str, reason: str, action: ModerationAction | None = None) -> bool:
    """End an open case and its reports; `action` is the act by which it ends, if it is one against somebody. False
    where it was ended already. Rights are the caller's."""
    now = timezone.now()
    told = reason if outcome == Outcome.FINE else ""
    ended = Case.objects.filter(pk=case.pk, settled_at=None).update(
        settled_at=now, settled_by=by, outcome=outcome, reason=reason
    )
    if not ended:
        return False
    open_reports = list(Report.objects.filter(case=case, settled_at=None))
    Report.objects.filter(pk__in=[row.pk for row in open_reports]).update(settled_at=now, outcome=outcome, answer=told)
    case.refresh_from_db()
    case_settled.send(sender=Case, case=case, action=action)
    for row in open_reports:
        report_settled.send(sender=Report, report=row)
    return True


@transaction.atomic
def find_nothing_wrong(person: Any, *, case: Case, reason: str) -> Case:
    """Leave what was reported as it is, and tell the reporters why; it is logged, and told to nobody else.

    Raises NotAllowed, AlreadySettled, Invalid at "reason".
    """
    from community.moderation.logging import checked_reason
    from community.moderation.policies import can_handle

    if not can_handle(person, case):
        raise NotAllowed
    reason = checked_reason(reason)
    if not settle(case, by=person, outcome=Outcome.FINE, reason=reason):
        raise AlreadySettled
    log_end_of(case, by=person, verb=ModerationAction.Verb.FIND_NOTHING, reason=reason)
    return case


def log_end_of(case: Case, *, by: Any, verb: str, reason: str) -> None:
    """Write down that the case was ended without an act on anybody."""
    from community.moderation.logging import log_action

    log_action(actor=by, verb=verb, target=case.target or case, group=case.group, reason=reason)


def end_holding(person: Any, target: models.Model, reason: str) -> bool:
    """Whether the site itself held `target` for review until now; its case ends with it."""
    kind = ContentType.objects.get_for_model(target)
    held = Case.objects.filter(target_type=kind, target_id=target.pk, settled_at=None).exclude(note="").first()
    return held is not None and settle(held, by=person, outcome=Outcome.FINE, reason=reason)


def settle_by(action: ModerationAction, target: models.Model) -> None:
    """An act on a thing settles what was reported about it; giving something back does not."""
    from community.moderation.logging import AGAINST

    if action.verb not in AGAINST:
        return
    kind = ContentType.objects.get_for_model(target)
    for case in Case.objects.filter(target_type=kind, target_id=target.pk, settled_at=None):
        settle(case, by=action.actor, outcome=Outcome.ACTED, reason=action.reason, action=action)
