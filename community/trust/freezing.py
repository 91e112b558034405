"""Freeze the voices of people who praise each other for gain: what they say of others no longer counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.trust.models import Freeze
from community.trust.policies import can_freeze
from config.kit.errors import Conflict, Invalid, NotAllowed

Verb = ModerationAction.Verb
# More in one act nobody has looked at one by one.
MOST = 100


class NotFrozen(Conflict):
    code = "not_frozen"
    message = gettext_lazy("The voice of this person counts already.")


def frozen_people() -> set[int]:
    """Primary keys of all whose voice is frozen now. One query."""
    return set(Freeze.objects.filter(ended_at=None).values_list("person_id", flat=True))


@transaction.atomic
def freeze(person: Any, *, people: Iterable[Any], reason: str) -> list[Freeze]:
    """Freeze the voices of all of `people`, or of none; each is told the reason, and may appeal.

    Who is frozen already stays so. Returns the new rows. Raises NotAllowed, Invalid at "people" or "reason".
    """
    chosen = {target.pk: target for target in people}
    if not chosen or len(chosen) > MOST:
        raise Invalid(_("Choose between 1 and %(most)d people.") % {"most": MOST}, field="people", code="how_many")
    reason = checked_reason(reason)
    if not all(can_freeze(person, target) for target in chosen.values()):
        raise NotAllowed
    return [row for _pk, target in sorted(chosen.items()) if (row := _freeze(person, target, reason)) is not None]


def _freeze(person: Any, target: Any, reason: str) -> Freeze | None:
    if target.closed_at is not None:
        # Their voice went with the account.
        return None
    try:
        with transaction.atomic():
            row = Freeze.objects.create(person=target, by=person, reason=reason)
    except IntegrityError:
        return None
    log_action(actor=person, verb=Verb.FREEZE_PERSON, target=target, owner=target, reason=reason)
    return row


@transaction.atomic
def unfreeze(person: Any, *, target: Any, reason: str) -> None:
    """Let the person's voice count again; logged, and told. Raises NotAllowed, NotFrozen, Invalid at "reason"."""
    if not can_freeze(person, target):
        raise NotAllowed
    reason = checked_reason(reason)
    if not Freeze.objects.filter(person=target, ended_at=None).update(ended_at=timezone.now()):
        raise NotFrozen
    log_action(actor=person, verb=Verb.UNFREEZE_PERSON, target=target, owner=target, reason=reason)
