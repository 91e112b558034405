"""Roles of members, and removing them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.channels.channels import newest_post_id
from community.channels.models import Subscription
from community.channels.subscribing import ending
from community.events import group_left, role_given
from community.groups.models import Group
from community.groups.parting import end_links, locked, take_along
from community.groups.policies import can_remove, can_set_role
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.moderation.policies import can_take_back
from config.kit.errors import Conflict, Invalid, NotAllowed

Role, State, Verb = Subscription.Role, Subscription.State, ModerationAction.Verb


class NotOut(Conflict):
    code = "not_out"
    message = _("This person is in the group already.")


class NotBanned(Conflict):
    code = "not_banned"
    message = _("This ban was lifted already.")


class NotIn(Conflict):
    code = "not_in"
    message = _("This person is no longer in the group.")


@transaction.atomic
def set_role(person: Any, *, subscription: Subscription, role: str, reason: str = "") -> Subscription:
    """Make a member a moderator, or a moderator a member again, whose links into a group where only moderators invite
    then end. Both are logged and told; to take the role needs a reason. The role that they have changes nothing.

    Raises NotAllowed, NotIn, Invalid at "role" or "reason".
    """
    if role not in (Role.MEMBER, Role.MODERATOR):
        raise Invalid(_("Choose member or moderator."), field="role", code="unknown_role")
    if not can_set_role(person, subscription):
        raise NotAllowed
    reason = checked_reason(reason or (gettext("To help look after the group.") if role == Role.MODERATOR else ""))
    if _change_role(subscription, role):
        _log(person, Verb.GIVE_ROLE if role == Role.MODERATOR else Verb.TAKE_ROLE, subscription, reason)
        if role == Role.MODERATOR:
            role_given.send(sender=Subscription, subscription=subscription, actor=person)
    return subscription


def restore_role(subscription: Subscription) -> None:
    """Make somebody a moderator who was one when they were put out, which is taken back. Rights are the caller's."""
    _change_role(subscription, Role.MODERATOR)


@transaction.atomic
def give_role_back(person: Any, *, action: ModerationAction, reason: str) -> ModerationAction:
    """Take back that somebody lost the role of a moderator: they have it again, where they are still in.

    Raises NotAllowed, NotIn, Invalid at "reason".
    """
    if not can_take_back(person, action):
        raise NotAllowed
    reason, subscription = checked_reason(reason), action.target
    if not isinstance(subscription, Subscription) or not _change_role(subscription, Role.MODERATOR):
        raise NotIn
    role_given.send(sender=Subscription, subscription=subscription, actor=person)
    return _log(person, Verb.GIVE_ROLE, subscription, reason, undoes=action)


def _change_role(subscription: Subscription, role: str) -> bool:
    """Whether the member did not have it. Raises NotIn."""
    # Never an owner, whatever was read before: the group may have changed hands meanwhile.
    rows = Subscription.objects.active().filter(pk=subscription.pk).exclude(role=Role.OWNER)
    # Whom a group makes a keeper it has let in, whatever its door.
    let_in = {"admitted": True} if role == Role.MODERATOR else {}
    changed = rows.exclude(role=role).update(role=role, changed_at=timezone.now(), **let_in)
    if not changed and not rows.exists():
        raise NotIn
    subscription.refresh_from_db(fields=["role", "changed_at"])
    group = subscription.channel.group
    if role == Role.MEMBER and group is not None and group.access != Group.Access.PUBLIC:
        end_links(Q(group=group, created_by=subscription.person_id))
    return bool(changed)


@transaction.atomic
def remove_member(person: Any, *, subscription: Subscription, reason: str, ban: bool = False) -> Subscription:
    """Put someone out of the group, or ban them so that they cannot come back; the reason is logged and told.

    Their invitations end with it, or they would let themselves, or their like, in again; so does an offer of the
    group to them. One who only asked to join, or has left, can be banned too.

    Raises NotAllowed, NotIn, Invalid at "reason".
    """
    if subscription.channel.group is not None:
        # Nobody becomes the owner in the moment of being put out.
        subscription.channel.group = locked(subscription.channel.group)
    if not can_remove(person, subscription):
        raise NotAllowed
    reason = checked_reason(reason)
    was_member = subscription.is_active
    before = subscription.role if subscription.is_keeper else subscription.state
    removable = [State.ACTIVE, State.PENDING, State.LEFT] if ban else [State.ACTIVE, State.PENDING]
    # The owner cannot be put out, also who has become it just now.
    rows = Subscription.objects.filter(pk=subscription.pk).exclude(role=Role.OWNER)
    if not ending(rows, removable, State.BANNED if ban else State.LEFT):
        raise NotIn
    subscription.refresh_from_db(fields=["state", "role", "muted_until", "note", "answers", "changed_at"])
    take_along(subscription)
    if was_member:
        group_left.send(sender=Subscription, subscription=subscription)
    _log(person, Verb.BAN_MEMBER if ban else Verb.REMOVE_MEMBER, subscription, reason, before=before)
    return subscription


@transaction.atomic
def readmit_member(person: Any, *, subscription: Subscription, reason: str, as_member: bool = True) -> Subscription:
    """Take back that someone was put out, banned or not let in: they are in, or may join again, and are told why.

    Raises NotAllowed, NotOut, Invalid at "reason".
    """
    if not can_remove(person, subscription):
        raise NotAllowed
    reason = checked_reason(reason)
    fields: dict[str, Any] = {"note": "", "answers": []}
    if as_member:
        now = timezone.now()
        fields |= {"joined_post_id": newest_post_id(subscription.channel), "began_at": now, "admitted": True}
    # Who was not let in may have asked again meanwhile.
    outside = [State.BANNED, State.LEFT, *([State.PENDING] if as_member else [])]
    changed = Subscription.objects.filter(pk=subscription.pk, state__in=outside).update(
        state=State.ACTIVE if as_member else State.LEFT, changed_at=timezone.now(), **fields
    )
    if not changed:
        raise NotOut
    subscription.refresh_from_db()
    _log(person, Verb.READMIT_MEMBER, subscription, reason)
    return subscription


@transaction.atomic
def lift_ban(person: Any, *, subscription: Subscription, reason: str) -> Subscription:
    """Let someone who was banned see the group and join again as anyone may; the reason is logged and told.

    Raises NotAllowed, NotBanned, Invalid at "reason".
    """
    if not can_remove(person, subscription):
        raise NotAllowed
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.state != State.BANNED:
        raise NotBanned
    return readmit_member(person, subscription=subscription, reason=reason, as_member=False)


def _log(person: Any, verb: str, subscription: Subscription, reason: str, **terms: Any) -> ModerationAction:
    group, whom = subscription.channel.group, subscription.person
    return log_action(actor=person, verb=verb, target=subscription, owner=whom, group=group, reason=reason, **terms)
