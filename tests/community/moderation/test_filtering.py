"""Words and websites that are not wanted."""

import pytest

from community.drafts.holding import PostHeld
from community.events import comment_written
from community.moderation import queue
from community.moderation.acting import hide_comment, restore_comment
from community.moderation.acts import act_on, acts_for
from community.moderation.appealing import appeal, decide_appeal
from community.moderation.filtering import (
    RuleThere,
    Unwanted,
    add_rule,
    filtered,
    host_is_unwanted,
    host_of,
    judged,
    remove_rule,
)
from community.moderation.models import WordRule
from community.posts.commenting import CommentHeld, comment, edit_comment
from community.posts.models import Comment
from community.posts.writing import edit_post, write_post
from config.kit.errors import Invalid, NotAllowed
from tests.factories import GroupFactory, PersonFactory, StoreFactory, channel_of
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


def meets(text, word, *links, kind="word"):
    return judged(text, links, ((kind, word, "refuse", None),)) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("VIAGRA", "buy viagra!", "v i a g r a", "v.i.a.g.r.a", "ｖｉａｇｒａ", "Ｖ Ｉ Ａ Ｇ Ｒ Ａ", "vi\u200bagra"),
        *("买viagra吧", "𝐯𝐢𝐚𝐠𝐫𝐚", "v_i_a_g_r_a"),
    ],
)
def test_a_latin_word_is_found(text):
    assert meets(text, "viagra")


@pytest.mark.parametrize("text", ["viagrateful", "xviagra", "via gra", "via", ""])
def test_and_only_whole(text):
    assert not meets(text, "viagra")


@pytest.mark.parametrize("text", ["加微信送钱", "加 微 信", "加、微、信", "加\u200b微信", "請加微信", "加微信abc"])
def test_a_chinese_word_is_found(text):
    assert meets(text, "加微信")


@pytest.mark.parametrize("text", ["加了微信", "微信", "加我微信"])
def test_and_not_its_like(text):
    assert not meets(text, "加微信")


def test_words_of_several_parts():
    assert meets("Make Free   Money now", "free money")
    assert not meets("free the money", "free money")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        *(("看 http://spam.example/x", ()), ("www.spam.example", ()), ("", ("https://a.b.spam.example/?q",))),
        *(("HTTP://SPAM.EXAMPLE", ()), ("", ("https://user@spam.example:8080/",)), ("ｈｔｔｐｓ://spam.example", ())),
    ],
)
def test_a_website_is_found(text, links):
    assert meets(text, "spam.example", *links, kind="host")


@pytest.mark.parametrize(
    "link", ["https://notspam.example", "https://example", "https://spam.example.org", "::", "http://["]
)
def test_and_not_its_neighbours(link):
    assert not meets("", "spam.example", link, kind="host")


def test_hosts_have_one_form():
    assert host_of("HTTPS://www.例子.测试/") == host_of("例子.测试") == "xn--fsqu00a.xn--0zwm56d"


def test_the_sternest_rule_counts(group, clerk):
    add_rule(clerk, kind="word", text="微信", effect="hold")
    assert filtered("加微信", group=group).holds
    add_rule(group.owner, kind="word", text="加微信", group=group)
    verdict = filtered("加微信", group=group)
    assert (verdict.holds, verdict.found, verdict.in_group) == (False, ("加微信",), True)
    assert filtered("加微信", group=GroupFactory()).holds
    assert filtered("喝茶", group=group) is None


def test_one_query(group, clerk, django_assert_num_queries):
    for number in range(20):
        add_rule(clerk, kind="word", text=f"坏词{number}")
    with django_assert_num_queries(1):
        assert filtered("坏词7") is not None


def test_what_is_written_is_held_against_it(group, member, post, clerk):
    add_rule(group.owner, kind="word", text="高仿", group=group)
    add_rule(clerk, kind="host", text="spam.example")
    for write in (
        lambda: write_post(member, channel=group.channel, text="高 仿 包"),
        lambda: write_post(member, channel=group.channel, text="", link="https://spam.example/"),
        lambda: edit_post(member, post=post, text="高仿"),
        lambda: comment(member, post=post, text="高仿？"),
    ):
        with pytest.raises(Unwanted) as refusal:
            write()
        assert refusal.value.field == "text"
    assert write_post(member, channel=channel_of(member), text="高仿不买")


def test_the_host_of_a_card(clerk):
    add_rule(clerk, kind="host", text="https://www.Spam.example/page")
    assert host_is_unwanted("spam.example")
    assert host_is_unwanted("a.spam.example")
    assert not host_is_unwanted("example")


@pytest.mark.parametrize("text", ["", " ", "!!", "\u200b"])
def test_nonsense_is_no_rule(clerk, text):
    with pytest.raises(Invalid):
        add_rule(clerk, kind="word", text=text)


def test_who_sets_them(group, member, moderator, clerk):
    for person, where in ((member, group), (moderator, None), (moderator, GroupFactory())):
        with pytest.raises(NotAllowed):
            add_rule(person, kind="word", text="坏", group=where)
    rule = add_rule(moderator, kind="word", text="坏", group=group)
    with pytest.raises(RuleThere):
        add_rule(clerk, kind="word", text="坏", group=group)
    with pytest.raises(NotAllowed):
        remove_rule(member, rule=rule)
    remove_rule(moderator, rule=rule)
    assert not WordRule.objects.exists()


def test_a_store_is_judged_by_the_site(clerk):
    store = StoreFactory(owner=PersonFactory())
    add_rule(clerk, kind="word", text="包治百病")
    with pytest.raises(Unwanted):
        write_post(store.owner, channel=channel_of(store), text="包治百病")


@pytest.fixture
def held(group, member, post):
    add_rule(group.owner, kind="word", text="加微信", effect="hold", group=group)
    with pytest.raises(CommentHeld):
        comment(member, post=post, text="加微信，送茶", idempotency_key="once")
    return Comment.objects.get(text="加微信，送茶")


def test_a_held_comment_waits_out_of_sight(held, group, member, reader, moderator):
    assert not Comment.objects.visible_to(reader).filter(pk=held.pk).exists()
    assert comment(member, post=held.post, text="加微信，送茶", idempotency_key="once") == held
    (case,) = queue.open_cases(moderator, group)
    assert (case.about, "加微信" in case.note) == (member, True)
    assert {"restore", "keep"} <= {act.name for act in acts_for(moderator, case, held)}


def test_let_pass_it_is_told_of(held, group, moderator, reader):
    (case,) = queue.open_cases(moderator, group)
    with hearing(comment_written) as heard:
        act_on(moderator, case=case, target=held, act="restore", reason="自家的茶")
    assert [event["comment"] for event in heard] == [held]
    assert Comment.objects.visible_to(reader).filter(pk=held.pk).exists()
    assert case.settled_at is not None
    hide_comment(moderator, comment=held, reason="广告")
    with hearing(comment_written) as heard:
        restore_comment(moderator, comment=held, reason="看错了")
    assert not heard


def test_left_out_it_is_told_and_can_be_appealed(held, group, moderator, member):
    (case,) = queue.open_cases(moderator, group)
    act_on(moderator, case=case, target=held, act="keep", reason="广告")
    action = member.rulings.get()
    assert (action.verb, action.reason, case.outcome) == ("hide_comment", "广告", "acted")
    made = appeal(member, action=action, text="不是广告")
    decide_appeal(group.owner, appeal=made, upheld=True, answer="确实不是")
    held.refresh_from_db()
    assert held.state == "visible"


def test_words_are_not_changed_into_held_ones(group, member, post, said):
    add_rule(group.owner, kind="word", text="加微信", effect="hold", group=group)
    with pytest.raises(Unwanted):
        edit_comment(member, comment=said, text="加微信")
    with pytest.raises(Unwanted):
        edit_post(member, post=post, text="加微信")


def test_a_held_post_waits_as_well(group, member):
    add_rule(group.owner, kind="word", text="加微信", effect="hold", group=group)
    with pytest.raises(PostHeld):
        write_post(member, channel=group.channel, text="加微信，送茶")
    assert not group.channel.posts.exists()
