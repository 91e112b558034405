import pytest

from community.channels.models import Subscription
from community.events import group_left, moderated, role_given
from community.groups.inviting import InvitationSpent, invite, join_by_invitation
from community.groups.joining import leave_group
from community.groups.membering import NotBanned, NotIn, lift_ban, remove_member, set_role
from community.groups.models import Group
from community.moderation.appealing import appeal, decide_appeal, open_appeals
from community.moderation.models import ModerationAction
from community.moderation.policies import acts_taken_back_by, can_take_back
from community.moderation.undoing import take_back
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory
from tests.hearing import hearing

pytestmark = pytest.mark.django_db
Role, State = Subscription.Role, Subscription.State


@pytest.fixture
def membership(group, join):
    return join(group)


def test_it_works(group, membership):
    assert set_role(group.owner, subscription=membership, role="moderator").role == Role.MODERATOR
    assert set_role(group.owner, subscription=membership, role="member", reason="换人").role == Role.MEMBER
    logged = ModerationAction.objects.order_by("id").values_list("verb", "owner", "group")
    assert list(logged) == [(verb, membership.person_id, group.pk) for verb in ("give_role", "take_role")]


def test_to_take_the_role_needs_a_reason(group, join):
    row = join(group, role=Role.MODERATOR)
    with pytest.raises(Invalid) as refusal:
        set_role(group.owner, subscription=row, role="member")
    assert refusal.value.field == "reason"
    row.refresh_from_db()
    assert row.role == Role.MODERATOR


def test_what_the_owner_decided_on_roles_no_moderator_undoes(group, moderator, join):
    row, other = join(group, role=Role.MODERATOR), PersonFactory(is_staff=True)
    set_role(group.owner, subscription=row, role="member", reason="换人")
    action = ModerationAction.objects.get()

    made = appeal(row.person, action=action, text="我一直在")
    assert not can_take_back(moderator, action)
    assert not open_appeals(moderator, group).exists()
    assert not ModerationAction.objects.filter(acts_taken_back_by(moderator)).exists()
    assert ModerationAction.objects.filter(acts_taken_back_by(group.owner)).exists()
    decide_appeal(other, appeal=made, upheld=True, answer="没有理由")

    row.refresh_from_db()
    assert row.role == Role.MODERATOR
    assert ModerationAction.objects.get(undoes=action).verb == "give_role"


def test_a_moderator_who_was_put_out_comes_back_as_one(group, moderator, join):
    row = join(group, role=Role.MODERATOR)
    remove_member(group.owner, subscription=row, reason="吵闹", ban=True)
    action = ModerationAction.objects.get()

    assert not can_take_back(moderator, action)
    assert not ModerationAction.objects.filter(acts_taken_back_by(moderator)).exists()
    take_back(group.owner, action=action, reason="看错了")

    row.refresh_from_db()
    assert (row.state, row.role) == (State.ACTIVE, Role.MODERATOR)


def test_agreed_with_even_where_nothing_is_left_to_take_back(group, join):
    row = join(group, role=Role.MODERATOR)
    set_role(group.owner, subscription=row, role="member", reason="换人")
    made = appeal(row.person, action=ModerationAction.objects.get(), text="我一直在")
    leave_group(row.person, group=group)

    assert decide_appeal(PersonFactory(is_staff=True), appeal=made, upheld=True, answer="对").outcome == "upheld"


def test_ownership_is_not_a_role_to_give(group, membership):
    with pytest.raises(Invalid):
        set_role(group.owner, subscription=membership, role="owner", reason="换人")


def test_moderators_make_no_moderators(moderator, membership):
    with pytest.raises(NotAllowed):
        set_role(moderator, subscription=membership, role="moderator")


def test_the_owner_stays_the_owner(group):
    own = Subscription.objects.get(person=group.owner, channel__group=group)
    with pytest.raises(NotAllowed):
        set_role(group.owner, subscription=own, role="member", reason="换人")


def test_removing_is_logged_and_told(moderator, membership, group):
    with hearing(group_left) as left, hearing(moderated) as told:
        remove_member(moderator, subscription=membership, reason="刷广告")

    action = ModerationAction.objects.get()
    assert membership.state == State.LEFT
    assert (action.verb, action.owner, action.reason) == ("remove_member", membership.person, "刷广告")
    assert (action.target_name, action.group) == ("", group)
    assert len(left) == len(told) == 1


def test_a_ban_takes_the_role_along(group, join):
    membership = join(group, role=Role.MODERATOR)

    remove_member(group.owner, subscription=membership, reason="骂人", ban=True)

    assert (membership.state, membership.role) == (State.BANNED, Role.MEMBER)
    assert ModerationAction.objects.get().verb == "ban_member"


def test_a_request_can_be_banned(group, join):
    assert (
        remove_member(group.owner, subscription=join(group, state="pending"), reason="广告", ban=True).state == "banned"
    )


def test_nobody_is_removed_twice(group, membership):
    remove_member(group.owner, subscription=membership, reason="刷广告")
    with pytest.raises(NotIn):
        remove_member(group.owner, subscription=membership, reason="刷广告")


@pytest.mark.parametrize("reason", ["", " \n", "长" * 201])
def test_a_reason_is_needed(group, membership, reason):
    with pytest.raises(Invalid) as refusal:
        remove_member(group.owner, subscription=membership, reason=reason)
    assert refusal.value.field == "reason"
    membership.refresh_from_db()
    assert membership.is_active


def test_who_removes_whom(group, moderator, membership, join):
    other_moderator = join(group, role=Role.MODERATOR)
    owner = Subscription.objects.get(person=group.owner, channel__group=group)
    own = Subscription.objects.get(person=moderator, channel__group=group)

    for actor, target in [
        (membership.person, other_moderator),
        (moderator, other_moderator),
        (moderator, owner),
        (moderator, own),
        (PersonFactory(), membership),
    ]:
        with pytest.raises(NotAllowed):
            remove_member(actor, subscription=target, reason="因为")


def test_staff_remove_but_not_the_owner(group, membership):
    staff = PersonFactory(is_staff=True)
    owner = Subscription.objects.get(person=group.owner, channel__group=group)

    assert remove_member(staff, subscription=membership, reason="投诉属实").state == State.LEFT
    with pytest.raises(NotAllowed):
        remove_member(staff, subscription=owner, reason="投诉属实")


def test_a_ban_can_be_lifted(moderator, membership):
    remove_member(moderator, subscription=membership, reason="刷广告", ban=True)

    assert lift_ban(moderator, subscription=membership, reason="道歉了").state == State.LEFT
    action = ModerationAction.objects.first()
    assert (action.verb, action.owner, action.reason) == ("readmit_member", membership.person, "道歉了")
    with pytest.raises(NotBanned):
        lift_ban(moderator, subscription=membership, reason="道歉了")
    with pytest.raises(NotAllowed):
        lift_ban(membership.person, subscription=membership, reason="道歉了")


def test_whoever_becomes_a_moderator_is_told_and_loses_links_with_the_role(group, membership):
    Group.objects.update(access="hidden")
    membership.channel.group.refresh_from_db()
    with hearing(role_given) as told:
        set_role(group.owner, subscription=membership, role="moderator")
        set_role(group.owner, subscription=membership, role="moderator")
    assert len(told) == 1
    link = invite(membership.person, group=Group.objects.get())

    set_role(group.owner, subscription=membership, role="member", reason="换人")

    link.refresh_from_db()
    assert not link.is_usable


def test_who_is_put_out_does_not_come_back_by_their_own_link(group, join):
    group.access = "invite"
    group.save()
    put_out = join(group, role=Role.MODERATOR)
    link, owners = invite(put_out.person, group=group), invite(group.owner, group=group)

    remove_member(group.owner, subscription=put_out, reason="骂人")

    for person in (put_out.person, PersonFactory()):
        with pytest.raises(InvitationSpent):
            join_by_invitation(person, invitation=link)
    assert join_by_invitation(PersonFactory(), invitation=owners).is_active
