"""Writing on a phone: name somebody, ask in a poll, put by, plan, change, and answer in threads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from community.drafts.models import Draft
from community.groups.models import Group
from community.polls.asking import question
from community.polls.models import PollVote
from community.posts.commenting import comment
from community.posts.models import Mention, Post, UsefulMark
from community.posts.writing import edit_post, write_post
from tests.factories import GroupFactory, PersonFactory, subscribe
from tests.pages.browsing import PHONE
from tests.photos import encoded

pytestmark = pytest.mark.browser


@pytest.fixture
def group(site: Any) -> Group:
    return GroupFactory(name="西湖边喝茶", about="周六下午在茶博园碰头。", access=Group.Access.ASK, slug="lake-tea")


@pytest.fixture
def person(group: Group) -> Any:
    return subscribe(PersonFactory(name="陈阿姨", username="chen"), group).person


@pytest.fixture
def lin(group: Group) -> Any:
    return subscribe(PersonFactory(name="林晓", username="linxiao"), group).person


def wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_name_is_offered_while_typing(
    phone: Page, sign_in: Any, group: Group, person: Any, lin: Any, axe: Any
) -> None:
    sign_in(phone, person)
    phone.goto(group.get_absolute_url())
    area = phone.get_by_placeholder("对群里说点什么")

    area.press_sequentially("周六 @林")
    expect(phone.get_by_role("option", name=re.compile("林晓"))).to_be_visible()
    axe(phone)
    area.press("Enter")
    expect(area).to_have_value("周六 @linxiao ")
    area.press_sequentially("来吗？ #喝茶")
    phone.locator(".composer").get_by_role("button", name="发布").click()

    posted = phone.locator(".item", has_text="来吗")
    expect(posted.get_by_role("link", name="@linxiao")).to_have_attribute("href", lin.get_absolute_url())
    expect(posted.get_by_role("link", name="#喝茶")).to_be_visible()
    assert Mention.objects.get().person == lin


def test_a_poll_from_asking_to_the_result(phone: Page, sign_in: Any, group: Group, person: Any, axe: Any) -> None:
    sign_in(phone, person)
    phone.goto("/post/?channel=group:lake-tea")
    phone.get_by_label("想说点什么").fill("周六喝什么？")
    phone.locator("summary", has_text="投票").click()
    phone.get_by_label("选项 1", exact=True).fill("龙井")
    phone.get_by_label("选项 2", exact=True).fill("碧螺春")
    axe(phone)
    phone.get_by_role("button", name="发布", exact=True).click()

    poll = phone.locator(".poll")
    expect(poll.get_by_text("0 人投了票")).to_be_visible()
    phone.goto(Post.objects.get().get_absolute_url())
    axe(phone)
    poll.get_by_text("碧螺春").click()
    poll.get_by_role("button", name="投票").click()
    expect(poll.get_by_text("100% · 1")).to_be_visible()
    axe(phone)
    assert PollVote.objects.get().option.text == "碧螺春"
    poll.get_by_role("button", name="重新投票").click()
    expect(poll.get_by_label("龙井")).to_be_visible()
    assert not PollVote.objects.exists()


def test_voting_without_scripts(visitors: Any, group: Group, person: Any) -> None:
    post = write_post(group.owner, channel=group.channel, text="周六喝什么？", poll=question(["龙井", "碧螺春"]))
    page = visitors.open(PHONE | {"java_script_enabled": False}, person=person)
    page.goto(post.get_absolute_url())

    page.get_by_label("龙井").check()
    page.get_by_role("button", name="投票").click()

    expect(page.get_by_text("100% · 1")).to_be_visible()


def test_put_by_planned_and_taken_back(phone: Page, sign_in: Any, group: Group, person: Any, axe: Any) -> None:
    sign_in(phone, person)
    phone.goto("/post/?channel=group:lake-tea")
    phone.get_by_label("想说点什么").fill("明天到货")
    phone.get_by_role("button", name="先存草稿").click()

    expect(phone).to_have_url(re.compile("/posts/drafts/$"))
    axe(phone)
    phone.get_by_role("link", name="继续写").click()
    expect(phone.get_by_label("想说点什么")).to_have_value("明天到货")
    phone.locator("summary", has_text="定时发布").click()
    at = timezone.localtime() + timezone.timedelta(days=1)
    phone.get_by_label(re.compile("^时间")).fill(at.strftime("%Y-%m-%dT%H:%M"))
    phone.get_by_role("button", name="到这个时间发布").click()
    expect(phone.get_by_role("button", name="不发布了")).to_be_visible()
    axe(phone)
    assert Draft.objects.get().state == "scheduled"
    phone.get_by_role("button", name="不发布了").click()
    expect(phone.get_by_role("button", name="不发布了")).to_have_count(0)
    phone.get_by_role("button", name="丢掉").click()
    phone.get_by_role("button", name="撤销").click()
    expect(phone.get_by_text("明天到货")).to_be_visible()
    assert not Post.objects.exists()


def test_threads_are_answered_in_place(
    phone: Page, sign_in: Any, group: Group, person: Any, lin: Any, axe: Any
) -> None:
    post = write_post(group.owner, channel=group.channel, text="水温多少？")
    first = comment(lin, post=post, text="85 度")
    comment(group.owner, post=post, text="谢谢", parent=first)
    sign_in(phone, person)
    phone.goto(post.get_absolute_url())

    phone.locator(".comment", has_text="谢谢").get_by_role("link", name="回复").click()
    phone.get_by_label(re.compile("^回复")).fill("我也是")
    phone.locator("#reply").get_by_role("button", name="发送").click()

    answer = phone.locator(".answer .comment", has_text="我也是")
    expect(answer).to_contain_text("回复 ")
    # The bar at the top covers what is just above the comment.
    phone.evaluate("scrollTo(0, 0)")
    axe(phone)
    assert wide(phone) <= 0
    phone.locator(".answer .comment", has_text="我也是").locator("summary").click()
    phone.get_by_role("link", name="修改").click()
    phone.get_by_label("评论").fill("我也是 85 度")
    phone.get_by_role("button", name="保存").click()
    phone.locator(".comment", has_text="我也是 85 度").get_by_role("link", name=re.compile("改于")).click()
    expect(phone.get_by_text("我也是", exact=True)).to_be_visible()
    axe(phone)


def test_answering_without_scripts(visitors: Any, group: Group, person: Any, lin: Any) -> None:
    post = write_post(group.owner, channel=group.channel, text="水温多少？")
    comment(lin, post=post, text="85 度")
    page = visitors.open(PHONE | {"java_script_enabled": False}, person=person)
    page.goto(post.get_absolute_url())

    page.locator(".comment").get_by_role("link", name="回复").click()
    page.locator("#reply textarea").fill("谢谢")
    page.locator("#reply").get_by_role("button", name="发送").click()

    expect(page.locator(".answer .comment", has_text="谢谢")).to_be_visible()


def test_what_a_post_said_before(phone: Page, sign_in: Any, group: Group, person: Any, axe: Any) -> None:
    post = write_post(person, channel=group.channel, text="周六两点")
    edit_post(person, post=post, text="周六三点")
    sign_in(phone, person)
    phone.goto(post.get_absolute_url())

    phone.get_by_role("link", name=re.compile("改于")).click()

    expect(phone.get_by_text("周六两点")).to_be_visible()
    axe(phone)


def photos(*colours: str) -> list[Any]:
    return [
        {"name": f"{colour}.png", "mimeType": "image/png", "buffer": encoded(Image.new("RGB", (40, 30), colour), "PNG")}
        for colour in colours
    ]


def test_photos_change_places_are_described_and_taken_out(
    phone: Page, sign_in: Any, group: Group, person: Any, axe: Any
) -> None:
    sign_in(phone, person)
    phone.goto("/post/?channel=group:lake-tea")
    files = phone.locator("input[type=file][name=photos]")
    files.set_input_files(photos("red", "green"))
    files.set_input_files(photos("blue"))
    row = phone.locator("[data-photo-row]")
    expect(row).to_have_count(3)
    # By keyboard: the last one goes to the front, and the focus stays with it.
    row.nth(2).get_by_role("button", name="往前").focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Enter")
    expect(row.nth(0).get_by_role("button", name="往后")).to_be_focused()
    expect(phone.get_by_text("第 1 张，共 3 张")).to_be_attached()
    expect(row.nth(0).get_by_role("button", name="往前")).to_be_hidden()
    row.nth(1).get_by_role("button", name="拿掉").tap()
    expect(row).to_have_count(2)
    row.nth(0).get_by_label("照片里是什么").fill("蓝的")
    row.nth(1).get_by_label("照片里是什么").fill("绿的")
    assert files.evaluate("input => [...input.files].map(file => file.name)") == ["blue.png", "green.png"]
    assert wide(phone) <= 0
    axe(phone)

    # What was chosen and said comes back where something is wrong, and can still be put in order.
    phone.get_by_label(re.compile("^链接")).fill("javascript:x")
    phone.get_by_role("button", name="发布", exact=True).click()
    expect(row).to_have_count(2)
    expect(row.nth(0).get_by_label("照片里是什么")).to_have_value("蓝的")
    phone.get_by_label(re.compile("^链接")).fill("")
    files.set_input_files(photos("red"))
    row.nth(2).get_by_role("button", name="往前").tap()
    row.nth(1).get_by_label("照片里是什么").fill("红的")
    phone.get_by_role("button", name="发布", exact=True).click()
    expect(phone.get_by_text("发出去了")).to_be_visible()
    post = Post.objects.get()
    assert [hung.picture.alt for hung in post.pictures.select_related("picture")] == ["蓝的", "红的", "绿的"]

    # And while it is edited.
    phone.goto(f"/posts/{post.reference}/edit/")
    row.nth(0).get_by_role("button", name="往后").tap()
    row.nth(2).get_by_role("button", name="拿掉").tap()
    axe(phone)
    phone.get_by_role("button", name="保存").click()
    expect(phone).to_have_url(re.compile(f"/posts/{post.reference}/$"))
    assert [hung.picture.alt for hung in post.pictures.select_related("picture")] == ["红的", "蓝的"]
    phone.goto(f"/posts/{post.reference}/history/")
    expect(phone.locator("#items img")).to_have_count(3)
    axe(phone)


def test_photos_without_scripts(visitors: Any, group: Group, person: Any) -> None:
    page = visitors.open(PHONE | {"java_script_enabled": False}, person=person)
    page.goto("/post/?channel=group:lake-tea")
    page.get_by_label("想说点什么").fill("两张")
    page.locator("input[type=file][name=photos]").set_input_files(photos("red", "green"))
    page.get_by_role("button", name="说说照片里是什么").click()
    row = page.locator("[data-photo-row]")
    expect(row).to_have_count(2)
    row.nth(1).get_by_label("照片里是什么").fill("绿的")
    row.nth(1).get_by_role("button", name="往前").click()
    expect(row.nth(0).get_by_label("照片里是什么")).to_have_value("绿的")
    expect(page.get_by_label("想说点什么")).to_have_value("两张")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("发出去了")).to_be_visible()
    assert [hung.picture.alt for hung in Post.objects.get().pictures.select_related("picture")] == ["绿的", ""]


def test_whoever_asked_says_that_it_helped(
    phone: Page, sign_in: Any, group: Group, person: Any, lin: Any, axe: Any
) -> None:
    post = write_post(person, channel=group.channel, text="水温多少合适？")
    answer = comment(lin, post=post, text="八十五度，水先放两分钟。")
    sign_in(phone, person)
    phone.goto(post.get_absolute_url())
    said = phone.locator(f"#comment-{answer.reference}")

    said.get_by_role("button", name="帮到我了").click()
    expect(said.get_by_role("button", name="帮到我了", pressed=True)).to_be_visible()
    assert UsefulMark.objects.get().person == person
    axe(phone)

    sign_in(phone, lin)
    phone.goto(post.get_absolute_url())
    expect(said.get_by_text("帮到了陈阿姨")).to_be_visible()
    expect(said.get_by_role("button", name="帮到我了")).to_have_count(0)
    assert wide(phone) <= 0

    sign_in(phone, person)
    phone.goto(post.get_absolute_url())
    said.get_by_role("button", name="帮到我了").click()
    expect(said.get_by_role("button", name="帮到我了", pressed=False)).to_be_visible()
    assert not UsefulMark.objects.exists()
