"""Warnings, limits, removals and suspensions: who may, what follows, how it ends."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.channels.channels import channel_of
from community.channels.following import follow
from community.channels.models import Subscription
from community.groups.inviting import invite
from community.groups.joining import join_group
from community.groups.membering import readmit_member, remove_member
from community.moderation.models import ModerationAction, Restriction
from community.moderation.restricting import Restricted, lift_limit, limit_person, restriction_on
from community.moderation.undoing import AlreadyTakenBack, take_back
from community.moderation.warning import unwarn_person, warn_person
from community.people.models import Person
from community.people.suspending import end_suspensions, suspend_person
from community.posts import policies
from community.posts.commenting import comment
from community.posts.writing import write_post
from config.kit.errors import Invalid, NotAllowed
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory

pytestmark = pytest.mark.django_db
ROLES = ("guest", "outsider", "reader", "moderator", "owner", "clerk")


@pytest.fixture
def people(group, reader, moderator, clerk):
    return {
        "guest": AnonymousUser(),
        "outsider": PersonFactory(),
        "reader": reader,
        "moderator": moderator,
        "owner": group.owner,
        "clerk": clerk,
    }


ACTS = {
    "warn": lambda who, target, group: warn_person(who, target=target, reason="广告", group=group),
    "limit": lambda who, target, group: limit_person(who, target=target, what=["post"], reason="广告", group=group),
    "remove": lambda who, target, group: remove_member(who, subscription=row(target, group), reason="广告"),
    "ban": lambda who, target, group: remove_member(who, subscription=row(target, group), reason="广告", ban=True),
    "warn on the site": lambda who, target, group: warn_person(who, target=target, reason="广告"),
    "limit on the site": lambda who, target, group: limit_person(who, target=target, what=["post"], reason="广告"),
    "suspend": lambda who, target, group: suspend_person(who, target=target, reason="广告"),
    "ban from the site": lambda who, target, group: suspend_person(who, target=target, reason="广告", for_good=True),
}
IN_GROUP = ("warn", "limit", "remove", "ban")


def row(person, group):
    return Subscription.objects.get(person=person, channel__group=group)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_to_a_member(people, member, group, act, role):
    may = role == "clerk" or (act in IN_GROUP and role in ("moderator", "owner"))
    if may:
        ACTS[act](people[role], member, group)
        assert ModerationAction.objects.get().owner == member
    else:
        with pytest.raises(NotAllowed):
            ACTS[act](people[role], member, group)
        assert not ModerationAction.objects.exists()


@pytest.mark.parametrize("act", IN_GROUP)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_to_a_moderator(people, moderator, group, act, role):
    other = PersonFactory()
    Subscription.objects.create(person=other, channel=group.channel, role="moderator")
    people["moderator"] = other
    if role in ("owner", "clerk"):
        ACTS[act](people[role], moderator, group)
    else:
        with pytest.raises(NotAllowed):
            ACTS[act](people[role], moderator, group)


@pytest.mark.parametrize("act", IN_GROUP)
def test_nobody_but_the_staff_touches_the_owner(people, group, act):
    for role in ("moderator", "owner"):
        with pytest.raises(NotAllowed):
            ACTS[act](people[role], group.owner, group)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_does_it_to_themselves(clerk, group, act):
    Subscription.objects.create(person=clerk, channel=group.channel)
    with pytest.raises(NotAllowed):
        ACTS[act](clerk, clerk, group)


def test_a_limit_says_what_where_why_and_until_when(member, group, moderator):
    until = timezone.now() + timedelta(days=7)
    action = limit_person(moderator, target=member, what=["post"], reason="每天广告", until=until, group=group)

    with pytest.raises(Restricted) as refusal:
        write_post(member, channel=group.channel, text="又来了")
    for word in ("发动态", group.name, "每天广告"):
        assert word in str(refusal.value) or word == "发动态"
    assert refusal.value.link == action.get_absolute_url()
    assert not policies.can_post(member, group.channel)


@pytest.mark.parametrize("what", ["post", "comment", "invite", "follow"])
def test_each_limit_limits_its_own(member, group, clerk, what):
    post, store, other = PostFactory(channel=group.channel), StoreFactory(), GroupFactory()
    limit_person(clerk, target=member, what=[what], reason="广告")
    doing = {
        "post": lambda: write_post(member, channel=group.channel, text="茶"),
        "comment": lambda: comment(member, post=post, text="茶"),
        "invite": lambda: invite(member, group=group),
        "follow": lambda: follow(member, channel=channel_of(store)),
    }
    for name, act in doing.items():
        if name == what:
            with pytest.raises(Restricted):
                act()
        else:
            act()
    if what == "follow":
        with pytest.raises(Restricted):
            join_group(member, group=other)


def test_a_limit_in_a_group_ends_at_its_door(member, group, moderator):
    limit_person(moderator, target=member, what=["post"], reason="广告", group=group)
    assert write_post(member, channel=channel_of(member), text="自己的地方")


def test_it_ends_by_itself(member, group, moderator, django_assert_num_queries):
    until = timezone.now() + timedelta(days=1)
    limit_person(moderator, target=member, what=["post"], reason="广告", until=until, group=group)
    Restriction.objects.update(until=timezone.now())

    with django_assert_num_queries(1):
        assert restriction_on(member, "post", group) is None
    assert write_post(member, channel=group.channel, text="回来了")


def test_it_is_lifted(member, group, moderator):
    action = limit_person(moderator, target=member, what=["post", "comment"], reason="广告", group=group)
    lifted = lift_limit(moderator, action=action, reason="说清楚了")
    assert lifted.undoes == action
    assert restriction_on(member, "comment", group) is None


@pytest.mark.parametrize(("field", "given"), [("what", {"what": []}), ("what", {"what": ["fly"]}), ("until", {})])
def test_terms_are_checked(member, group, moderator, field, given):
    terms = {"what": ["post"], "until": timezone.now(), **({"until": None} if field == "what" else {}), **given}
    with pytest.raises(Invalid) as refusal:
        limit_person(moderator, target=member, reason="广告", group=group, **terms)
    assert refusal.value.field == field


def test_a_warning_is_taken_back_once(member, group, moderator):
    action = warn_person(moderator, target=member, reason="广告", group=group)
    assert unwarn_person(moderator, action=action, reason="看错了").undoes == action
    with pytest.raises(AlreadyTakenBack):
        take_back(moderator, action=action, reason="看错了")


def test_who_was_put_out_is_in_again(member, group, moderator):
    remove_member(moderator, subscription=row(member, group), reason="广告", ban=True)
    readmit_member(moderator, subscription=row(member, group), reason="看错了")
    assert row(member, group).is_active


def test_a_suspension_ends_by_itself(clerk):
    target = suspend_person(clerk, target=PersonFactory(), reason="假货", until=timezone.now() + timedelta(days=1))
    assert end_suspensions() == 0
    Person.objects.update(suspended_until=timezone.now())
    assert end_suspensions() == 1
    target.refresh_from_db()
    assert (target.is_active, target.suspended_reason, target.suspended_until) == (True, "", None)


def test_not_into_the_past(clerk):
    with pytest.raises(Invalid):
        suspend_person(clerk, target=PersonFactory(), reason="假货", until=timezone.now())
