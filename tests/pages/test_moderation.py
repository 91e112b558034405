"""Reporting, judging and appealing, as three people do it on their phones."""

import pytest
from playwright.sync_api import expect

from community.drafts.models import Draft
from community.moderation.acting import hide_post
from community.moderation.models import Appeal, ModerationAction, Report
from community.moderation.reporting import report
from community.people.models import PersonMute
from tests.factories import CommentFactory, GroupFactory, PersonFactory, PostFactory, channel_of, subscribe
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def town(site):
    group = GroupFactory(slug="lake", name="西湖喝茶")
    people = {
        "author": subscribe(PersonFactory(username="author", name="周全"), group).person,
        "reader": subscribe(PersonFactory(username="reader", name="林晓雨"), group).person,
        "moderator": subscribe(PersonFactory(username="moderator", name="陈阿姨"), group, role="moderator").person,
        "owner": group.owner,
    }
    post = PostFactory(channel=group.channel, author=people["author"], text="买一送十，加微信。")
    return {"group": group, "post": post, **people}


def test_from_report_to_appeal(visitors, town):
    post, group = town["post"], town["group"]
    reader = visitors.open(PHONE, person=town["reader"])
    reader.goto(post.get_absolute_url())
    reader.get_by_label("更多").first.tap()
    reader.get_by_role("link", name="举报").first.tap()
    reader.get_by_label("垃圾广告").or_(reader.locator("input[name=reason][value=spam]")).first.check()
    reader.get_by_role("button", name="发送").or_(reader.get_by_role("button", name="提交")).first.tap()
    expect(reader.get_by_text("管理员会")).to_be_visible()

    keeper = visitors.open(PHONE, person=town["moderator"])
    keeper.goto(f"/g/{group.slug}/mod/")
    expect(keeper.get_by_text("买一送十")).to_be_visible()
    keeper.get_by_role("link", name="隐藏", exact=True).tap()
    keeper.get_by_role("button", name="没人要看的广告").tap()
    expect(keeper.get_by_text("没有待处理的")).to_be_visible()
    post.refresh_from_db()
    assert (post.state, Report.objects.get().outcome) == ("hidden", "acted")

    author = visitors.open(PHONE, person=town["author"])
    author.goto("/bell/")
    author.get_by_text("隐藏了动态").first.tap()
    author.get_by_label("为什么觉得不对？").fill("这是自家的茶，群里问过的。")
    author.get_by_role("button", name="提交申诉").tap()
    expect(author.get_by_text("等待中")).to_be_visible()

    owner = visitors.open(PHONE, person=town["owner"])
    owner.goto(f"/g/{group.slug}/mod/appeals/")
    owner.get_by_text("这是自家的茶").tap()
    owner.get_by_label("你的答复").fill("确实问过，对不起。")
    owner.get_by_role("button", name="撤回").tap()
    expect(owner.get_by_text("没有待处理的申诉")).to_be_visible()

    post.refresh_from_db()
    assert (post.state, Appeal.objects.get().outcome) == ("visible", "upheld")
    author.reload()
    expect(author.get_by_text("确实问过").first).to_be_visible()


def test_a_person_is_muted_in_one_tap_and_heard_again(phone, sign_in, town):
    sign_in(phone, town["reader"])
    phone.goto(town["post"].get_absolute_url())
    phone.get_by_label("更多").first.tap()
    phone.get_by_role("button", name="静音周全").tap()
    expect(phone.get_by_text("已静音")).to_be_visible()
    assert PersonMute.objects.exists()
    phone.get_by_role("button", name="撤销").tap()
    expect(phone.get_by_text("已取消对周全的静音")).to_be_visible()
    assert not PersonMute.objects.exists()


@pytest.mark.looks
@pytest.mark.parametrize(
    ("device", "look"),
    [
        (PHONE, {"color_scheme": "light"}),
        (DESKTOP, {"color_scheme": "dark", "locale": "en"}),
        ({"viewport": {"width": 320, "height": 640}}, {"locale": "en"}),
    ],
    ids=["phone", "desktop", "narrow"],
)
def test_pages_are_accessible_and_fit(visitors, town, axe, device, look):
    group, author, reader = town["group"], town["author"], town["reader"]
    case = report(reader, target=town["post"], reason="spam", note="每天都发，提醒过也不听。").case
    said = CommentFactory(post=town["post"], author=author, text="加微信送茶")
    report(town["owner"], target=said, reason="fraud")
    hidden = PostFactory(channel=group.channel, author=author, text="祖传秘方")
    hide_post(town["moderator"], post=hidden, reason="夸大功效")
    action = ModerationAction.objects.get()
    made = Appeal.objects.create(action=action, person=author, text="都是真的。")
    clerk = PersonFactory(is_staff=True, language="en" if look.get("locale") == "en" else "zh-hans")
    subscribe(clerk, group, role="moderator")
    for channel in (group.channel, channel_of(author)):
        Draft.objects.create(author=author, channel=channel, text="加微信送茶", state="held", reason="本站不想要：微信")
    here = f"/g/{group.slug}/mod/"
    site = [f"/mod/{tab}" for tab in ("", "appeals/", "held/", "log/", "words/", "groups/")]
    walks = {
        clerk: [*site, made.get_absolute_url(), "/me/"],
        town["owner"]: [
            *("/mod/", "/me/", here, f"/g/{group.slug}/held/"),
            *(f"{here}{tab}/" for tab in ("appeals", "hidden", "log", "words")),
        ],
        town["moderator"]: [f"{case.get_absolute_url()}{act}" for act in ("", "?act=hide", "?act=limit", "?act=fine")],
        author: ["/me/rulings/", action.get_absolute_url()],
        reader: ["/me/reports/", "/settings/blocked/", f"/report/?target=post:{town['post'].reference}"],
    }
    for person, paths in walks.items():
        page = visitors.open(device, person=person, reduced_motion="reduce", **look)
        for path in paths:
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
