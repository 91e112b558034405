"""Who keeps order hears of what waits for them, in one line, until somebody has dealt with it."""

import pytest
from django.urls import reverse

from community.drafts.drafting import drop, take_back
from community.drafts.holding import hold, release
from community.groups.membering import set_role
from community.moderation.acting import hide_post
from community.moderation.appealing import appeal, decide_appeal
from community.moderation.models import Case, ModerationAction
from community.moderation.reporting import report
from community.moderation.settling import find_nothing_wrong
from community.notifications.models import Event
from community.notifications.reading import bell_page, mark_read
from community.notifications.tasks import make_notifications
from tests.factories import PersonFactory, PostFactory, StoreFactory, channel_of

pytestmark = pytest.mark.django_db


def told(person):
    """What the bell says to the person of what waits, and where it leads."""
    for pk in Event.objects.filter(done_at=None).values_list("pk", flat=True):
        make_notifications(pk)
    lines = bell_page(person).lines
    return [(line.words.text, line.words.url) for line in lines if line.notification.kind == "duty"]


@pytest.fixture
def one(group):
    return (f"{group}有 1 件事等待管理员处理。", f"/g/{group.slug}/mod/")


def where(group, queue):
    """The same, where it leads to another queue of the group."""
    return (f"{group}有 1 件事等待管理员处理。", reverse(queue, args=[group.slug]))


@pytest.fixture
def held(group, member, moderator):
    return hold(member, channel=group.channel, text="二手车", reason="Not wanted in this group: 二手车")


def test_a_report_is_told_to_the_keepers_and_not_to_whom_it_concerns(
    group, post, reader, member, moderator, clerk, one
):
    report(reader, target=post, reason="spam")

    assert told(moderator) == told(group.owner) == [one]
    assert told(member) == told(reader) == told(clerk) == []


def test_more_reports_of_the_same_are_no_more_to_do(post, reader, moderator, one):
    report(reader, target=post, reason="spam")
    report(PersonFactory(), target=post, reason="fraud")

    assert told(moderator) == [one]


def test_several_join_one_line(group, post, member, reader, moderator):
    for each in (post, PostFactory(channel=group.channel, author=member)):
        report(reader, target=each, reason="spam")

    assert told(moderator) == [(f"{group}有 2 件事等待管理员处理。", "/g/riverside/mod/")]


def test_what_is_said_of_a_keeper_goes_to_the_staff(group, reader, moderator, clerk):
    theirs = PostFactory(channel=group.channel, author=moderator)
    report(reader, target=theirs, reason="abuse")

    assert told(group.owner) == told(moderator) == []
    assert told(clerk) == [("本站有 1 件事等待处理。", "/mod/")]


def test_outside_of_groups_the_staff_hears_of_it(reader, clerk, moderator):
    report(reader, target=StoreFactory(), reason="fraud")

    assert told(clerk) == [("本站有 1 件事等待处理。", "/mod/")]
    assert told(moderator) == []


@pytest.mark.parametrize("how", ["hide", "leave"])
def test_once_it_is_settled_nobody_else_need_look(group, post, reader, moderator, how):
    report(reader, target=post, reason="spam")
    assert told(moderator)
    assert told(group.owner)

    if how == "hide":
        hide_post(moderator, post=post, reason="广告")
    else:
        find_nothing_wrong(moderator, case=Case.objects.get(), reason="没问题")

    assert told(moderator) == told(group.owner) == []


def test_whoever_is_no_moderator_any_more_reads_of_nothing(group, post, reader, moderator):
    report(reader, target=post, reason="spam")
    assert told(moderator)

    set_role(group.owner, subscription=moderator.subscriptions.get(channel=group.channel), role="member", reason="换人")

    assert told(moderator) == []


def test_an_appeal_is_told_to_who_may_decide_it(group, post, member, moderator):
    hide_post(moderator, post=post, reason="广告")
    made = appeal(member, action=ModerationAction.objects.get(), text="不是广告")

    assert told(group.owner) == [where(group, "group_mod_appeals")]
    assert told(moderator) == told(member) == []

    decide_appeal(group.owner, appeal=made, upheld=True, answer="看错了")
    assert told(group.owner) == []


def test_an_appeal_that_no_other_keeper_can_decide_goes_to_the_staff(group, post, member, clerk):
    hide_post(group.owner, post=post, reason="广告")
    appeal(member, action=ModerationAction.objects.get(), text="不是广告")

    assert told(group.owner) == []
    assert told(clerk) == [("本站有 1 件事等待处理。", "/mod/appeals/")]


def test_words_that_are_held_are_told_until_they_are_looked_at(held, group, moderator, member):
    assert told(moderator) == told(group.owner) == [where(group, "group_held")]
    assert told(member) == []

    release(moderator, draft=held, reason="可以")

    assert told(moderator) == told(group.owner) == []


def test_words_held_outside_of_groups_lead_to_the_queue_of_the_site(member, clerk):
    hold(member, channel=channel_of(member), text="二手车", reason="Not wanted on this site: 二手车")

    assert told(clerk) == [("本站有 1 件事等待处理。", "/mod/held/")]


def test_what_is_dealt_with_leads_nowhere(held, group, post, reader, member, moderator):
    """The line leads to what waits still, not to what came last."""
    report(reader, target=post, reason="spam")
    drop(member, draft=held)
    late = hold(member, channel=group.channel, text="二手车 2", reason="Not wanted in this group: 二手车")
    assert told(moderator)[0][1] == reverse("group_held", args=[group.slug])

    drop(member, draft=late)

    assert told(moderator) == [where(group, "group_mod")]


def test_held_words_that_were_thrown_away_need_no_look(held, member, moderator):
    assert told(moderator)

    drop(member, draft=held)

    assert told(moderator) == []


def test_held_words_that_come_back_are_told_again(group, member, moderator):
    twin = PostFactory(channel=channel_of(member), author=member, text="二手车")
    held = hold(member, channel=group.channel, text="二手车", reason="Much like another", similar_to=twin)
    assert told(moderator) == [where(group, "group_held")]
    mark_read(moderator)
    drop(member, draft=held)

    take_back(member, draft=held)

    assert told(moderator)[0] == where(group, "group_held")
