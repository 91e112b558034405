"""Hide an endorsement that does not belong, and restore it; each act has a reason and is logged."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.endorsements.endorsing import stand_behind
from community.endorsements.models import Endorsement
from community.endorsements.policies import can_hide, can_restore
from community.endorsements.withdrawing import count_out
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from config.kit.errors import NotAllowed

Verb = ModerationAction.Verb


@transaction.atomic
def hide_endorsement(person: Any, *, endorsement: Endorsement, reason: str) -> Endorsement:
    """Hide it from everyone, so that it counts for nothing; it keeps its place until whoever gave it withdraws it.

    Raises NotAllowed, Invalid at "reason".
    """
    _as_it_is(endorsement)
    if not can_hide(person, endorsement):
        raise NotAllowed
    endorsement.hidden_at, endorsement.hidden_reason = timezone.now(), checked_reason(reason)
    endorsement.save(update_fields=["hidden_at", "hidden_reason"])
    count_out(endorsement)
    _log(person, Verb.HIDE_ENDORSEMENT, endorsement, reason)
    return endorsement


@transaction.atomic
def restore_endorsement(person: Any, *, endorsement: Endorsement, reason: str) -> Endorsement:
    """Show it again, so that it counts again where it was not withdrawn meanwhile.

    Raises NotAllowed, Invalid at "reason".
    """
    _as_it_is(endorsement)
    if not can_restore(person, endorsement):
        raise NotAllowed
    reason = checked_reason(reason)
    endorsement.hidden_at, endorsement.hidden_reason = None, ""
    endorsement.save(update_fields=["hidden_at", "hidden_reason"])
    if endorsement.withdrawn_at is None:
        stand_behind(endorsement)
    _log(person, Verb.RESTORE_ENDORSEMENT, endorsement, reason)
    return endorsement


def _as_it_is(endorsement: Endorsement) -> None:
    """Give it the state that it has by now, and hold it: of two who act at once one finds it done."""
    held = Endorsement.objects.select_for_update(no_key=True).values("hidden_at", "withdrawn_at").get(pk=endorsement.pk)
    endorsement.hidden_at, endorsement.withdrawn_at = held["hidden_at"], held["withdrawn_at"]


def _log(person: Any, verb: str, endorsement: Endorsement, reason: str) -> None:
    log_action(actor=person, verb=verb, target=endorsement, owner=endorsement.by, reason=reason)
