"""Where moderators work: who comes in, and acting in two taps."""

import pytest
from django.urls import reverse

from community.channels.models import Subscription
from community.drafts.models import Draft
from community.moderation.acting import hide_post
from community.moderation.acts import ACTS
from community.moderation.appealing import appeal
from community.moderation.models import Case, ModerationAction, Report, WordRule
from community.moderation.reporting import report
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PostFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db
SITE = ["mod", "mod_appeals", "mod_log", "mod_words", "mod_held"]
GROUP = ["group_mod", "group_mod_appeals", "group_mod_log", "group_mod_words", "group_mod_hidden", "group_held"]


@pytest.fixture
def case(post, reader):
    return report(reader, target=post, reason="spam", note="每天都发").case


def page(client, person, name, *args, **data):
    client.force_login(person)
    return client.get(reverse(name, args=args), data)


@pytest.mark.parametrize("name", SITE[1:])
def test_the_site_is_for_the_staff(client, name, clerk, group, moderator):
    assert page(client, clerk, name).status_code == 200
    for person in (moderator, group.owner):
        assert page(client, person, name).status_code == 403


@pytest.mark.parametrize("name", GROUP[:-1])
def test_a_group_is_for_its_keepers(client, name, clerk, group, moderator, member):
    for person in (moderator, group.owner, clerk):
        assert page(client, person, name, group.slug).status_code == 200
    for person in (member, PersonFactory(), GroupFactory().owner):
        assert page(client, person, name, group.slug).status_code == 403


def test_a_case_is_seen_by_those_who_handle_it(client, case, moderator, member, reader, clerk):
    for person, status in ((moderator, 200), (clerk, 200), (member, 404), (reader, 404), (GroupFactory().owner, 404)):
        assert page(client, person, "mod_case", case.reference).status_code == status


def test_two_taps_hide_a_post(client, case, post, group, moderator, member):
    queue = page(client, moderator, "group_mod", group.slug).content.decode()
    assert f"{case.get_absolute_url()}?act=hide" in queue
    form = client.get(f"{case.get_absolute_url()}?act=hide").content.decode()
    assert 'name="phrase" value="0"' in form
    answer = client.post(case.get_absolute_url(), {"act": "hide", "phrase": "0"})

    post.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, reverse("group_mod", args=[group.slug]))
    assert (post.state, post.hidden_reason) == ("hidden", "没人要看的广告")
    assert Report.objects.get().outcome == "acted"
    assert case.get_absolute_url() not in client.get(answer["Location"]).content.decode()


def test_a_phrase_speaks_the_language_of_its_reader(client, case, member, moderator):
    type(member).objects.filter(pk=member.pk).update(language="en")
    client.force_login(moderator)
    client.post(case.get_absolute_url(), {"act": "warn", "phrase": "1"})
    assert ModerationAction.objects.get().reason == "Insults or threats"


def test_own_words_win(client, case, moderator):
    client.force_login(moderator)
    client.post(case.get_absolute_url(), {"act": "warn", "reason": " 别再发了 "})
    assert ModerationAction.objects.get().reason == "别再发了"


@pytest.mark.parametrize("given", [{}, {"phrase": "99"}, {"phrase": "-1"}, {"phrase": "x"}, {"reason": "长" * 201}])
def test_without_a_reason_nothing_happens(client, case, moderator, given):
    client.force_login(moderator)
    answer = client.post(case.get_absolute_url(), {"act": "hide", **given})
    assert answer.status_code == 400
    assert not ModerationAction.objects.exists()


DONE = {
    "hide": lambda post, member: post.state == "hidden",
    "warn": lambda post, member: member.rulings.filter(verb="warn_person").exists(),
    "limit": lambda post, member: member.restrictions.standing().count() == 2,
    "remove": lambda post, member: Subscription.objects.get(person=member).state == "left",
    "ban": lambda post, member: Subscription.objects.get(person=member).state == "banned",
    "suspend": lambda post, member: not member.is_active and member.suspended_until is not None,
    "ban_site": lambda post, member: not member.is_active and member.suspended_until is None,
    "fine": lambda post, member: post.state == "visible" and ModerationAction.objects.get().verb == "find_nothing",
}
FORM = {"what": ["post", "comment"], "days": "7", "phrase": "0"}


@pytest.mark.parametrize("act", DONE)
@pytest.mark.parametrize("role", ["moderator", "owner", "clerk"])
def test_each_act_by_each_keeper(client, case, post, member, group, moderator, clerk, act, role):
    client.force_login({"moderator": moderator, "owner": group.owner, "clerk": clerk}[role])
    may = role == "clerk" or act not in ("suspend", "ban_site")
    offered = [one.name for one in client.get(case.get_absolute_url()).context["acts"]]
    assert (act in offered) is may

    answer = client.post(case.get_absolute_url(), {"act": act, **FORM})

    post.refresh_from_db()
    member.refresh_from_db()
    case.refresh_from_db()
    assert answer.status_code == (303 if may else 400)
    assert DONE[act](post, member) is may
    assert (case.settled_at is not None) is may


def test_hidden_it_can_be_shown_again(client, case, post, moderator):
    hide_post(moderator, post=post, reason="广告")
    client.force_login(moderator)
    client.post(case.get_absolute_url(), {"act": "restore", "phrase": "0"})
    post.refresh_from_db()
    assert post.state == "visible"


@pytest.mark.parametrize("kind", ["product", "store", "group"])
def test_the_staff_acts_on_all_kinds(client, reader, clerk, kind):
    target = {"product": ProductFactory, "store": StoreFactory, "group": GroupFactory}[kind]()
    made = report(reader, target=target, reason="fraud")
    client.force_login(clerk)
    assert client.get(reverse("mod")).status_code == 200
    assert client.post(made.case.get_absolute_url(), {"act": "hide", "reason": "假货"}).status_code == 303
    made.refresh_from_db()
    assert made.outcome == "acted"


def test_a_limit_for_the_site_is_set_by_the_staff_alone(client, case, member, moderator, clerk):
    client.force_login(moderator)
    client.post(case.get_absolute_url(), {"act": "limit", **FORM, "where": "site"})
    assert member.restrictions.get(what="post").group is not None
    again = report(PersonFactory(), target=member, reason="spam").case
    client.force_login(clerk)
    client.post(again.get_absolute_url(), {"act": "limit", **FORM, "days": "0"})
    assert member.restrictions.filter(group=None, until=None).count() == 2


def test_who_reported_is_for_the_staff_alone(client, case, moderator, clerk, reader):
    type(reader).objects.filter(pk=reader.pk).update(name="热心邻居")
    assert "热心邻居" not in page(client, moderator, "mod_case", case.reference).content.decode()
    assert "热心邻居" in page(client, clerk, "mod_case", case.reference).content.decode()


def test_an_appeal_is_decided(client, post, member, group, moderator):
    hide_post(moderator, post=post, reason="广告")
    made = appeal(member, action=ModerationAction.objects.get(), text="不是广告")
    assert page(client, moderator, "mod_appeal", made.reference).status_code == 404
    assert "不是广告" in page(client, group.owner, "group_mod_appeals", group.slug).content.decode()
    assert "买一送十" in page(client, group.owner, "mod_appeal", made.reference).content.decode()
    assert client.post(made.get_absolute_url(), {"upheld": "1"}).status_code == 400
    assert client.post(made.get_absolute_url(), {"upheld": "1", "answer": "对"}).status_code == 303
    post.refresh_from_db()
    assert post.state == "visible"
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.post(made.get_absolute_url(), {"upheld": "0", "answer": "不"}).status_code == 400


def test_an_act_is_taken_back_from_the_log(client, post, group, moderator, clerk, member):
    hide_post(moderator, post=post, reason="广告")
    action = ModerationAction.objects.get()
    lift = reverse("mod_lift", args=[action.reference])
    assert lift in page(client, group.owner, "group_mod_log", group.slug).content.decode()
    assert client.post(lift, {}).status_code == 400
    assert client.post(lift, {"reason": "看错了"}).status_code == 303
    assert lift not in client.get(reverse("group_mod_log", args=[group.slug])).content.decode()
    assert client.get(lift).status_code == 200
    assert client.post(lift, {"reason": "看错了"}).status_code == 400
    for person in (member, PersonFactory()):
        assert page(client, person, "mod_lift", action.reference).status_code == 404


def test_the_log_is_searched(client, post, moderator, clerk):
    hide_post(moderator, post=post, reason="广告")
    for words, found in (("广告", True), ("买一", True), (post.author.username, True), ("没有", False), ("\x00", True)):
        assert (post.text in page(client, clerk, "mod_log", q=words).content.decode()) is found


def test_hidden_posts_are_listed_for_keepers(client, post, group, moderator):
    hide_post(moderator, post=post, reason="广告")
    listed = page(client, moderator, "group_mod_hidden", group.slug).content.decode()
    assert "买一送十" in listed
    assert reverse("post_restore", args=[post.reference]) in listed


def test_words_are_kept(client, group, moderator, clerk, member):
    client.force_login(moderator)
    here = reverse("group_mod_words", args=[group.slug])
    given = {"kind": "word", "text": "高仿", "effect": "hold"}
    assert client.post(here, given).status_code == 303
    assert client.post(here, given).status_code == 400
    assert "高仿" in client.get(here).content.decode()
    assert "高仿" in client.get(reverse("group_mod_log", args=[group.slug])).content.decode()
    remove = reverse("mod_word_remove", args=[WordRule.objects.get().reference])
    client.force_login(member)
    assert client.post(remove).status_code == 404
    client.force_login(moderator)
    assert client.get(remove).status_code == 405
    assert client.post(remove).status_code == 303
    assert not WordRule.objects.exists()
    logged = ModerationAction.objects.order_by("id").values_list("verb", "target_name", "owner")
    assert list(logged) == [("add_word", "高仿", None), ("remove_word", "高仿", None)]


@pytest.mark.parametrize("name", [*SITE, *GROUP])
def test_lists_cost_the_same(client, group, moderator, member, clerk, other_clerk, name):
    costs = []
    args = [group.slug] if name in GROUP else []
    for count in (2, 8):
        for number in range(count):
            author = subscribe(PersonFactory(), group).person
            post = PostFactory(channel=group.channel, author=author)
            report(member, target=post, reason="spam")
            hidden = PostFactory(channel=group.channel, author=author)
            hide_post(moderator, post=hidden, reason="广告")
            appeal(author, action=ModerationAction.objects.first(), text="不是")
            Draft.objects.create(author=author, channel=group.channel, text="?", state="held", similar_to=post)
            WordRule.objects.create(kind="word", text=f"{count}{number}", group=group if args else None)
        page(client, clerk if not args else group.owner, name, *args)
        with queries_asked() as queries:
            assert page(client, clerk if not args else group.owner, name, *args).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_every_act_has_phrases():
    assert all(act.phrases and act.label for act in ACTS.values())
    assert not Case.objects.exists()
