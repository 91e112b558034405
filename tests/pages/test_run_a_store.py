"""Running a store from a phone, and looking around in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from shop.catalog.models import Product
from shop.catalog.publishing import VariantInput, add_product
from shop.stores.models import Store
from tests.factories import PersonFactory, StoreFactory
from tests.pages.browsing import DESKTOP, PHONE
from tests.photos import drawing, encoded, from_phone

pytestmark = pytest.mark.browser


def photo(name: str, raw: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": raw}


@pytest.fixture
def store(site):
    return StoreFactory(slug="tea", name="晓雨的茶", owner=PersonFactory(name="林晓雨"))


@pytest.fixture
def tea(store):
    return add_product(
        store.owner,
        store=store,
        name="明前龙井",
        variants=[VariantInput("50 克", 16800, 23), VariantInput("100 克", 30000, 2)],
        slug="long-jing",
    )


@pytest.fixture
def owner(visitors, store) -> Page:
    return visitors.open(PHONE, person=store.owner)


def save(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).tap()


def test_a_product_is_added_with_photos_and_choices(owner):
    owner.goto("/desk/tea/products/new/")
    photos = [photo("1.jpg", from_phone()), photo("2.jpg", encoded(drawing(400, 400)))]
    owner.set_input_files("[name=photos]", photos)
    owner.fill("[name=name]", "桂花蜜")
    owner.fill("[name=choice-price]", "38")
    owner.get_by_role("button", name="再加一种规格").tap()
    rows = owner.locator("[data-choice-row]")
    expect(rows).to_have_count(2)
    rows.nth(0).locator("[name=choice-name]").fill("小瓶")
    rows.nth(1).locator("[name=choice-name]").fill("大瓶")
    rows.nth(1).locator("[name=choice-price]").fill("68.50")
    rows.nth(1).locator("[name=choice-stock]").fill("5")
    owner.fill("[name=not_for]", "怕甜的人")
    save(owner, "上架")
    product = Product.objects.get()
    assert owner.url.endswith(product.get_absolute_url())
    assert [(one.name, one.price) for one in product.variants.all()] == [("小瓶", 3800), ("大瓶", 6850)]
    assert product.pictures.count() == 2
    expect(owner.get_by_text("怕甜的人")).to_be_visible()


def test_photos_change_places_before_saving(owner, tea):
    owner.goto("/desk/tea/products/long-jing/")
    owner.set_input_files("[name=photos]", [photo("1.jpg", from_phone()), photo("2.jpg", encoded(drawing(500, 500)))])
    save(owner, "保存")
    first, second = [hung.picture for hung in tea.pictures.all()]
    owner.goto("/desk/tea/products/long-jing/")
    owner.locator("[data-picture]").nth(1).get_by_role("button", name="第一张").tap()
    save(owner, "保存")
    assert [hung.picture for hung in tea.pictures.all()] == [second, first]


def test_a_wrong_price_is_shown_and_nothing_is_lost(owner, tea):
    owner.goto("/desk/tea/products/long-jing/")
    owner.fill("textarea[name=description]", "写了很久")
    owner.locator("[name=choice-price]").nth(1).fill("三百")
    save(owner, "保存")
    expect(owner.locator("[name=choice-price]").nth(1)).to_be_focused()
    expect(owner.locator("textarea[name=description]")).to_have_value("写了很久")
    owner.locator("[name=choice-price]").nth(1).fill("310")
    save(owner, "保存")
    tea.refresh_from_db()
    assert tea.description == "写了很久"
    assert [one.price for one in tea.variants.all()] == [16800, 31000]


def test_a_break_in_one_tap_and_back_by_undo(owner, store):
    owner.goto("/desk/")
    save(owner, "休息一下")
    store.refresh_from_db()
    assert store.state == Store.State.PAUSED
    with owner.expect_navigation():
        owner.locator(".toast .undo").tap()
    store.refresh_from_db()
    assert store.state == Store.State.OPEN


def test_stock_is_counted(owner, tea):
    owner.goto("/desk/tea/stock/")
    owner.locator(".stock-row input[type=text]").nth(1).fill("12")
    save(owner, "记下数量")
    assert [one.stock.available for one in tea.variants.all()] == [23, 12]


def test_the_price_follows_the_choice(visitors, tea):
    page = visitors.open(PHONE)
    page.goto(tea.get_absolute_url())
    expect(page.locator("[data-chosen]")).to_contain_text("168")
    page.get_by_text("100 克").tap()
    expect(page.locator("[data-chosen]")).to_contain_text("300")
    expect(page.locator("[data-chosen]")).to_contain_text("还剩 2 份")
    page.get_by_role("button", name="多一份").tap()
    expect(page.locator("[name=quantity]")).to_have_value("2")


def test_the_buy_bar_is_within_the_thumbs_reach(visitors, tea):
    page = visitors.open(PHONE)
    page.goto(tea.get_absolute_url())
    box = page.get_by_role("button", name="马上买").bounding_box()
    assert box["y"] > 844 / 2
    assert box["y"] + box["height"] <= 844
    assert box["height"] >= 44


@pytest.mark.looks
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(visitors, axe, store, tea, device):
    for path in ("/s/tea/", "/s/tea/knows/", "/s/tea/about/", "/s/tea/share/", tea.get_absolute_url()):
        page = visitors.open(device)
        page.goto(path)
        axe(page)
    page = visitors.open(device, person=store.owner)
    for path in ("", "tea/products/", "tea/products/new/", "tea/products/long-jing/", "tea/stock/", "tea/store/"):
        page.goto(f"/desk/{path}")
        axe(page)
