"""Hide a message that was reported from both sides, and restore it; each act has a reason and is logged."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from community.conversations.models import Message
from community.conversations.policies import author_of, can_hide, can_restore
from community.live.publishing import conversation_moved
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from config.kit.errors import NotAllowed

Verb = ModerationAction.Verb


@transaction.atomic
def hide_message(person: Any, *, message: Message, reason: str) -> Message:
    """Hide its words and photos. Raises NotAllowed, Invalid at "reason"."""
    _as_it_is(message)
    if not can_hide(person, message):
        raise NotAllowed
    return _set(person, message, Message.State.HIDDEN, Verb.HIDE_MESSAGE, reason)


@transaction.atomic
def restore_message(person: Any, *, message: Message, reason: str) -> Message:
    """Show it again. Raises NotAllowed, Invalid at "reason"."""
    _as_it_is(message)
    if not can_restore(person, message):
        raise NotAllowed
    return _set(person, message, Message.State.VISIBLE, Verb.RESTORE_MESSAGE, reason)


def _as_it_is(message: Message) -> None:
    """Give the message the state that it has by now, and hold it: of two who act at once one finds it done."""
    held = Message.objects.select_for_update(no_key=True)
    message.state = held.values_list("state", flat=True).get(pk=message.pk)


def _set(person: Any, message: Message, state: str, verb: str, reason: str) -> Message:
    reason = checked_reason(reason)
    message.state, message.hidden_reason = state, reason if state == Message.State.HIDDEN else ""
    message.save(update_fields=["state", "hidden_reason"])
    log_action(actor=person, verb=verb, target=message, owner=author_of(message), reason=reason)
    subject = message.subject
    conversation_moved(subject.reference, subject.people)
    return message
