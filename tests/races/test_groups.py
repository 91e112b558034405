"""Many come into a group, or say the same thing, at the same moment."""

from collections import Counter

import pytest

from community.channels.models import Subscription
from community.groups.inviting import invite
from community.posts.models import Post, Reaction
from content.milestones.models import Milestone
from tests.factories import GroupFactory, PersonFactory, PostFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def members(group):
    return Subscription.objects.active().filter(channel__group=group, role="member").count()


def test_an_invitation_for_ten_lets_ten_in(at_once):
    group = GroupFactory(access="hidden")
    invitation = invite(group.owner, group=group, max_uses=10)
    people = [PersonFactory() for _ in range(24)]

    answers = at_once([("come_in", (person.pk, invitation.pk)) for person in people])

    invitation.refresh_from_db()
    assert Counter(answers) == {"active": 10, "refused: invitation_spent": 14}
    assert invitation.uses == members(group) == 10


def test_one_person_in_eight_tabs_uses_one_place(at_once):
    group = GroupFactory(access="hidden")
    invitation = invite(group.owner, group=group, max_uses=5)
    person = PersonFactory()

    assert set(at_once([("come_in", (person.pk, invitation.pk))] * 8)) == {"active"}

    invitation.refresh_from_db()
    assert invitation.uses == members(group) == 1


def test_joining_eight_times_at_once_is_joining_once(at_once):
    group, person = GroupFactory(), PersonFactory()

    assert set(at_once([("join", (person.pk, group.pk))] * 8)) == {"active"}

    assert members(group) == 1
    assert Milestone.objects.filter(person=person, kind="group_joined").count() == 1


def test_one_form_sent_eight_times_is_one_post(at_once):
    group = GroupFactory()

    answers = at_once([("say", (group.owner_id, group.channel.pk, "k"))] * 8)

    assert set(answers) == {Post.objects.get().reference}


def test_one_like_each(at_once):
    post = PostFactory()
    people = [PersonFactory() for _ in range(4)]

    assert set(at_once([("like", (person.pk, post.pk)) for person in people * 4])) == {"heart"}

    assert Reaction.objects.filter(post=post).count() == 4


def test_three_places_at_the_top(at_once):
    group = GroupFactory()
    posts = PostFactory.create_batch(8, channel=group.channel)

    answers = at_once([("pin", (group.owner_id, post.pk)) for post in posts])

    assert Counter(answers) == {True: 3, "refused: too_many_pinned": 5}
    assert Post.objects.exclude(pinned_at=None).count() == 3
