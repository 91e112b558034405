"""Suspending: a person may not come in until the site lets them again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authtoken.models import Token

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.people.models import Person
from community.people.policies import can_suspend
from config.kit.claims import sweeper
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.references import new_reference

_FREE: dict[str, Any] = {"is_active": True, "suspended_reason": "", "suspended_until": None}


class AlreadySuspended(Conflict):
    code = "already_suspended"
    message = _("This person is suspended already.")


class NotSuspended(Conflict):
    code = "not_suspended"
    message = _("This person is not suspended.")


@transaction.atomic
def suspend_person(
    person: Person, *, target: Person, reason: str, until: datetime | None = None, for_good: bool = False
) -> Person:
    """Close the site to `target`: their sessions and API key end, their profile, stores and posts are not seen.

    It ends by itself at `until`, or when it is lifted; `for_good` it is a ban, and lifted only on appeal. They are told
    `reason` when they try to sign in. Raises NotAllowed, AlreadySuspended, Invalid at "reason" or "until".
    """
    if not can_suspend(person, target):
        raise NotAllowed
    reason = checked_reason(reason)
    if until is not None and (for_good or until <= timezone.now()):
        raise Invalid(_("Choose a time that is still to come."), field="until", code="in_the_past")
    changed = Person.objects.filter(pk=target.pk, is_active=True).update(
        is_active=False, suspended_reason=reason, suspended_until=until, session_salt=new_reference()
    )
    if not changed:
        raise AlreadySuspended
    Token.objects.filter(user=target).delete()
    target.refresh_from_db()
    verb = ModerationAction.Verb.BAN_PERSON if for_good else ModerationAction.Verb.SUSPEND_PERSON
    log_action(actor=person, verb=verb, target=target, reason=reason, owner=target, until=until)
    return target


@transaction.atomic
def restore_person(person: Person, *, target: Person, reason: str) -> Person:
    """Let `target` in again. Raises NotAllowed, NotSuspended, Invalid at "reason"."""
    if not can_suspend(person, target):
        raise NotAllowed
    reason = checked_reason(reason)
    if not Person.objects.filter(pk=target.pk, is_active=False, closed_at=None).update(**_FREE):
        raise NotSuspended
    target.refresh_from_db()
    log_action(actor=person, verb=ModerationAction.Verb.RESTORE_PERSON, target=target, reason=reason, owner=target)
    return target


@sweeper
def sweep_suspensions() -> None:
    end_suspensions()


def end_suspensions() -> int:
    """Let those in again whose suspension has run out. Returns how many."""
    return Person.objects.filter(is_active=False, suspended_until__lte=timezone.now()).update(**_FREE)


def end_suspension(person: Person) -> bool:
    """The same for one person who stands before the door, without waiting for the sweeper."""
    over = Person.objects.filter(pk=person.pk, is_active=False, suspended_until__lte=timezone.now()).update(**_FREE)
    if over:
        person.refresh_from_db()
    return bool(over)
