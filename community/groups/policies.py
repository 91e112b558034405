"""Who may do what in a group."""

from __future__ import annotations

from typing import Any

from community.channels.models import Subscription
from community.groups.models import Group, HandOver, Invitation
from config.kit.errors import NotAllowed
from config.kit.policies import explained, signed_in, staff

Role, State = Subscription.Role, Subscription.State


def membership(person: Any, group: Group | None) -> Subscription | None:
    """The person's row in the group in whatever state; one query. None where the channel is no group's."""
    if group is None or not person.is_authenticated:
        return None
    return Subscription.objects.filter(person=person, channel__group=group).first()


def is_member(person: Any, group: Group) -> bool:
    row = membership(person, group)
    return signed_in(person) and row is not None and row.is_active


def is_moderator(person: Any, group: Group | None) -> bool:
    """The owner and those whom the owner made moderators."""
    row = membership(person, group)
    return signed_in(person) and row is not None and row.is_keeper


def is_owner(person: Any, group: Group | None) -> bool:
    return signed_in(person) and group is not None and group.owner_id == person.pk


def can_found(person: Any, group: Any = None) -> bool:
    return signed_in(person)


def can_edit_group(person: Any, group: Group) -> bool:
    return is_owner(person, group)


def can_close_group(person: Any, group: Group) -> bool:
    return is_owner(person, group) or staff(person)


def can_see_members(person: Any, group: Group) -> bool:
    """Members see who else is in; outsiders, even of a public group, see a number and whom they know."""
    return is_member(person, group)


def can_answer_requests(person: Any, group: Group | None) -> bool:
    return is_moderator(person, group)


def can_answer_requests_of(person: Any, subscription: Subscription) -> bool:
    return is_moderator(person, subscription.channel.group)


def can_keep_members(person: Any, group: Group) -> bool:
    """Put members out: its moderators, and the staff."""
    return is_moderator(person, group) or staff(person)


@explained(lambda person, group: _kept_from_inviting(person, group))
def can_invite(person: Any, group: Group) -> bool:
    """Any member of a public group; elsewhere those who also let people in. Nobody who is kept from inviting."""
    from community.moderation.restricting import What, restriction_on

    may = is_member(person, group) if group.access == Group.Access.PUBLIC else is_moderator(person, group)
    return may and restriction_on(person, What.INVITE, group) is None


def _kept_from_inviting(person: Any, group: Group) -> NotAllowed:
    from community.moderation.restricting import What, refusal

    return refusal(person, What.INVITE, group)


def can_see_invitation(person: Any, invitation: Invitation) -> bool:
    """Its poster, for those who could make one like it."""
    return can_invite(person, invitation.group)


def can_revoke(person: Any, invitation: Invitation) -> bool:
    """Whoever made it, and those who keep the group or the site."""
    made = signed_in(person) and invitation.created_by_id == person.pk
    return made or is_moderator(person, invitation.group) or staff(person)


def can_answer_offer(person: Any, hand_over: HandOver) -> bool:
    """Whom the group is offered to."""
    return signed_in(person) and hand_over.to_id == person.pk


def can_withdraw_offer(person: Any, hand_over: HandOver) -> bool:
    """Whose group it is."""
    return is_owner(person, hand_over.group)


def can_announce(person: Any, post: Any) -> bool:
    """Make a post known to all members: the moderators of the group that it stands in."""
    return post.state == "visible" and is_moderator(person, post.channel.group)


def can_set_role(person: Any, subscription: Subscription) -> bool:
    """The owner, for anyone else who is in."""
    group = subscription.channel.group
    return is_owner(person, group) and subscription.is_active and subscription.person_id != group.owner_id


def can_remove(person: Any, subscription: Subscription) -> bool:
    """Moderators, for members; only the owner and the staff for moderators; nobody for the owner or oneself."""
    group = subscription.channel.group
    if not signed_in(person) or group is None or subscription.person_id in (group.owner_id, person.pk):
        return False
    if is_owner(person, group) or person.is_staff:
        return True
    return subscription.role == Role.MEMBER and is_moderator(person, group)
