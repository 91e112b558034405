"""Roles of members, and removing them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.channels.channels import newest_post_id
from community.channels.models import Subscription
from community.events import group_left
from community.groups.models import Invitation
from community.groups.policies import can_remove, can_set_role
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from config.kit.errors import Conflict, Invalid, NotAllowed

Role, State, Verb = Subscription.Role, Subscription.State, ModerationAction.Verb


class NotOut(Conflict):
    code = "not_out"
    message = _("This person is in the group already.")


class NotIn(Conflict):
    code = "not_in"
    message = _("This person is no longer in the group.")


@transaction.atomic
def set_role(person: Any, *, subscription: Subscription, role: str) -> Subscription:
    """Make a member a moderator, or a moderator a member again. Raises NotAllowed, Invalid at "role"."""
    if role not in (Role.MEMBER, Role.MODERATOR):
        raise Invalid(_("Choose member or moderator."), field="role", code="unknown_role")
    if not can_set_role(person, subscription):
        raise NotAllowed
    if not Subscription.objects.active().filter(pk=subscription.pk).update(role=role, changed_at=timezone.now()):
        raise NotIn
    subscription.role = role
    return subscription


@transaction.atomic
def remove_member(person: Any, *, subscription: Subscription, reason: str, ban: bool = False) -> Subscription:
    """Put someone out of the group, or ban them so that they cannot come back; the reason is logged and told.

    Their invitations end with it, or they would let themselves, or their like, in again.
    One who only asked to join, or has left, can be banned too. Raises NotAllowed, NotIn, Invalid at "reason".
    """
    if not can_remove(person, subscription):
        raise NotAllowed
    reason = checked_reason(reason)
    was_member, before = subscription.is_active, subscription.state
    removable = [State.ACTIVE, State.PENDING, State.LEFT] if ban else [State.ACTIVE, State.PENDING]
    changed = Subscription.objects.filter(pk=subscription.pk, state__in=removable).update(
        state=State.BANNED if ban else State.LEFT, role=Role.MEMBER, muted_until=None, changed_at=timezone.now()
    )
    if not changed:
        raise NotIn
    subscription.refresh_from_db(fields=["state", "role", "muted_until", "changed_at"])
    theirs = Invitation.objects.filter(group=subscription.channel.group_id, created_by=subscription.person_id)
    theirs.filter(revoked_at=None).update(revoked_at=timezone.now())
    if was_member:
        group_left.send(sender=Subscription, subscription=subscription)
    log_action(
        actor=person,
        verb=Verb.BAN_MEMBER if ban else Verb.REMOVE_MEMBER,
        target=subscription,
        target_name=str(subscription.channel.group),
        owner=subscription.person,
        group=subscription.channel.group,
        reason=reason,
        before=before,
    )
    return subscription


@transaction.atomic
def readmit_member(person: Any, *, subscription: Subscription, reason: str, as_member: bool = True) -> Subscription:
    """Take back that someone was put out or banned: they are in again, or may join again, and are told why.

    Raises NotAllowed, NotOut, Invalid at "reason".
    """
    if not can_remove(person, subscription):
        raise NotAllowed
    reason = checked_reason(reason)
    fields = {"joined_post_id": newest_post_id(subscription.channel)} if as_member else {}
    changed = Subscription.objects.filter(pk=subscription.pk, state__in=[State.BANNED, State.LEFT]).update(
        state=State.ACTIVE if as_member else State.LEFT, changed_at=timezone.now(), **fields
    )
    if not changed:
        raise NotOut
    subscription.refresh_from_db()
    log_action(
        actor=person,
        verb=Verb.READMIT_MEMBER,
        target=subscription,
        target_name=str(subscription.channel.group),
        owner=subscription.person,
        group=subscription.channel.group,
        reason=reason,
    )
    return subscription


@transaction.atomic
def lift_ban(person: Any, *, subscription: Subscription) -> Subscription:
    """Let someone who was banned see the group and join again as anyone may. Raises NotAllowed."""
    if not can_remove(person, subscription):
        raise NotAllowed
    Subscription.objects.filter(pk=subscription.pk, state=State.BANNED).update(
        state=State.LEFT, changed_at=timezone.now()
    )
    subscription.refresh_from_db(fields=["state", "changed_at"])
    return subscription
