"""How much one may say today, on a phone: seen when one writes, refused with the words kept, held and let pass."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from community.attention.budgets import budget
from community.channels.models import Subscription
from community.groups.models import Group
from community.posts.models import Post
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe
from tests.pages.browsing import DESKTOP

pytestmark = pytest.mark.browser

TEA = "西湖龙井明前茶今天到货，一共三十斤，喜欢的朋友可以先来店里尝一杯再决定，南山路十二号，营业到晚上九点。"


@pytest.fixture(autouse=True)
def still(phone: Page) -> None:
    """What still fades in has not its colours yet."""
    phone.emulate_media(reduced_motion="reduce")


@pytest.fixture
def group(site: Any) -> Group:
    return GroupFactory(name="西湖边喝茶", slug="lake-tea")


@pytest.fixture
def person(group: Group) -> Any:
    return subscribe(PersonFactory(name="陈阿姨"), group).person


def test_the_budget_comes_when_one_begins_to_write(
    phone: Page, sign_in: Any, group: Group, person: Any, axe: Any
) -> None:
    PostFactory.create_batch(7, channel=group.channel, author=person)
    sign_in(phone, person)
    phone.goto(group.get_absolute_url())

    phone.get_by_placeholder("对群里说点什么").focus()
    expect(phone.locator("#budget-line")).to_contain_text("今天还能发 3 条")
    phone.get_by_role("link", name="为什么是这么多").click()

    sheet = phone.get_by_role("dialog")
    expect(sheet.get_by_text("群里每个成员的起点")).to_be_visible()
    expect(sheet.get_by_text("最少 3 条，最多 30 条。")).to_be_visible()
    axe(phone)


def test_where_one_passes_it_on_the_budget_is_that_of_the_chosen_place(
    phone: Page, sign_in: Any, group: Group, person: Any, axe: Any
) -> None:
    PostFactory.create_batch(7, channel=group.channel, author=person)
    post = PostFactory(author=PersonFactory(), text="明前龙井到了")
    sign_in(phone, person)
    phone.goto(f"{post.get_absolute_url()}repost/")

    phone.get_by_label("想说点什么？").focus()
    expect(phone.locator("#budget-line")).to_contain_text("今天还能发 6 条")
    phone.locator(".chip", has_text=group.name).click()
    expect(phone.locator("#budget-line")).to_contain_text("今天还能发 3 条")
    expect(phone.locator("#budget-sheet")).to_have_count(1)
    phone.get_by_role("link", name="为什么是这么多").click()
    expect(phone.get_by_role("dialog").get_by_text("群里每个成员的起点")).to_be_visible()
    axe(phone)


def test_at_home_too(phone: Page, sign_in: Any, person: Any) -> None:
    sign_in(phone, person)
    phone.goto("/")
    phone.locator("#composer-text").focus()
    expect(phone.locator("#budget-line")).to_contain_text("今天还能发 6 条")


def test_over_budget_nothing_typed_is_lost(phone: Page, sign_in: Any, group: Group, person: Any, axe: Any) -> None:
    PostFactory.create_batch(10, channel=group.channel, author=person)
    sign_in(phone, person)
    phone.goto(group.get_absolute_url())

    phone.get_by_placeholder("对群里说点什么").fill("第十一条")
    with phone.expect_response(lambda response: response.request.method == "POST") as answered:
        phone.get_by_role("button", name="发布").click()

    assert answered.value.status == 429
    assert answered.value.headers["ratelimit"].startswith('"budget";r=0;t=')
    assert int(answered.value.headers["retry-after"]) > 0
    expect(phone.get_by_text("今天在这里的 10 条已经发完").first).to_be_visible()
    expect(phone.get_by_role("textbox").first).to_have_value("第十一条")
    axe(phone)
    # It is there when one comes back, too.
    phone.goto(group.get_absolute_url())
    expect(phone.get_by_placeholder("对群里说点什么")).to_have_value("第十一条")
    assert not Post.objects.filter(text="第十一条").exists()


def test_all_limits_and_ones_own_profile(visitors: Any, person: Any, axe: Any) -> None:
    page = visitors.open(DESKTOP, person=person, reduced_motion="reduce")
    page.goto(person.get_absolute_url())
    expect(page.get_by_text("你的话有多少人回应")).to_be_visible()
    page.get_by_role("link", name="为什么是这么多").click()
    expect(page).to_have_url(re.compile(r"/budget/"))
    axe(page)
    page.get_by_role("link", name="所有限额").click()
    expect(page.get_by_text("每天 15 次举报")).to_be_visible()
    axe(page)


def test_the_same_in_a_second_group_is_held_and_let_pass(
    visitors: Any, phone: Page, sign_in: Any, group: Group, person: Any, axe: Any
) -> None:
    other = GroupFactory(name="良渚咖啡")
    subscribe(person, other)
    PostFactory(channel=other.channel, author=person, text=TEA)
    keeper = subscribe(PersonFactory(), group, role=Subscription.Role.MODERATOR).person
    sign_in(phone, person)
    phone.goto(group.get_absolute_url())
    phone.get_by_placeholder("对群里说点什么").fill(TEA)
    phone.get_by_role("button", name="发布").click()
    phone.wait_for_load_state()
    assert not Post.objects.filter(channel=group.channel).exists()

    page = visitors.open(DESKTOP, person=keeper, reduced_motion="reduce")
    page.goto(f"/g/{group.slug}/held/")
    expect(page.get_by_text(TEA)).to_be_visible()
    axe(page)
    page.get_by_role("button", name="放行").click()
    expect(page.get_by_text("没有待审核的动态")).to_be_visible()

    assert Post.objects.get(channel=group.channel).author == person
    assert budget(person, group.channel).used == 1
