from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.channels.models import Subscription
from community.groups.inviting import InvitationSpent, invite, join_by_invitation, open_invitation, revoke_invitation
from community.groups.joining import GroupClosed
from community.groups.membering import remove_member
from community.groups.models import Group, Invitation
from community.moderation.models import ModerationAction
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_it_works(closed_group, person):
    invitation = invite(closed_group.owner, group=closed_group)

    assert join_by_invitation(person, invitation=invitation).is_active
    invitation.refresh_from_db()
    assert invitation.uses == 1


def test_it_lets_in_who_had_asked(asked_group, person, join):
    join(asked_group, person=person, state=Subscription.State.PENDING, note="请让我进来")
    invitation = invite(asked_group.owner, group=asked_group)

    assert join_by_invitation(person, invitation=invitation).is_active


def test_a_member_uses_none_up(closed_group, person):
    invitation = invite(closed_group.owner, group=closed_group, max_uses=1)
    join_by_invitation(person, invitation=invitation)

    assert join_by_invitation(person, invitation=invitation).is_active
    invitation.refresh_from_db()
    assert invitation.uses == 1


def test_a_limit_holds(closed_group, person):
    invitation = invite(closed_group.owner, group=closed_group, max_uses=1)
    join_by_invitation(person, invitation=invitation)
    late = PersonFactory()

    with pytest.raises(InvitationSpent):
        join_by_invitation(late, invitation=invitation)
    assert not Subscription.objects.filter(person=late, channel__group=closed_group).exists()


def test_an_end_holds(closed_group, person):
    invitation = invite(closed_group.owner, group=closed_group, expires_at=timezone.now() + timedelta(days=1))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationSpent):
        join_by_invitation(person, invitation=invitation)


def test_revoking_holds(closed_group, person):
    invitation = invite(closed_group.owner, group=closed_group)
    revoke_invitation(closed_group.owner, invitation=invitation)
    first = invitation.revoked_at
    assert revoke_invitation(closed_group.owner, invitation=invitation).revoked_at == first

    with pytest.raises(InvitationSpent):
        join_by_invitation(person, invitation=invitation)


def test_not_into_a_closed_group(group, person):
    invitation = invite(group.owner, group=group)
    group.closed_at = timezone.now()
    group.save()
    with pytest.raises(GroupClosed):
        join_by_invitation(person, invitation=invitation)
    with pytest.raises(GroupClosed):
        invite(group.owner, group=group)


def test_not_after_a_ban(closed_group, person, join):
    join(closed_group, person=person, state=Subscription.State.BANNED)
    invitation = invite(closed_group.owner, group=closed_group)
    with pytest.raises(NotAllowed):
        join_by_invitation(person, invitation=invitation)
    assert list(Invitation.objects.visible_to(person)) == []


def test_not_as_a_guest(group):
    with pytest.raises(NotAllowed):
        join_by_invitation(AnonymousUser(), invitation=invite(group.owner, group=group))


@pytest.mark.parametrize("access", Group.Access.values)
def test_members_invite_into_public_groups_only(access, group, join):
    Group.objects.update(access=access)
    group.refresh_from_db()
    member = join(group).person
    if access == Group.Access.PUBLIC:
        assert invite(member, group=group).created_by == member
    else:
        with pytest.raises(NotAllowed):
            invite(member, group=group)


def test_moderators_invite(group, moderator):
    Group.objects.update(access=Group.Access.INVITE)
    group.refresh_from_db()
    assert invite(moderator, group=group)


def test_outsiders_do_not(group, person):
    with pytest.raises(NotAllowed):
        invite(person, group=group)


@pytest.mark.parametrize("uses", [0, -1, 10_001])
def test_uses_are_a_number_of_people(group, uses):
    with pytest.raises(Invalid) as refusal:
        invite(group.owner, group=group, max_uses=uses)
    assert refusal.value.field == "max_uses"


def test_an_end_is_still_to_come(group):
    with pytest.raises(Invalid) as refusal:
        invite(group.owner, group=group, expires_at=timezone.now())
    assert refusal.value.field == "expires_at"


def test_who_revokes(group, moderator, join):
    maker, other = join(group).person, join(group).person
    invitation = invite(maker, group=group)

    with pytest.raises(NotAllowed):
        revoke_invitation(other, invitation=invitation)
    assert revoke_invitation(maker, invitation=invitation).revoked_at
    another = invite(maker, group=group)
    with pytest.raises(Invalid):
        revoke_invitation(moderator, invitation=another)
    assert revoke_invitation(moderator, invitation=another, reason="发得到处都是").revoked_at
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.reason) == ("end_invitation", maker, "发得到处都是")
    assert open_invitation(group.owner, invitation=another, reason="说清楚了").is_usable


def test_a_link_works_again_only_where_its_maker_may_invite(group, moderator, join):
    maker = join(group)
    invitation = invite(maker.person, group=group)
    revoke_invitation(moderator, invitation=invitation, reason="发得到处都是")
    remove_member(group.owner, subscription=maker, reason="骂人")
    with pytest.raises(InvitationSpent):
        open_invitation(group.owner, invitation=invitation, reason="看错了")
    for person in (maker.person, join(group).person):
        with pytest.raises(NotAllowed):
            open_invitation(person, invitation=invitation, reason="要用")


def test_it_ends_while_every_clock_can_show_it(closed_group):
    with pytest.raises(Invalid) as refused:
        invite(closed_group.owner, group=closed_group, expires_at=datetime(9999, 12, 31, 23, tzinfo=UTC))
    assert refused.value.code == "too_far"
