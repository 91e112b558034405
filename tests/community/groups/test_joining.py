import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.channels.models import Subscription
from community.events import group_joined, group_left, join_accepted, join_requested
from community.groups.joining import (
    GroupClosed,
    InvitationNeeded,
    NothingToAnswer,
    OwnerMustHandOver,
    accept_request,
    decline_request,
    join_group,
    leave_group,
)
from community.groups.models import Group
from community.moderation.models import ModerationAction
from community.moderation.policies import can_appeal
from config.kit.errors import Invalid, NotAllowed
from content.milestones.models import Milestone, MilestoneKind
from tests.factories import PostFactory
from tests.hearing import hearing

pytestmark = pytest.mark.django_db
State = Subscription.State


def test_it_works(group, person):
    newest = PostFactory(channel=group.channel)

    with hearing(group_joined) as heard:
        membership = join_group(person, group=group)

    assert (membership.state, membership.role) == (State.ACTIVE, "member")
    assert membership.joined_post_id == newest.pk
    assert [event["subscription"] for event in heard] == [membership]
    assert Milestone.objects.filter(person=person, kind=MilestoneKind.GROUP_JOINED).exists()


def test_joining_twice_changes_nothing(group, person):
    join_group(person, group=group)
    with hearing(group_joined) as heard:
        assert join_group(person, group=group).is_active
    assert heard == []


def test_one_asks_where_one_has_to(asked_group, person):
    with hearing(join_requested) as heard:
        membership = join_group(person, group=asked_group, note="住在隔壁")

    assert (membership.state, membership.note) == (State.PENDING, "住在隔壁")
    assert [event["subscription"] for event in heard] == [membership]
    assert not Milestone.objects.filter(person=person).exists()


def test_asking_twice_asks_once(asked_group, person):
    join_group(person, group=asked_group)
    with hearing(join_requested) as heard:
        join_group(person, group=asked_group, note="再问一次")
    assert heard == []


def test_a_note_has_an_end(asked_group, person):
    with pytest.raises(Invalid):
        join_group(person, group=asked_group, note="长" * 201)


def test_not_without_an_invitation_where_one_is_needed(closed_group, person):
    with pytest.raises(InvitationNeeded):
        join_group(person, group=closed_group)


def test_what_counts_is_the_door_as_it_is_now(group, person):
    Group.objects.update(access=Group.Access.INVITE)
    with pytest.raises(InvitationNeeded):
        join_group(person, group=group)


def test_not_a_closed_group(group, person):
    Group.objects.update(closed_at=timezone.now())
    with pytest.raises(GroupClosed):
        join_group(person, group=group)


@pytest.mark.parametrize("access", ["public", "ask"])
def test_not_after_a_ban(access, group, person, join):
    Group.objects.update(access=access)
    join(group, person=person, state=State.BANNED)
    with pytest.raises(NotAllowed):
        join_group(person, group=group)


def test_not_as_a_guest(group):
    with pytest.raises(NotAllowed):
        join_group(AnonymousUser(), group=group)


def test_leaving_takes_the_role_along(group, moderator):
    with hearing(group_left) as heard:
        membership = leave_group(moderator, group=group)

    assert (membership.state, membership.role) == (State.LEFT, "member")
    assert len(heard) == 1


def test_leaving_takes_a_request_back(asked_group, person):
    join_group(person, group=asked_group)
    with hearing(group_left) as heard:
        assert leave_group(person, group=asked_group).state == State.LEFT
    assert heard == []


def test_strangers_have_nothing_to_leave(group, person):
    assert leave_group(person, group=group) is None


def test_an_owner_hands_over_first(group):
    with pytest.raises(OwnerMustHandOver):
        leave_group(group.owner, group=group)


def test_one_may_come_back(group, person):
    join_group(person, group=group)
    leave_group(person, group=group)

    assert join_group(person, group=group).is_active
    assert Subscription.objects.filter(person=person, channel__group=group).count() == 1


def test_letting_in(asked_group, person):
    request = join_group(person, group=asked_group)
    newest = PostFactory(channel=asked_group.channel)

    with hearing(join_accepted) as heard:
        membership = accept_request(asked_group.owner, subscription=request)

    assert membership.is_active
    assert membership.joined_post_id == newest.pk
    assert len(heard) == 1
    assert Milestone.objects.filter(person=person, kind=MilestoneKind.GROUP_JOINED).exists()


def test_not_letting_in(asked_group, person):
    request = join_group(person, group=asked_group)

    with pytest.raises(Invalid):
        decline_request(asked_group.owner, subscription=request, reason=" ")
    assert decline_request(asked_group.owner, subscription=request, reason="人满了").state == State.LEFT
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.group, action.reason) == (
        *("decline_request", person, asked_group, "人满了"),
    )
    assert join_group(person, group=asked_group).state == State.PENDING


def test_who_was_not_let_in_and_is_after_all_needs_no_appeal(asked_group, person):
    request = join_group(person, group=asked_group)
    decline_request(asked_group.owner, subscription=request, reason="人满了")
    accept_request(asked_group.owner, subscription=join_group(person, group=asked_group))

    declined, accepted = ModerationAction.objects.order_by("id")
    assert (accepted.verb, accepted.undoes) == ("accept_request", declined)
    assert not can_appeal(person, declined)


@pytest.mark.parametrize("answer", [accept_request, decline_request])
def test_an_answer_is_given_once(answer, asked_group, person):
    request = join_group(person, group=asked_group)
    accept_request(asked_group.owner, subscription=request)
    with pytest.raises(NothingToAnswer):
        answer(asked_group.owner, subscription=request, reason="人满了")


@pytest.mark.parametrize("answer", [accept_request, decline_request])
def test_members_do_not_answer(answer, asked_group, person, join):
    request = join_group(person, group=asked_group)
    member = join(asked_group).person
    for who in (member, person):
        with pytest.raises(NotAllowed):
            answer(who, subscription=request, reason="人满了")
