"""Join a group or ask to, answer those who ask, and leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.channels.channels import channel_of, newest_post_id
from community.channels.models import Subscription
from community.channels.subscribing import begin, end, subscription_of
from community.events import group_joined, group_left, join_accepted, join_requested
from community.groups.models import Group
from community.groups.policies import can_answer_requests
from config.kit.errors import Conflict, NotAllowed
from config.kit.lines import one_line
from config.kit.policies import signed_in
from content.milestones.events import reached
from content.milestones.models import MilestoneKind

State = Subscription.State
NOTE_LENGTH = 200


class InvitationNeeded(NotAllowed):
    code = "invitation_needed"
    message = _("One joins this group by invitation only.")


class GroupClosed(Conflict):
    code = "group_closed"
    message = _("This group is closed.")


class OwnerMustHandOver(Conflict):
    code = "owner_must_hand_over"
    message = _("Hand the group over to another member first, or close it.")


class NothingToAnswer(Conflict):
    code = "nothing_to_answer"
    message = _("This request has been answered already.")


@transaction.atomic
def join_group(person: Any, *, group: Group, note: str = "") -> Subscription:
    """Become a member of a public group; where one has to ask, ask, with a note for whoever answers.

    Joining or asking again changes nothing. Raises NotAllowed (also for whom the group has banned),
    InvitationNeeded, GroupClosed, and Invalid at "note".
    """
    if not signed_in(person):
        raise NotAllowed
    note = one_line(note, field="note", most=NOTE_LENGTH, required=False)
    group.refresh_from_db(fields=["access", "closed_at"])
    if group.closed_at is not None:
        raise GroupClosed
    existing = subscription_of(person, channel_of(group))
    if existing is not None and existing.is_active:
        return existing
    if group.access == Group.Access.INVITE:
        raise InvitationNeeded
    if group.access == Group.Access.PUBLIC:
        return admit(person, group=group)[0]
    subscription, is_new = begin(person, channel_of(group), state=State.PENDING, note=note)
    if subscription.state == State.BANNED:
        raise NotAllowed
    if is_new:
        join_requested.send(sender=Subscription, subscription=subscription)
    return subscription


def admit(person: Any, *, group: Group) -> tuple[Subscription, bool]:
    """Make the person a member, whoever's word it is that lets them in. Returns whether it was new.

    Raises NotAllowed for whom the group has banned.
    """
    subscription, is_new = begin(person, channel_of(group), note="")
    if subscription.state == State.BANNED:
        raise NotAllowed
    if is_new:
        group_joined.send(sender=Subscription, subscription=subscription)
        reached(person, MilestoneKind.GROUP_JOINED)
    return subscription, is_new


@transaction.atomic
def leave_group(person: Any, *, group: Group) -> Subscription | None:
    """Stop being a member, or take back a request. From then on one reads nothing that is members' own.

    Raises OwnerMustHandOver.
    """
    if person.is_authenticated and group.owner_id == person.pk:
        raise OwnerMustHandOver
    subscription = subscription_of(person, channel_of(group))
    if subscription is None:
        return None
    was_member = subscription.is_active
    if end(subscription) and was_member:
        group_left.send(sender=Subscription, subscription=subscription)
    return subscription


@transaction.atomic
def accept_request(person: Any, *, subscription: Subscription) -> Subscription:
    """Let in someone who asked. Raises NotAllowed, NothingToAnswer."""
    _answer(person, subscription, State.ACTIVE, joined_post_id=newest_post_id(subscription.channel))
    join_accepted.send(sender=Subscription, subscription=subscription)
    group_joined.send(sender=Subscription, subscription=subscription)
    reached(subscription.person, MilestoneKind.GROUP_JOINED)
    return subscription


@transaction.atomic
def decline_request(person: Any, *, subscription: Subscription) -> Subscription:
    """Not let in someone who asked; they may ask again. Raises NotAllowed, NothingToAnswer."""
    _answer(person, subscription, State.LEFT)
    return subscription


def _answer(person: Any, subscription: Subscription, state: str, **fields: Any) -> None:
    if not can_answer_requests(person, subscription.channel.group):
        raise NotAllowed
    waiting = Subscription.objects.filter(pk=subscription.pk, state=State.PENDING)
    if not waiting.update(state=state, changed_at=timezone.now(), **fields):
        raise NothingToAnswer
    subscription.refresh_from_db(fields=["state", "joined_post_id", "changed_at"])
