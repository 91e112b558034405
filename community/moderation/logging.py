"""The log of what moderators did: one row an act, told to whom it concerns."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from community.events import moderated
from community.moderation.models import ModerationAction
from config.kit.lines import one_line

REASON_LENGTH = 200
NAME_LENGTH = 120


def checked_reason(reason: str) -> str:
    """`reason` on one line. Raises Invalid at "reason" where there is none or it is too long."""
    return one_line(reason, field="reason", most=REASON_LENGTH)


def hidden_by_site(target: models.Model) -> bool:
    """Whether it was the staff who last hid `target`, a post or comment. One query."""
    kind = ContentType.objects.get_for_model(target)
    verbs = (ModerationAction.Verb.HIDE_POST, ModerationAction.Verb.HIDE_COMMENT)
    hidden = ModerationAction.objects.filter(target_type=kind, target_id=target.pk, verb__in=verbs)
    last = hidden.select_related("actor").first()
    return last is not None and last.actor is not None and last.actor.is_staff


@transaction.atomic
def log_action(
    *,
    actor: Any,
    verb: ModerationAction.Verb,
    target: models.Model,
    reason: str,
    owner: Any = None,
    target_name: str = "",
) -> ModerationAction:
    """Write down that `actor` did `verb` to `target`, and send `moderated`.

    `owner` is the person whom it concerns; `target_name` what the target is called now (by default its
    own words). Call it in the transaction of the act. Raises Invalid at "reason".
    """
    action = ModerationAction.objects.create(
        actor=actor if actor is not None and actor.is_authenticated else None,
        verb=verb,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        target_name=(target_name or str(target))[:NAME_LENGTH],
        owner=owner,
        reason=checked_reason(reason),
    )
    moderated.send(sender=ModerationAction, action=action)
    return action
