"""Who is suspended can look after no group: what they owned passes on, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from community.events import moderated
from community.groups.succession import pass_on_groups_of
from community.moderation.models import ModerationAction

Verb = ModerationAction.Verb


@receiver(moderated, dispatch_uid="groups_of_the_suspended")
def let_groups_pass_on(sender: Any, *, action: ModerationAction, **_: Any) -> None:
    if action.verb in (Verb.SUSPEND_PERSON, Verb.BAN_PERSON) and action.owner is not None:
        pass_on_groups_of(action.owner)
