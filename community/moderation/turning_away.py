"""Suspended people at the door: for half an hour the session knows whom it turned away, so that they can appeal."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest

from community.moderation.forms import AppealForm
from community.moderation.models import Appeal, ModerationAction
from community.moderation.policies import can_appeal
from community.people.models import Person

KEPT_FOR = 30 * 60
_KEY = "turned_away"
_SHUT = (ModerationAction.Verb.SUSPEND_PERSON, ModerationAction.Verb.BAN_PERSON)


def remember(request: HttpRequest, person: Person) -> None:
    """The person has shown that the account is theirs, and is suspended."""
    request.session[_KEY] = [person.pk, int(time.time())]


def turned_away(request: HttpRequest) -> Person | None:
    """Whom this session turned away lately, while they are suspended."""
    pk, since = request.session.get(_KEY) or (None, 0)
    if pk is None or time.time() - since > KEPT_FOR:
        return None
    return Person.objects.filter(pk=pk, is_active=False).first()


def suspension_of(person: Person) -> ModerationAction | None:
    """The act that keeps the person out."""
    acts = ModerationAction.objects.filter(owner=person, verb__in=_SHUT, undone_by=None)
    return acts.order_by("-id").first()


def context_for(person: Person) -> dict[str, Any]:
    """What the page says: why, until when, and how their appeal stands."""
    action = suspension_of(person)
    return {
        "reason": person.suspended_reason,
        "until": person.suspended_until,
        "for_good": action is not None and action.verb == ModerationAction.Verb.BAN_PERSON,
        "appeal": Appeal.objects.filter(action=action).first() if action else None,
        "may_appeal": action is not None and can_appeal(person, action),
        "form": AppealForm(),
    }
