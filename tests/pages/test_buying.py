"""Buying on a phone, from the product to "I have it": by a guest, by a returning member, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from shop.checkout.models import Purchase
from shop.orders.models import Order, OrderState
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.pages.browsing import DESKTOP, PHONE
from tests.shop.buying import bag_with, paid_order, place, shipped_order

pytestmark = pytest.mark.browser


@pytest.fixture
def product(site):
    store = StoreFactory(slug="tea", name="晓雨的茶", delivery_fee=800)
    return ProductFactory(store=store, slug="longjing", name="明前龙井", price=16800, stock=20)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_guest_buys_from_two_stores(visitors, product, scripts):
    bread = ProductFactory(slug="bread", name="乡村面包", price=3200)
    page = visitors.open(PHONE, java_script_enabled=scripts)
    for goods in (product, bread):
        page.goto(goods.get_absolute_url())
        page.get_by_role("button", name="放进购物袋").click()
        page.wait_for_load_state()
    page.goto("/bag/")
    expect(page.get_by_text("乡村面包")).to_be_visible()
    page.get_by_role("link", name="去结算").last.click()
    page.get_by_label("收货人").fill("陈梅")
    page.get_by_label("电话", exact=True).fill("138 0013 8000")
    page.locator("input[name=street]").fill("杭州市西湖区龙井路 1 号")
    page.get_by_label("你的邮箱或电话").fill("mei@qunpu.example")
    page.get_by_role("button", name=re.compile("付款 ¥208")).click()
    expect(page).to_have_url(re.compile("/pay/sandbox/"))
    page.get_by_role("button", name=re.compile("付款 ¥208")).click()
    expect(page.get_by_text("已付 ¥208")).to_be_visible()
    expect(page.get_by_text("记下这个页面")).to_be_visible()
    assert {order.state for order in Order.objects.all()} == {OrderState.PAID}


def test_a_returning_member_buys_with_three_taps(visitors, product, axe):
    person = PersonFactory()
    place(person, product)
    page = visitors.open(PHONE, person=person)
    page.goto(product.get_absolute_url())
    taps = 0
    for button in ("马上买", "付款 ¥176", "付款 ¥176"):
        page.get_by_role("button", name=re.compile(button)).first.click()
        page.wait_for_load_state()
        axe(page)
        taps += 1
    expect(page.get_by_text("已付 ¥176")).to_be_visible()
    assert taps == 3
    assert Purchase.objects.filter(buyer=person, state="paid").count() == 1


def test_a_seller_ships_with_two_taps(visitors, product):
    order = paid_order(PersonFactory(), product)
    page = visitors.open(PHONE, person=product.store.owner)
    page.goto("/desk/orders/")
    page.get_by_role("link", name=re.compile("明前龙井")).click()
    page.get_by_role("button", name="发货了").click()
    expect(page.get_by_text("在路上了，接下来等买家确认")).to_be_visible()
    order.refresh_from_db()
    assert order.state == OrderState.SHIPPED


def test_the_buyer_says_that_it_is_there(visitors, product):
    order = shipped_order(PersonFactory(), product)
    page = visitors.open(PHONE, person=order.buyer)
    page.goto(order.get_absolute_url())
    page.get_by_role("button", name="我收到了").click()
    expect(page.get_by_role("heading", name="你收到了")).to_be_visible()


def test_the_bag_changes_in_place(visitors, product):
    person = PersonFactory()
    bag_with(person, product)
    page = visitors.open(PHONE, person=person)
    page.goto("/bag/")
    page.get_by_role("button", name="明前龙井 多一件").click()
    expect(page.get_by_text("2 件，含运费")).to_be_visible()
    page.get_by_role("button", name="明前龙井 少一件").click()
    page.get_by_role("button", name="把 明前龙井 拿出来").click()
    expect(page.get_by_role("heading", name="购物袋是空的")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("heading", name="晓雨的茶")).to_be_visible()


def test_two_taps_on_pay_are_one_purchase(visitors, product):
    person = PersonFactory()
    place(person, product)
    bag_with(person, product)
    page = visitors.open(PHONE, person=person)
    page.goto("/checkout/")
    page.get_by_role("button", name=re.compile("付款")).dblclick()
    expect(page).to_have_url(re.compile("/pay/sandbox/"))
    assert Purchase.objects.filter(buyer=person).count() == 2, "the one before, and one"


def test_what_was_typed_survives_a_wrong_field_and_a_reload(visitors, product):
    page = visitors.open(PHONE)
    page.goto(f"/checkout/?variant={product.variant.reference}")
    page.get_by_label("收货人").fill("陈梅")
    page.get_by_label("电话", exact=True).fill("打我手机")
    page.get_by_role("button", name=re.compile("付款")).click()
    expect(page.get_by_text("电话只写数字")).to_be_visible()
    expect(page.get_by_label("收货人")).to_have_value("陈梅")
    page.locator("input[name=street]").fill("龙井路 1 号")
    page.goto(f"/checkout/?variant={product.variant.reference}")
    expect(page.locator("input[name=street]")).to_have_value("龙井路 1 号")


@pytest.mark.looks
@pytest.mark.parametrize(
    ("device", "scheme", "locale"),
    [
        pytest.param(PHONE, "light", "zh-CN", id="phone-light-zh"),
        pytest.param(PHONE, "dark", "en-GB", id="phone-dark-en"),
        pytest.param(DESKTOP, "light", "en-GB", id="desktop-light-en"),
        pytest.param(DESKTOP, "dark", "zh-CN", id="desktop-dark-zh"),
    ],
)
def test_nothing_is_in_the_way_of_anybody(visitors, product, axe, device, scheme, locale):
    person = PersonFactory(language="")
    order, pending = shipped_order(person, product), place(person, product)
    bag_with(person, product, ProductFactory(name="乡村面包"))
    page = visitors.open(device, person=person, color_scheme=scheme, locale=locale)
    for path in (
        "/bag/",
        "/checkout/",
        "/orders/",
        order.get_absolute_url(),
        pending.get_absolute_url(),
        "/addresses/",
    ):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
