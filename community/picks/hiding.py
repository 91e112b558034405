"""Take a list or a single pick out of sight, and let it be seen again: the staff, with a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.picks.models import Pick, PickList
from community.picks.policies import can_hide
from config.kit.errors import Conflict, NotAllowed

Verb = ModerationAction.Verb


class HiddenAlready(Conflict):
    code = "hidden_already"
    message = _("This is hidden already.")


class NotHidden(Conflict):
    code = "not_hidden"
    message = _("This is not hidden.")


@transaction.atomic
def hide_picks(person: Any, *, target: PickList | Pick, reason: str) -> PickList | Pick:
    """Hide a list, or one pick of it; its person is told. Raises NotAllowed, HiddenAlready, Invalid at "reason"."""
    if not can_hide(person, target):
        raise NotAllowed
    reason = checked_reason(reason)
    seen = type(target)._default_manager.filter(pk=target.pk, hidden_at=None)
    if not seen.update(hidden_at=timezone.now(), hidden_reason=reason):
        raise HiddenAlready
    return _logged(person, Verb.HIDE_PICKS, target, reason)


@transaction.atomic
def restore_picks(person: Any, *, target: PickList | Pick, reason: str) -> PickList | Pick:
    """Let it be seen again; its person is told. Raises NotAllowed, NotHidden, Invalid at "reason"."""
    if not can_hide(person, target):
        raise NotAllowed
    reason = checked_reason(reason)
    gone = type(target)._default_manager.filter(pk=target.pk, hidden_at__isnull=False)
    if not gone.update(hidden_at=None, hidden_reason=""):
        raise NotHidden
    return _logged(person, Verb.RESTORE_PICKS, target, reason)


def _logged(person: Any, verb: str, target: PickList | Pick, reason: str) -> PickList | Pick:
    owner = target.person if isinstance(target, PickList) else target.list.person
    log_action(actor=person, verb=verb, target=target, owner=owner, reason=reason)
    target.refresh_from_db(fields=["hidden_at", "hidden_reason"])
    return target
