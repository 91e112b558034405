"""Verify people, of whom the site knows who they are: from them the public voice starts."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.trust.models import Verification
from community.trust.policies import can_verify
from config.kit.errors import Conflict, NotAllowed

Verb = ModerationAction.Verb


class VerifiedAlready(Conflict):
    code = "verified_already"
    message = _("This person is verified already.")


class NotVerified(Conflict):
    code = "not_verified"
    message = _("This person is not verified any more.")


def verified_people() -> set[int]:
    """Primary keys of all who are verified now and neither suspended nor gone. One query."""
    standing = Verification.objects.filter(ended_at=None, person__is_active=True)
    return set(standing.values_list("person_id", flat=True))


def verify(person: Any, *, target: Any, reason: str) -> Verification:
    """Write down that the site knows who `target` is; logged, and told to them.

    Raises NotAllowed, VerifiedAlready, Invalid at "reason".
    """
    if not can_verify(person, target):
        raise NotAllowed
    return _begin(person, target, checked_reason(reason))


def verify_again(person: Any, *, verification: Verification, reason: str) -> Verification:
    """Take back that a verification was ended. Raises as `verify`."""
    if not can_verify(person, verification.person):
        raise NotAllowed
    return _begin(person, verification.person, checked_reason(reason), undone=verification)


@transaction.atomic
def _begin(person: Any, target: Any, reason: str, undone: Verification | None = None) -> Verification:
    try:
        with transaction.atomic():
            made = Verification.objects.create(person=target, by=person, reason=reason)
    except IntegrityError as error:
        raise VerifiedAlready from error
    log_action(actor=person, verb=Verb.VERIFY_PERSON, target=undone or made, owner=target, reason=reason)
    return made


@transaction.atomic
def end_verification(person: Any, *, verification: Verification, reason: str) -> Verification:
    """The site no longer stands for who this is; logged, told, and open to appeal.

    Raises NotAllowed, NotVerified, Invalid at "reason".
    """
    if not can_verify(person, verification.person):
        raise NotAllowed
    reason = checked_reason(reason)
    if not Verification.objects.filter(pk=verification.pk, ended_at=None).update(ended_at=timezone.now()):
        raise NotVerified
    verification.refresh_from_db(fields=["ended_at"])
    log_action(actor=person, verb=Verb.UNVERIFY_PERSON, target=verification, owner=verification.person, reason=reason)
    return verification
