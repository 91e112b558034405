"""Which moderators look at what is reported, and how a case ends."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.attention.quotas import Quota, QuotaReached, standing
from community.events import report_settled
from community.groups.models import Invitation
from community.moderation import queue
from community.moderation.acting import hide_post
from community.moderation.models import Case, Report
from community.moderation.policies import can_handle
from community.moderation.reporting import report
from community.moderation.settling import AlreadySettled, find_nothing_wrong
from community.moderation.targets import find_target
from config.kit.errors import Invalid, NotAllowed
from shop.orders.models import Order
from tests.counting import queries_asked
from tests.factories import CommentFactory, PersonFactory, PostFactory, ProductFactory, channel_of, subscribe
from tests.hearing import hearing
from tests.permissions.world import build

pytestmark = pytest.mark.django_db


def waiting(person, group=None):
    return list(queue.open_cases(person, group))


def test_it_goes_to_the_group_and_the_staff(post, reader, group, moderator, clerk):
    case = report(reader, target=post, reason="spam").case

    assert waiting(moderator, group) == waiting(group.owner, group) == waiting(clerk) == [case]
    assert (case.about, case.group, case.for_staff) == (post.author, group, False)


def test_many_reports_are_one_case(post, reader, member, group, moderator, clerk):
    report(reader, target=post, reason="spam", note="每天都发")
    report(moderator, target=post, reason="fraud")
    report(clerk, target=post, reason="spam")

    (item,) = queue.items(waiting(group.owner, group), group.owner)
    assert item.count == 3
    assert dict(item.reasons) == {"垃圾广告": 2, "欺诈或假货": 1} or sorted(n for _, n in item.reasons) == [1, 2]
    assert item.notes[0].by is None
    assert queue.items(waiting(clerk), clerk)[0].notes[0].by == reader


@pytest.mark.parametrize("keeper", ["moderator", "owner"])
def test_what_is_said_of_a_keeper_goes_to_the_staff_alone(group, reader, moderator, clerk, keeper):
    author = moderator if keeper == "moderator" else group.owner
    case = report(reader, target=PostFactory(channel=group.channel, author=author), reason="abuse").case

    assert case.for_staff
    assert waiting(moderator, group) == waiting(group.owner, group) == []
    assert not can_handle(moderator, case)
    assert waiting(clerk) == [case]


def test_who_became_a_keeper_since_does_not_judge_their_own(post, reader, group, moderator, member):
    case = report(reader, target=post, reason="spam").case
    member.subscriptions.update(role="moderator")

    assert not can_handle(member, case)
    assert waiting(moderator, group) == []


def test_nobody_judges_what_is_said_of_them(reader, clerk):
    case = report(reader, target=PostFactory(author=clerk), reason="spam").case
    assert not can_handle(clerk, case)
    assert waiting(clerk) == []


def test_outside_of_groups_the_staff_alone_looks(reader, group, moderator, clerk):
    case = report(reader, target=ProductFactory(), reason="fraud").case
    assert not can_handle(moderator, case)
    assert not can_handle(reader, case)
    assert not can_handle(AnonymousUser(), case)
    assert can_handle(clerk, case)


def test_moderators_of_another_group_do_not(post, reader):
    from tests.factories import GroupFactory

    elsewhere = GroupFactory()
    case = report(reader, target=post, reason="spam").case
    assert not can_handle(elsewhere.owner, case)
    assert waiting(elsewhere.owner, elsewhere) == []


def test_the_act_ends_it_and_the_reporter_is_told(post, reader, moderator):
    made = report(reader, target=post, reason="spam")
    with hearing(report_settled) as heard:
        hide_post(moderator, post=post, reason="广告")

    made.refresh_from_db()
    made.case.refresh_from_db()
    assert (made.outcome, made.answer, made.case.outcome, made.case.reason) == ("acted", "", "acted", "广告")
    assert [event["report"] for event in heard] == [made]


def test_nothing_wrong_ends_it_with_a_reason(post, reader, moderator, member):
    made = report(reader, target=post, reason="spam")
    with pytest.raises(NotAllowed):
        find_nothing_wrong(member, case=made.case, reason="没问题")
    with pytest.raises(Invalid):
        find_nothing_wrong(moderator, case=made.case, reason="")
    find_nothing_wrong(moderator, case=made.case, reason="没问题")
    with pytest.raises(AlreadySettled):
        find_nothing_wrong(moderator, case=made.case, reason="没问题")

    made.refresh_from_db()
    assert (made.outcome, made.answer) == ("fine", "没问题")
    assert post.state == "visible"


def test_reported_again_it_is_a_new_case(post, reader, moderator):
    first = report(reader, target=post, reason="spam").case
    find_nothing_wrong(moderator, case=first, reason="没问题")
    again = report(reader, target=post, reason="abuse")

    assert again.case != first
    assert Report.objects.count() == 1
    assert (again.outcome, again.settled_at) == ("", None)


def test_there_is_a_limit(group, reader):
    most = standing(reader, Quota.REPORTS).limit
    for _ in range(most):
        report(reader, target=PostFactory(channel=group.channel), reason="spam")
    with pytest.raises(QuotaReached):
        report(reader, target=PostFactory(channel=group.channel), reason="spam")


def test_everything_has_its_name(group, reader, moderator):
    world = build()
    order = world.order
    names = {
        f"order:{order.reference}": (world.people["member"], order.store.owner),
        f"article:{world.article.slug}": (reader, world.article.author),
        f"invitation:{world.invitation.reference}": (reader, world.invitation.created_by),
    }
    for name, (person, about) in names.items():
        target = find_target(person, name)
        assert report(person, target=target, reason="other").case.about == about
    assert isinstance(find_target(world.people["owner"], f"order:{order.reference}"), Order)
    assert find_target(reader, f"order:{order.reference}") is None


def test_an_order_can_be_reported_from_both_sides():
    world = build()
    for side in ("member", "owner"):
        report(world.people[side], target=world.order, reason="fraud")
    assert set(Case.objects.values_list("about", flat=True)) == {
        world.people["owner"].pk,
        world.people["member"].pk,
    }


def test_an_invitation_of_a_moderator_goes_to_the_staff(group, reader, moderator, member):
    for person, for_staff in ((moderator, True), (member, False)):
        invitation = Invitation.objects.create(group=group, created_by=person)
        assert report(reader, target=invitation, reason="spam").case.for_staff is for_staff


def test_a_long_queue_is_paged_and_costs_the_same(group, moderator, member):
    costs = []
    for count in (3, 20):
        for number in range(count):
            who = subscribe(PersonFactory(), group).person
            post = PostFactory(channel=group.channel, author=member)
            report(who, target=post if number % 2 else CommentFactory(post=post, author=member), reason="spam")
        with queries_asked() as queries:
            items, cursor = queue.page_of(queue.open_cases(moderator, group), None, moderator)
            [item.pictures for item in items]
        costs.append(len(queries))
    assert costs[0] == costs[1]
    rest, end = queue.page_of(queue.open_cases(moderator, group), cursor, moderator)
    ids = [item.case.pk for item in items + rest]
    assert ids == sorted(ids)
    assert (len(ids), end) == (23, "")


def test_the_store_owner_is_not_asked(reader, clerk):
    from tests.factories import StoreFactory

    store = StoreFactory()
    case = report(reader, target=PostFactory(channel=channel_of(store), author=store.owner), reason="spam").case
    assert not can_handle(store.owner, case)
    assert can_handle(clerk, case)
