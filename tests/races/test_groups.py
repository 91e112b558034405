"""Many come into a group, or say the same thing, at the same moment."""

from collections import Counter

import pytest

from community.channels.models import Subscription
from community.groups.handing import offer_group
from community.groups.inviting import invite
from community.groups.models import Group
from community.posts.models import Post, Reaction
from community.shelves.models import ShelfItem
from content.milestones.models import Milestone
from tests.factories import GroupFactory, PersonFactory, PostFactory, ProductFactory, subscribe

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


def owners(group):
    """Who owns it by its row and by the rows of its members."""
    rows = Subscription.objects.active().filter(channel__group=group, role="owner")
    return Group.objects.get(pk=group.pk).owner_id, list(rows.values_list("person", flat=True))


def test_two_come_for_the_last_place(at_once):
    group = GroupFactory(access="hidden")
    invitation = invite(group.owner, group=group, max_uses=1)

    answers = at_once([("come_in", (PersonFactory().pk, invitation.pk)) for _ in range(8)])

    assert Counter(answers) == {"active": 1, "refused: invitation_spent": 7}
    assert members(group) == 1


def test_a_group_is_accepted_or_taken_back(at_once):
    group = GroupFactory()
    founder, heir = group.owner, subscribe(PersonFactory(), group).person
    offer = offer_group(founder, group=group, to=heir)

    answers = Counter(at_once([("take_over", (offer.pk,)), ("take_offer_back", (offer.pk,))] * 4))

    owner, by_rows = owners(group)
    assert by_rows == [owner]
    assert answers["refused: offer_over"] + answers["refused: not_allowed"] == 7
    assert owner == (heir.pk if answers[group.slug] else founder.pk)


def test_whoever_is_to_own_it_leaves_meanwhile(at_once):
    group = GroupFactory()
    founder, heir, third = group.owner, subscribe(PersonFactory(), group).person, subscribe(PersonFactory(), group)
    offer = offer_group(founder, group=group, to=heir)

    at_once([("take_over", (offer.pk,)), ("part", (heir.pk, group.pk)), ("part", (founder.pk, group.pk))] * 3)

    assert owners(group) == (third.person_id, [third.person_id])
    assert not Group.objects.get(pk=group.pk).closed_at


def test_all_leave_at_once_and_nobody_is_left_with_it(at_once):
    group = GroupFactory()
    people = [group.owner, *(subscribe(PersonFactory(), group).person for _ in range(5))]

    assert set(at_once([("part", (person.pk, group.pk)) for person in people])) == {"left"}

    assert Group.objects.get(pk=group.pk).closed_at
    assert not Subscription.objects.active().filter(channel__group=group).exists()


def test_who_is_suspended_or_closes_their_account_meanwhile_owns_nothing(at_once):
    PersonFactory(is_staff=True)
    groups = [GroupFactory() for _ in range(4)]
    first, second, last = PersonFactory.create_batch(3)
    for group in groups:
        for person in (first, second, last):
            subscribe(person, group)

    acts = [("part", (group.owner_id, group.pk)) for group in groups]
    at_once([*acts[:2], ("suspend", (first.pk,)), ("close", (second.pk,)), *acts[2:]])

    assert [owners(group) for group in groups] == [(last.pk, [last.pk])] * 4


def test_one_announcement_a_day(at_once):
    group = GroupFactory()
    posts = PostFactory.create_batch(8, channel=group.channel)

    answers = at_once([("make_known", (group.owner_id, post.pk)) for post in posts])

    assert Counter(answers) == {True: 1, "refused: announced_today": 7}
    assert Post.objects.exclude(announced_at=None).count() == 1


def test_one_word_each_on_one_shelf(at_once):
    group, product = GroupFactory(), ProductFactory()
    people = [subscribe(PersonFactory(), group).person for _ in range(4)]

    assert set(at_once([("speak_for", (person.pk, group.pk, product.pk)) for person in people * 2])) == {"好"}

    assert ShelfItem.objects.get().vouchers.count() == 4


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
