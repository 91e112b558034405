"""Invite into a group by a link or QR code, join by one, revoke one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.channels.models import Subscription
from community.groups.joining import GroupClosed, admit
from community.groups.models import Group, Invitation
from community.groups.policies import can_invite, can_revoke
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.moderation.restricting import What, refusal, restriction_on
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.policies import signed_in

MOST_USES = 10_000
# Near the end of the calendar no clock of another zone could show when it ends.
LONGEST = timedelta(days=3650)
Verb = ModerationAction.Verb


class InvitationSpent(Conflict):
    code = "invitation_spent"
    message = _("This invitation no longer works. Ask whoever sent it for a new one.")


@transaction.atomic
def invite(person: Any, *, group: Group, max_uses: int | None = None, expires_at: datetime | None = None) -> Invitation:
    """Make an invitation that lets in whoever holds it, at most `max_uses` people, until `expires_at`.

    Raises NotAllowed, Restricted, GroupClosed, QuotaReached, and Invalid at "max_uses" or "expires_at".
    """
    if not can_invite(person, group):
        raise refusal(person, What.INVITE, group)
    if group.closed_at is not None:
        raise GroupClosed
    if max_uses is not None and not 1 <= max_uses <= MOST_USES:
        raise Invalid(_("Between 1 and 10,000 people."), field="max_uses", code="out_of_range")
    if expires_at is not None and expires_at <= timezone.now():
        raise Invalid(_("Choose a time that is still to come."), field="expires_at", code="in_the_past")
    if expires_at is not None and expires_at > timezone.now() + LONGEST:
        raise Invalid(_("At most ten years ahead, or for good."), field="expires_at", code="too_far")
    spend(person, Quota.INVITATIONS)
    return Invitation.objects.create(group=group, created_by=person, max_uses=max_uses, expires_at=expires_at)


@transaction.atomic
def join_by_invitation(person: Any, *, invitation: Invitation, rules: int | None = None) -> Subscription:
    """Become a member by an invitation, which counts one use; a member who uses it again counts none.

    `rules` as for `join_group`. Raises NotAllowed (also for whom the group has banned), Restricted, GroupClosed,
    InvitationSpent, RulesNotAccepted, QuotaReached.
    """
    if not signed_in(person) or restriction_on(person, What.FOLLOW):
        raise refusal(person, What.FOLLOW)
    group = invitation.group
    group.refresh_from_db(fields=["access", "closed_at", "rules", "rules_version"])
    if group.closed_at is not None:
        raise GroupClosed
    subscription, is_new = admit(person, group=group, rules=rules, by_the_group=_is_of_the_keepers(invitation))
    if is_new and not _use(invitation):
        raise InvitationSpent
    return subscription


def _is_of_the_keepers(invitation: Invitation) -> bool:
    """Whether those who keep the group made it. Any member of a public group may, which says nothing of who comes."""
    keepers = Subscription.objects.keepers().filter(channel__group=invitation.group, person=invitation.created_by_id)
    return invitation.group.access != Group.Access.PUBLIC or keepers.exists()


def _use(invitation: Invitation) -> bool:
    """Count one use, if the invitation still stands: one conditional update, so that a limit of ten lets in ten."""
    return bool(Invitation.objects.usable().filter(pk=invitation.pk).update(uses=F("uses") + 1))


@transaction.atomic
def revoke_invitation(person: Any, *, invitation: Invitation, reason: str = "") -> Invitation:
    """End an invitation; whoever joined by it stays. Another's needs a reason, which is logged and told to them.

    Revoking twice changes nothing. Raises NotAllowed, Invalid at "reason".
    """
    if not can_revoke(person, invitation):
        raise NotAllowed
    is_own = invitation.created_by_id == person.pk
    reason = reason if is_own else checked_reason(reason)
    ended = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())
    invitation.refresh_from_db(fields=["revoked_at"])
    if ended and not is_own:
        _log(person, Verb.END_INVITATION, invitation, reason)
    return invitation


@transaction.atomic
def open_invitation(person: Any, *, invitation: Invitation, reason: str) -> Invitation:
    """Let an invitation of another work again, as far as it is not used up and whoever made it still may invite; the
    reason is logged and told to them. Raises NotAllowed, InvitationSpent, Invalid at "reason".
    """
    if not can_revoke(person, invitation) or invitation.created_by_id == person.pk:
        raise NotAllowed
    reason, ended = checked_reason(reason), Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=False)
    if not can_invite(invitation.created_by, invitation.group) or not ended.update(revoked_at=None):
        raise InvitationSpent
    invitation.refresh_from_db(fields=["revoked_at"])
    _log(person, Verb.OPEN_INVITATION, invitation, reason)
    return invitation


def _log(person: Any, verb: str, invitation: Invitation, reason: str) -> None:
    maker, group = invitation.created_by, invitation.group
    log_action(actor=person, verb=verb, target=invitation, owner=maker, group=group, reason=reason)
