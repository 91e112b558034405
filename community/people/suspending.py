"""Suspending: a person may not come in until the site lets them again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.authtoken.models import Token

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.people.models import Person
from community.people.policies import can_suspend
from config.kit.errors import Conflict, NotAllowed
from config.kit.references import new_reference


class AlreadySuspended(Conflict):
    code = "already_suspended"
    message = _("This person is suspended already.")


class NotSuspended(Conflict):
    code = "not_suspended"
    message = _("This person is not suspended.")


@transaction.atomic
def suspend_person(person: Person, *, target: Person, reason: str) -> Person:
    """Close the site to `target`: their sessions and API key end, their profile, stores and posts are not seen.

    They are told `reason` when they try to sign in. Raises NotAllowed, AlreadySuspended, Invalid at "reason".
    """
    if not can_suspend(person, target):
        raise NotAllowed
    reason = checked_reason(reason)
    changed = Person.objects.filter(pk=target.pk, is_active=True).update(
        is_active=False, suspended_reason=reason, session_salt=new_reference()
    )
    if not changed:
        raise AlreadySuspended
    Token.objects.filter(user=target).delete()
    target.refresh_from_db()
    log_action(actor=person, verb=ModerationAction.Verb.SUSPEND_PERSON, target=target, reason=reason, owner=target)
    return target


@transaction.atomic
def restore_person(person: Person, *, target: Person, reason: str) -> Person:
    """Let `target` in again. Raises NotAllowed, NotSuspended, Invalid at "reason"."""
    if not can_suspend(person, target):
        raise NotAllowed
    reason = checked_reason(reason)
    if not Person.objects.filter(pk=target.pk, is_active=False).update(is_active=True, suspended_reason=""):
        raise NotSuspended
    target.refresh_from_db()
    log_action(actor=person, verb=ModerationAction.Verb.RESTORE_PERSON, target=target, reason=reason, owner=target)
    return target
