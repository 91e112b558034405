"""A group that loses its owner passes on by its rule; one that is offered is the member's when they accept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.channels.models import Subscription
from community.events import group_offered, role_given
from community.groups.handing import (
    AlreadyOffered,
    NotAMember,
    OfferOver,
    accept_group,
    decline_group,
    offer_group,
    open_offer,
    withdraw_offer,
)
from community.groups.joining import OwnerMustHandOver, leave_group
from community.groups.membering import remove_member
from community.groups.models import Group
from community.groups.succession import heir_of, pass_on, pass_on_groups_of
from community.people.suspending import suspend_person
from config.kit.errors import NotAllowed
from tests.factories import PersonFactory
from tests.hearing import hearing

pytestmark = pytest.mark.django_db
Role = Subscription.Role


def since(row, days):
    Subscription.objects.filter(pk=row.pk).update(began_at=timezone.now() - timedelta(days=days))
    return row.person


def roles(group):
    rows = Subscription.objects.active().filter(channel__group=group).exclude(role="member")
    return dict(rows.values_list("person", "role"))


def test_the_longest_serving_moderator_takes_over(group, join):
    since(join(group), 900)
    since(join(group, role=Role.MODERATOR), 10)
    heir = since(join(group, role=Role.MODERATOR), 20)
    suspended = join(group, role=Role.MODERATOR)
    since(suspended, 2000)
    type(heir).objects.filter(pk=suspended.person_id).update(is_active=False)

    with hearing(role_given) as told:
        pass_on(group)

    group.refresh_from_db()
    assert group.owner == heir
    assert [event["subscription"].person for event in told] == [heir]
    assert Subscription.objects.get(channel__group=group, role=Role.OWNER).person == heir


def test_without_moderators_the_longest_member(group, join):
    since(join(group), 3)
    heir = since(join(group), 30)
    since(join(group, state="left"), 900)
    since(join(group, state="pending"), 900)

    assert heir_of(group).person == heir
    pass_on(group)

    assert roles(group) == {heir.pk: "owner"}


def test_without_anybody_it_closes(group):
    assert pass_on(group) is None
    assert Group.objects.get().closed_at
    assert pass_on(group) is None


def test_the_owner_leaves_by_the_rule(group, join):
    founder, heir = group.owner, join(group).person
    with pytest.raises(OwnerMustHandOver):
        leave_group(founder, group=group)

    leave_group(founder, group=group, passing_on=True)

    group.refresh_from_db()
    assert group.owner == heir
    assert Subscription.objects.get(person=founder, channel__group=group).state == "left"


def test_who_leaves_last_closes_it(group):
    leave_group(group.owner, group=group, passing_on=True)
    assert Group.objects.get().closed_at


def test_the_groups_of_the_suspended_pass_on(group, join):
    heir = join(group).person

    suspend_person(PersonFactory(is_staff=True), target=group.owner, reason="骗钱")

    group.refresh_from_db()
    assert (group.owner, roles(group)) == (heir, {heir.pk: "owner"})
    assert Subscription.objects.get(person__is_active=False).role == "member"


def test_all_of_a_persons_groups_pass_on(group, join):
    join(group)
    other = Group.objects.create(slug="x", name="x", owner=group.owner, closed_at=timezone.now())

    assert pass_on_groups_of(group.owner) == 1

    other.refresh_from_db()
    assert other.owner != Group.objects.get(pk=group.pk).owner


def test_an_offer_that_is_accepted(group, join):
    founder, heir = group.owner, join(group).person
    with hearing(group_offered) as told:
        offer = offer_group(founder, group=group, to=heir)
    group.refresh_from_db()
    assert group.owner == founder
    assert [event["hand_over"] for event in told] == [offer]

    accept_group(heir, hand_over=offer)

    group.refresh_from_db()
    assert group.owner == heir
    assert roles(group) == {heir.pk: "owner", founder.pk: "moderator"}
    with pytest.raises(OfferOver):
        accept_group(heir, hand_over=offer)


def test_an_offer_that_is_declined_or_taken_back(group, join):
    heir = join(group).person
    for verb, who in [(decline_group, heir), (withdraw_offer, group.owner)]:
        offer = offer_group(group.owner, group=group, to=heir)
        verb(who, hand_over=offer)
        for late in (accept_group, decline_group):
            with pytest.raises(OfferOver):
                late(heir, hand_over=offer)
    assert open_offer(group) is None
    assert roles(group) == {group.owner.pk: "owner"}


def test_one_offer_at_a_time_to_a_member_by_the_owner(group, join, person, moderator):
    heir, gone = join(group).person, join(group, state="left").person
    for to in (person, gone, group.owner):
        with pytest.raises(NotAMember):
            offer_group(group.owner, group=group, to=to)
    with pytest.raises(NotAllowed):
        offer_group(moderator, group=group, to=heir)
    offer = offer_group(group.owner, group=group, to=heir)
    with pytest.raises(AlreadyOffered):
        offer_group(group.owner, group=group, to=moderator)
    for who in (moderator, person, group.owner):
        with pytest.raises(NotAllowed):
            accept_group(who, hand_over=offer)


@pytest.mark.parametrize("how", ["leaves", "is put out"])
def test_an_offer_ends_with_the_membership(group, join, how):
    row = join(group)
    offer = offer_group(group.owner, group=group, to=row.person)
    if how == "leaves":
        leave_group(row.person, group=group)
    else:
        remove_member(group.owner, subscription=row, reason="骂人")

    with pytest.raises(OfferOver):
        accept_group(row.person, hand_over=offer)
    assert open_offer(group) is None
