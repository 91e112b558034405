"""Hide a hail that does not belong, and restore it; each act has a reason, is logged and told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.events import hail_ended, hailed
from community.hail.models import Hail
from community.hail.policies import can_hide, can_restore, groups_kept
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from config.kit.errors import NotAllowed
from config.kit.policies import staff

Verb = ModerationAction.Verb


@transaction.atomic
def hide_hail(person: Any, *, hail: Hail, reason: str) -> Hail:
    """Take it away from everybody but whoever hailed and with whom it was settled; where it was open, its offers end.

    Raises NotAllowed, Invalid at "reason".
    """
    _as_it_is(hail)
    if not can_hide(person, hail):
        raise NotAllowed
    hail.hidden_at, hail.hidden_reason = timezone.now(), checked_reason(reason)
    hail.save(update_fields=["hidden_at", "hidden_reason"])
    if hail.state == Hail.State.OPEN:
        hail_ended.send(sender=Hail, hail=hail)
    _log(person, Verb.HIDE_HAIL, hail, reason)
    return hail


@transaction.atomic
def restore_hail(person: Any, *, hail: Hail, reason: str) -> Hail:
    """Let it be seen again: within its time whoever was called can answer anew. Offers that ended stay ended.

    Raises NotAllowed, Invalid at "reason".
    """
    _as_it_is(hail)
    if not can_restore(person, hail):
        raise NotAllowed
    reason = checked_reason(reason)
    hail.hidden_at, hail.hidden_reason = None, ""
    hail.save(update_fields=["hidden_at", "hidden_reason"])
    if hail.is_open and hail.searched_at is None:
        # It was hidden before anybody was called.
        hailed.send(sender=Hail, hail=hail)
    _log(person, Verb.RESTORE_HAIL, hail, reason)
    return hail


def _as_it_is(hail: Hail) -> None:
    """Bring it up to date and hold it: of two who act at once one finds it done, and nobody chooses meanwhile."""
    held = Hail.objects.select_for_update(no_key=True).values("state", "hidden_at", "searched_at").get(pk=hail.pk)
    hail.state, hail.hidden_at, hail.searched_at = held["state"], held["hidden_at"], held["searched_at"]


def _log(person: Any, verb: str, hail: Hail, reason: str) -> None:
    group = None if staff(person) else groups_kept(person, hail).first()
    log_action(actor=person, verb=verb, target=hail, owner=hail.person, group=group, reason=reason)
