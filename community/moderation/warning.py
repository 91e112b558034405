"""Warn a person: nothing is taken from them, but it is written down and told."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from community.moderation.logging import log_action
from community.moderation.models import ModerationAction
from community.moderation.policies import can_discipline, can_take_back, is_standing
from config.kit.errors import Conflict, NotAllowed

Verb = ModerationAction.Verb


class NotWarned(Conflict):
    code = "not_warned"
    message = _("This warning does not stand any more.")


@transaction.atomic
def warn_person(
    person: Any, *, target: Any, reason: str, about: models.Model | None = None, group: Any = None
) -> ModerationAction:
    """Warn `target`, perhaps about a thing of theirs. Raises NotAllowed, Invalid at "reason"."""
    if not can_discipline(person, target, group):
        raise NotAllowed
    return log_action(
        actor=person, verb=Verb.WARN_PERSON, target=about or target, owner=target, group=group, reason=reason
    )


@transaction.atomic
def unwarn_person(person: Any, *, action: ModerationAction, reason: str) -> ModerationAction:
    """Take a warning back. Raises NotAllowed, NotWarned, Invalid at "reason"."""
    if not can_take_back(person, action):
        raise NotAllowed
    if not is_standing(action):
        raise NotWarned
    return log_action(
        actor=person,
        verb=Verb.UNWARN_PERSON,
        target=action.owner or action,
        owner=action.owner,
        group=action.group,
        reason=reason,
        undoes=action,
    )
