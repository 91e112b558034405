"""What waits for those who keep order: in each of their groups, on the site, and in a number on one's own page."""

import pytest
from django.urls import reverse

from community.channels.models import Subscription
from community.drafts.models import Draft
from community.groups.editing import close_group
from community.moderation.acting import hide_post
from community.moderation.appealing import appeal
from community.moderation.models import ModerationAction
from community.moderation.reporting import report
from community.moderation.waiting import Waiting, groups_kept_by, waiting_for, waiting_in, waiting_of
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PostFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


def hold(author, channel):
    return Draft.objects.create(author=author, channel=channel, text="二手车", state="held", reason="不想要的词")


def busy(group, keeper):
    """Two reports, an appeal against what `keeper` did, and three times held words."""
    author = subscribe(PersonFactory(), group).person
    for _each in range(2):
        report(keeper, target=PostFactory(channel=group.channel, author=author), reason="spam")
    hide_post(keeper, post=PostFactory(channel=group.channel, author=author), reason="广告")
    appeal(author, action=ModerationAction.objects.first(), text="不是")
    for _each in range(3):
        hold(author, group.channel)


def test_all_three_are_counted(group, moderator, clerk):
    busy(group, moderator)

    assert waiting_for(group.owner, group) == Waiting(group, reported=2, appeals=1, held=3)
    assert waiting_for(moderator, group) == Waiting(group, reported=2, appeals=0, held=3)
    assert waiting_for(clerk) == Waiting(reported=2, appeals=1, held=3)


def test_a_list_of_groups_counts_as_each_group_does(group, moderator, member):
    """What one may not handle is in neither: said of a keeper, about oneself, one's own."""
    other = GroupFactory(owner=member)
    subscribe(group.owner, other, role=Subscription.Role.MODERATOR)
    busy(group, moderator)
    busy(other, group.owner)
    report(member, target=PostFactory(channel=group.channel, author=moderator), reason="abuse")
    hold(group.owner, other.channel)
    for person in (group.owner, moderator, member):
        kept = groups_kept_by(person)
        assert waiting_in(person, kept) == [waiting_for(person, each) for each in kept]


def test_whoever_keeps_a_group_finds_it_at_mod(client, group, moderator):
    busy(group, moderator)
    kept = GroupFactory(owner=moderator)
    client.force_login(moderator)

    page = client.get(reverse("mod"))

    assert [(row.group, row.total) for row in page.context["rows"]] == [(kept, 0), (group, 5)]
    for queue in ("group_mod", "group_held"):
        assert f'href="{reverse(queue, args=[group.slug])}"' in page.content.decode()


@pytest.mark.parametrize("name", ["mod", "mod_groups"])
def test_nobody_else_comes_in(client, group, member, name):
    closed = GroupFactory()
    close_group(closed.owner, group=closed)
    for person in (member, PersonFactory(), closed.owner):
        client.force_login(person)
        assert client.get(reverse(name)).status_code == 403


def test_the_staff_has_the_queue_of_the_site_and_a_way_to_their_groups(client, clerk):
    client.force_login(clerk)
    assert reverse("mod_groups") not in client.get(reverse("mod")).content.decode()

    mine = GroupFactory(owner=clerk)

    assert "items" in client.get(reverse("mod")).context
    assert reverse("mod_groups") in client.get(reverse("mod")).content.decode()
    assert [row.group for row in client.get(reverse("mod_groups")).context["rows"]] == [mine]


def test_the_list_costs_the_same_however_many_groups(client, monkeypatch):
    keeper, costs = PersonFactory(), []
    client.force_login(keeper)
    for count in (1, 4):
        for _each in range(count):
            busy(GroupFactory(owner=keeper), keeper)
        client.get(reverse("mod"))
        with queries_asked() as asked:
            client.get(reverse("mod"))
        costs.append(len(asked))
    assert costs[0] == costs[1]

    monkeypatch.setattr("community.moderation.waiting.PAGE", 2)
    first = client.get(reverse("mod"))
    second = client.get(reverse("mod"), {"cursor": first.context["cursor"]})
    third = client.get(reverse("mod"), {"cursor": second.context["cursor"]})
    shown = [row.group.pk for page in (first, second, third) for row in page.context["rows"]]
    assert shown == sorted(shown, reverse=True)
    assert (len(shown), third.context["cursor"]) == (5, "")


def test_ones_own_page_says_how_much_waits(client, group, moderator, member, clerk):
    busy(group, moderator)
    hold(member, channel_of(member))
    for person, number in ((moderator, 5), (group.owner, 6), (clerk, 7)):
        client.force_login(person)
        page = client.get(reverse("me"))
        assert (page.context["duties"].total, f'href="{reverse("mod")}"' in page.content.decode()) == (number, True)

    client.force_login(member)
    page = client.get(reverse("me"))
    assert (page.context["duties"], f'href="{reverse("mod")}"' in page.content.decode()) == (None, False)
    assert waiting_of(PersonFactory(is_staff=True)).total == 7


def test_held_words_of_all_channels_wait_for_the_staff(client, group, member, moderator, clerk):
    for channel in (channel_of(member), group.channel):
        hold(member, channel)
    client.force_login(clerk)
    page = client.get(reverse("mod_held"))
    assert [row.draft.channel.group for row in page.context["rows"]] == [None, group]
    assert page.content.decode().count("?queue=site") == 4


@pytest.mark.parametrize("verb", ["held_release", "held_refuse"])
def test_after_deciding_one_is_back_in_ones_queue(client, group, member, moderator, clerk, verb):
    site, groups = reverse("mod_held"), reverse("group_held", args=[group.slug])
    for person, channel, query, back in (
        (clerk, channel_of(member), "", site),
        (clerk, group.channel, "?queue=site", site),
        (clerk, group.channel, "", groups),
        (moderator, group.channel, "?queue=site", groups),
    ):
        draft = hold(member, channel)
        client.force_login(person)
        address = reverse(verb, args=[draft.reference]) + query
        if verb == "held_refuse":
            assert f'href="{back}"' in client.get(address).content.decode()
        assert client.post(address, {"reason": "不合适"})["Location"] == back


def test_held_words_are_paged(client, group, member, moderator, monkeypatch):
    monkeypatch.setattr("community.attention.screening.PAGE", 2)
    drafts = [hold(member, group.channel) for _each in range(5)]
    client.force_login(moderator)
    cursor, shown = "", []
    for _page in range(3):
        page = client.get(reverse("group_held", args=[group.slug]), {"cursor": cursor})
        shown += [row.draft for row in page.context["rows"]]
        cursor = page.context["cursor"]
    assert (shown, cursor) == (drafts, "")
