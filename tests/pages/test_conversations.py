"""Buyer and seller write to each other under the order, each in their own browser, without a reload."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from community.conversations.models import MessagePicture
from community.conversations.saying import say
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.pages.browsing import DESKTOP, PHONE
from tests.photos import drawing, encoded
from tests.shop.buying import GUEST, paid_order

pytestmark = pytest.mark.browser


@pytest.fixture
def order(site: Any) -> Any:
    store = StoreFactory(name="晓雨的茶", owner=PersonFactory(name="林晓雨"))
    return paid_order(PersonFactory(name="陈阿姨"), ProductFactory(store=store, name="明前龙井"))


def test_two_browsers(visitors: Any, sign_in: Any, order: Any, axe: Any) -> None:
    buyers, sellers = visitors.open(PHONE), visitors.open(DESKTOP)
    sign_in(buyers, order.buyer)
    sign_in(sellers, order.store.owner)
    for page in (buyers, sellers):
        page.goto(order.get_absolute_url())
        expect(page.locator("body[data-listening]")).to_be_attached()
    axe(buyers)

    buyers.get_by_label("写给晓雨的茶").fill("请问什么时候发货？")
    photo = {"name": "杯子.jpg", "mimeType": "image/jpeg", "buffer": encoded(drawing())}
    buyers.locator("input[type=file][name=photos]").set_input_files(photo)
    buyers.get_by_role("button", name="发送").click()

    expect(buyers.get_by_text("请问什么时候发货？")).to_be_visible()
    expect(sellers.get_by_text("请问什么时候发货？")).to_be_visible()
    expect(sellers.locator(".bubble img")).to_be_visible()
    assert MessagePicture.objects.get().picture.is_private
    # The seller has it on the screen, and the buyer sees that.
    expect(buyers.get_by_text("已读")).to_be_visible()

    sellers.get_by_label("写给陈阿姨").fill("今天下午寄出")
    sellers.get_by_role("button", name="发送").click()
    expect(sellers.get_by_text("今天下午寄出")).to_be_visible()
    expect(buyers.get_by_text("今天下午寄出")).to_be_visible()
    for page in (buyers, sellers):
        axe(page)


LOOKS = [
    pytest.param(PHONE | {"locale": "zh-CN", "color_scheme": "light"}, id="phone-zh-light"),
    pytest.param(DESKTOP | {"locale": "en-GB", "color_scheme": "dark"}, id="desktop-en-dark"),
]


@pytest.mark.parametrize("look", LOOKS)
def test_the_list_of_conversations(visitors: Any, order: Any, axe: Any, look: Any) -> None:
    store = order.store
    seller, product = store.owner, ProductFactory(store=store)
    page = visitors.open(look, person=seller, reduced_motion="reduce")
    page.goto("/messages/")
    expect(page.locator(".empty")).to_be_visible()
    axe(page)
    keep(page, "inbox-empty", look)
    for buyer, text in ((PersonFactory(name="阿明"), "收到了，很好喝，谢谢！"), (GUEST, "请放在门卫那里。")):
        one = paid_order(buyer, product)
        say(buyer, order=one, text=text)
        if buyer is not GUEST:
            say(seller, order=one, text="喜欢就好，下次再来。")
    say(order.buyer, order=order, text="请问什么时候发货？周六之前能到吗，老姐妹要来家里喝茶。")

    page.goto("/desk/")
    axe(page)
    keep(page, "desk-messages", look)
    page.locator("a.rowlink[href^='/messages/']").click()
    expect(page.locator(".notice.new")).to_have_count(2)
    page.locator("a[href='/messages/']").first.click()
    expect(page.locator(".notice")).to_have_count(3)
    expect(page.locator(".notice.new")).to_have_count(2)
    axe(page)
    keep(page, "inbox", look)
    page.locator(".notice", has_text="老姐妹").click()
    expect(page.locator(".bubble")).to_have_count(1)
    page.goto("/me/")
    axe(page)
    keep(page, "me", look)


def keep(page: Any, name: str, look: Any) -> None:
    """A picture of the page, where one is asked for."""
    folder = os.environ.get("SHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}-{look['color_scheme']}.png")


def test_what_is_typed_is_not_lost_when_something_arrives(visitors: Any, sign_in: Any, order: Any) -> None:
    buyers = visitors.open(PHONE)
    sign_in(buyers, order.buyer)
    buyers.goto(order.get_absolute_url())
    expect(buyers.locator("body[data-listening]")).to_be_attached()
    field = buyers.get_by_label("写给晓雨的茶")
    field.fill("我正在写")

    say(order.store.owner, order=order, text="已经寄出了")

    expect(buyers.get_by_text("已经寄出了")).to_be_visible()
    expect(field).to_have_value("我正在写")


def test_a_guest_through_the_purchase(phone: Any, site: Any, axe: Any) -> None:
    order = paid_order(GUEST, ProductFactory(store__name="晓雨的茶"))
    phone.goto(order.purchase.get_absolute_url())

    phone.get_by_label("写给晓雨的茶").fill("放门口就好")
    phone.get_by_role("button", name="发送").click()

    expect(phone.get_by_text("放门口就好")).to_be_visible()
    axe(phone)


def test_a_guest_hears_what_the_seller_does(phone: Any, site: Any) -> None:
    """Without an account there is no stream: the open page asks, but not while the guest is typing."""
    from community.conversations.saying import say
    from shop.orders.shipping import ship

    order = paid_order(GUEST, ProductFactory(store__name="晓雨的茶"))
    phone.clock.install()
    phone.goto(order.purchase.get_absolute_url())
    say(order.store.owner, order=order, text="今天下午寄出")

    phone.clock.fast_forward(15_000)

    expect(phone.get_by_text("今天下午寄出")).to_be_visible()
    field = phone.get_by_label("写给晓雨的茶")
    field.fill("放门口就好")
    ship(order.store.owner, order=order, carrier="顺丰", tracking_number="SF1")
    phone.clock.fast_forward(15_000)
    expect(field).to_have_value("放门口就好")
    field.fill("")
    field.blur()
    phone.clock.fast_forward(15_000)
    expect(phone.get_by_text("SF1")).to_be_visible()
