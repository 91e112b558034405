"""Being told in a real browser: the bell moves by itself, new posts are offered, sources fall silent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from community.notifications.models import Notification, Rhythm
from community.notifications.off import Stop, off_token
from community.notifications.wanting import choices
from community.posts.commenting import comment
from community.posts.writing import write_post
from shop.orders.receiving import confirm_received
from shop.orders.shipping import ship
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)
from tests.pages.browsing import DESKTOP, PHONE
from tests.shop.buying import paid_order
from tests.waiting import eventually

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(site):
    return PersonFactory(name="陈阿姨")


@pytest.fixture
def group(reader):
    group = GroupFactory(name="西湖边喝茶", slug="tea", owner=PersonFactory(name="林晓雨"))
    subscribe(reader, group)
    return group


def listening(page: Page, path: str) -> None:
    """Open `path` and wait until its stream hears."""
    page.goto(path)
    expect(page.locator("body[data-listening]")).to_be_attached(timeout=15_000)


def test_the_badge_moves_by_itself(visitors, reader, group):
    post = PostFactory(channel=channel_of(group), author=reader)
    page = visitors.open(PHONE, person=reader)
    listening(page, "/groups/")
    expect(page.locator("[data-live-bell]:visible .dot")).to_have_count(0)
    comment(group.owner, post=post, text="水温多少合适？")
    expect(page.locator("[data-live-bell]:visible .dot")).to_have_count(1)
    page.locator("[data-live-bell]:visible").click()
    expect(page.get_by_text("林晓雨评论了你的动态")).to_be_visible()
    page.get_by_text("水温多少合适？").click()
    expect(page).to_have_url(re.compile(f"/posts/{post.reference}/"))
    assert Notification.objects.unread_count(reader) == 0


def test_read_on_one_page_the_badge_goes_on_the_other(visitors, reader, group):
    write_post(group.owner, channel=channel_of(group), text="新茶到了")
    first, second = visitors.open(PHONE, person=reader), visitors.open(DESKTOP, person=reader)
    listening(second, "/groups/")
    expect(second.locator("[data-live-bell]:visible .dot")).to_have_count(1)
    first.goto("/bell/")
    first.get_by_role("button", name="全部标为已读").click()
    expect(second.locator("[data-live-bell]:visible .dot")).to_have_count(0)


def test_new_posts_are_offered_and_not_pushed(visitors, reader, group):
    write_post(group.owner, channel=channel_of(group), text="旧的一条")
    page = visitors.open(PHONE, person=reader)
    listening(page, "/")
    write_post(group.owner, channel=channel_of(group), text="新的一条")
    pill = page.get_by_role("link", name="1 条新动态")
    expect(pill).to_be_visible()
    expect(page.get_by_text("新的一条")).to_have_count(0)
    pill.click()
    expect(page.get_by_text("新的一条")).to_be_visible()


def test_inside_a_group_only_its_own_posts_are_offered(visitors, reader, group):
    other = GroupFactory()
    subscribe(reader, other)
    write_post(group.owner, channel=channel_of(group), text="旧的一条")
    page = visitors.open(PHONE, person=reader)
    listening(page, "/g/tea/")
    write_post(other.owner, channel=channel_of(other), text="别处")
    write_post(group.owner, channel=channel_of(group), text="新的一条")
    expect(page.get_by_role("link", name="1 条新动态")).to_be_visible()


def test_mute_a_source_and_take_it_back(visitors, reader, group):
    write_post(group.owner, channel=channel_of(group), text="新茶到了")
    page = visitors.open(PHONE, person=reader)
    page.goto("/")
    page.locator("summary", has_text="你在这个群").click()
    page.get_by_role("button", name="静音").click()
    expect(page.get_by_text("新茶到了")).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("新茶到了")).to_be_visible()


def test_show_more_keeps_the_place(visitors, reader, group):
    for number in range(25):
        PostFactory(channel=channel_of(group), text=f"第{number}条。")
    page = visitors.open(PHONE, person=reader)
    page.goto("/")
    page.evaluate("window.here = true")
    page.get_by_role("link", name="看更多").click()
    expect(page.get_by_text("第0条。")).to_be_attached()
    expect(page.locator("article.item")).to_have_count(25)
    assert page.evaluate("window.here")
    expect(page.get_by_role("link", name="看更多")).to_have_count(0)


def test_a_kind_turned_off_in_the_bell(visitors, reader, group):
    write_post(group.owner, channel=channel_of(group), text="新茶到了")
    page = visitors.open(PHONE, person=reader)
    page.goto("/bell/")
    page.get_by_label("这条怎么办").first.click()
    page.get_by_role("button", name="这类不再提醒").click()
    expect(page.get_by_text("以后不在这里提醒你了")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("又会在这里提醒你了")).to_be_visible()


def test_one_tap_turns_a_kind_off(visitors, reader):
    page = visitors.open(PHONE, person=reader)
    page.goto("/settings/notifications/")
    box = page.get_by_label("有人评论我的动态: 站内")
    expect(box).to_be_checked()
    box.click()
    expect(page.get_by_text("已保存")).to_be_visible()
    assert choices(reader)["comment", "in_app"] is False
    page.reload()
    expect(box).not_to_be_checked()
    assert choices(reader)["comment", "email"] is True


def test_quiet_hours_in_one_tap(visitors, reader):
    page = visitors.open(PHONE, person=reader)
    page.goto("/settings/notifications/")
    page.get_by_role("link", name="免打扰与摘要").click()
    page.get_by_label("开启免打扰").click()
    expect(page.get_by_text("已保存").first).to_be_visible()
    rhythm = Rhythm.objects.get(person=reader)
    assert (rhythm.quiet, rhythm.quiet_start.hour, rhythm.quiet_end.hour) == (True, 22, 8)
    page.get_by_label("到", exact=True).fill("22:00")
    page.get_by_label("到", exact=True).press("Tab")
    expect(page.get_by_text("免打扰的开始和结束不能是同一时刻")).to_be_visible()
    expect(page.get_by_label("到", exact=True)).to_have_value("22:00")
    page.get_by_label("到", exact=True).fill("07:30")
    page.get_by_label("到", exact=True).press("Tab")
    expect(page.get_by_text("免打扰的开始和结束不能是同一时刻")).to_have_count(0)
    eventually(lambda: Rhythm.objects.get(person=reader).quiet_end.hour == 7, within=10)


def test_a_form_that_came_back_hears_the_next_change_at_once(visitors, reader):
    page = visitors.open(PHONE, person=reader)
    page.add_init_script("const soon = setTimeout; setTimeout = (call, delay) => soon(call, delay ? 60000 : 0);")
    page.goto("/settings/quiet/")
    page.get_by_label("开启免打扰").click()
    expect(page.get_by_text("已保存").first).to_be_visible()
    page.get_by_label("到", exact=True).fill("22:00")
    page.get_by_label("到", exact=True).press("Tab")
    expect(page.get_by_text("免打扰的开始和结束不能是同一时刻")).to_be_visible()
    page.get_by_label("到", exact=True).fill("07:30")
    page.get_by_label("到", exact=True).press("Tab")
    expect(page.get_by_text("免打扰的开始和结束不能是同一时刻")).to_have_count(0)


@pytest.mark.parametrize("look", [PHONE | {"locale": "zh-CN"}, DESKTOP | {"locale": "en-GB", "color_scheme": "dark"}])
def test_everything_paused_in_one_tap(visitors, reader, axe, look):
    page = visitors.open(look, person=reader, reduced_motion="reduce")
    page.goto("/settings/notifications/")
    axe(page)
    page.locator("#pause button[value=tomorrow]").click()
    page.wait_for_url("**/settings/notifications/")
    expect(page.locator("#pause.gold")).to_be_visible()
    assert Rhythm.objects.get(person=reader).is_paused
    axe(page)
    page.goto("/bell/")
    axe(page)
    page.locator("#pause button").click()
    expect(page.locator("#pause")).to_have_count(0)
    assert not Rhythm.objects.get(person=reader).is_paused


def test_a_weekly_digest(visitors, reader):
    page = visitors.open(DESKTOP, person=reader)
    page.goto("/settings/quiet/")
    page.get_by_text("每周", exact=True).click()
    expect(page.get_by_text("已保存").first).to_be_visible()
    assert Rhythm.objects.get(person=reader).digest == "weekly"


def test_quiet_hours_without_scripts(visitors, reader):
    page = visitors.open(PHONE, person=reader, java_script_enabled=False)
    page.goto("/settings/quiet/")
    page.get_by_label("开启免打扰").check()
    page.get_by_role("button", name="保存免打扰").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    expect(page.get_by_label("开启免打扰")).to_be_checked()


def test_a_source_is_silent_for_a_day(visitors, reader, group):
    page = visitors.open(PHONE, person=reader)
    page.goto("/settings/sources/")
    page.get_by_label("西湖边喝茶的消息多少").click()
    page.get_by_role("button", name="静音一天").click()
    expect(page.get_by_text("静音到")).to_be_visible()


def test_fewer_mails_by_the_link_in_a_mail(visitors, reader):
    page = visitors.open(PHONE)
    page.goto(f"/bell/off/{off_token(Stop(reader, ('comment',)))}/")
    page.get_by_role("button", name="对，不要了").click()
    expect(page.get_by_text("以后不再收到")).to_be_visible()
    assert choices(reader)["comment", "email"] is False
    page.get_by_role("button", name="撤销").click()
    eventually(lambda: choices(reader)["comment", "email"], within=10)


def test_where_the_device_says_it_is(visitors):
    StoreFactory(name="晓雨的茶", lat=30_251_000, lon=120_150_000)
    options = {"geolocation": {"latitude": 30.25, "longitude": 120.15}, "permissions": ["geolocation"]}
    page = visitors.open(PHONE, **options)
    page.goto("/near/")
    page.get_by_role("button", name="定位我").click()
    expect(page.get_by_text("晓雨的茶").first).to_be_visible()
    expect(page.get_by_text("110 米")).to_be_visible()
    page.get_by_text("3 公里").first.click()
    expect(page.locator("input[value='3000']")).to_be_checked()
    expect(page.get_by_text("3 公里")).to_have_count(2)


def test_a_place_by_its_name_without_scripts(visitors):
    StoreFactory(name="晓雨的茶", place_name="满觉陇")
    page = visitors.open(PHONE, java_script_enabled=False)
    page.goto("/near/")
    page.get_by_role("button", name="满觉陇").click()
    expect(page.get_by_text("晓雨的茶").first).to_be_visible()


def test_search_as_one_types(visitors):
    ProductFactory(name="明前龙井")
    page = visitors.open(DESKTOP)
    page.goto("/search/")
    page.locator("main input[type=search]").press_sequentially("龙井", delay=40)
    expect(page.get_by_text("明前龙井")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q="))


def test_stopped_and_started_again(visitors, reader, group, site):
    """A hidden page lets go of its stream; shown again it asks what it missed."""
    page = visitors.open(PHONE, person=reader)
    listening(page, "/groups/")
    show = "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
    show += " document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(f"({show})(true)")
    write_post(group.owner, channel=channel_of(group), text="新茶到了")
    eventually(lambda: Notification.objects.unread_count(reader) == 1, within=10)
    expect(page.locator("[data-live-bell]:visible .dot")).to_have_count(0)
    page.evaluate(f"({show})(false)")
    expect(page.locator("[data-live-bell]:visible .dot")).to_have_count(1)


PAGES = [
    "/",
    "/bell/",
    "/settings/notifications/",
    "/settings/quiet/",
    "/settings/sources/",
    "/stores/",
    "/near/",
    "/search/",
    "/search/?q=茶",
]


@pytest.mark.looks
@pytest.mark.parametrize(
    ("device", "look"),
    [(PHONE, {"color_scheme": "light"}), (DESKTOP, {"color_scheme": "dark", "locale": "en"})],
    ids=["phone", "desktop"],
)
def test_pages_are_accessible_and_fit(visitors, reader, group, axe, device, look):
    store = StoreFactory(name="晓雨的茶", tagline="只卖自己喝过三年的茶", place_name="满觉陇")
    ProductFactory(store=store, name="明前龙井").tags.add("绿茶")
    subscribe(reader, store)
    post = PostFactory(channel=channel_of(group), author=reader, text="泡茶")
    comment(group.owner, post=post, text="水温多少合适？")
    write_post(group.owner, channel=channel_of(group), text="新茶到了", link=store.get_absolute_url())
    page = visitors.open(device, person=reader, **look)
    for path in PAGES:
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto("/near/")
    page.fill("#near-at", "满觉陇")
    page.locator("#near-form .btn.primary").click()
    expect(page.locator(".rings")).to_be_visible()
    axe(page)


def test_an_order_takes_its_step_before_the_buyers_eyes(visitors, reader):
    product = ProductFactory(store=StoreFactory(name="晓雨的茶"))
    order = paid_order(reader, product)
    page = visitors.open(PHONE, person=reader)
    listening(page, order.get_absolute_url())
    expect(page.locator(".chip", has_text="待发").first).to_be_visible()
    ship(product.store.owner, order=order, carrier="顺丰", tracking_number="SF123")
    expect(page.locator(".chip", has_text="已发").first).to_be_visible()
    expect(page.get_by_text("SF123")).to_be_visible()
    expect(page.locator("[data-live-bell]").first).to_be_attached()


# The page's own questions about its order are answered when the test lets them be; those that come later, at once.
HOLDING = """
const ask = window.fetch;
window.held = [];
window.isHolding = true;
window.fetch = async (path, ...rest) => {
  const answer = await ask(path, ...rest);
  if (path === location.href && isHolding) await new Promise((letGo) => held.push(letGo));
  return answer;
};
"""
LET_GO = """async (isOvertaken) => {
  isHolding = false;
  for (const letGo of isOvertaken ? held.reverse() : held) {
    letGo();
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.mark.parametrize("is_overtaken", [False, True], ids=["in turn", "overtaken"])
def test_of_two_answers_under_way_the_newer_stays(visitors, reader, is_overtaken):
    product = ProductFactory(store=StoreFactory(name="晓雨的茶"))
    order = paid_order(reader, product)
    page = visitors.open(PHONE, person=reader)
    page.add_init_script(HOLDING)
    listening(page, order.get_absolute_url())
    ship(product.store.owner, order=order, carrier="顺丰", tracking_number="SF123")
    page.wait_for_function("() => held.length > 0")
    before = page.evaluate("held.length")
    confirm_received(reader, order=order)
    page.wait_for_function(f"() => held.length > {before}")

    page.evaluate(LET_GO, is_overtaken)

    expect(page.locator(".chip", has_text="已收").first).to_be_visible()
