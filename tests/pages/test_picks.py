"""Picks: sound to the touch in both themes, and from a product's page in two taps and a sentence."""

import pytest
from playwright.sync_api import expect

from community.picks.models import Pick
from tests.factories import PersonFactory, PickFactory, PickListFactory, ProductFactory, StoreFactory
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def one(site):
    """A list with a product and a store, of which one pays."""
    picks = PickListFactory(person=PersonFactory(username="lin", name="林晓雨"), slug="tea", title="绿茶入门")
    store = StoreFactory(slug="shop", commission=5)
    product = ProductFactory(store=store, slug="longjing", name="龙井")
    PickFactory(list=picks, product=None, store=store, position=1, is_paid=True, commission="一包茶")
    return PickFactory(list=picks, product=product, why="水温高也不苦")


@pytest.mark.looks
@pytest.mark.parametrize(
    ("device", "look"),
    [(PHONE, {"color_scheme": "light"}), (DESKTOP, {"color_scheme": "dark", "locale": "en"})],
    ids=["phone", "desktop"],
)
def test_pages_are_accessible_and_fit(visitors, one, axe, device, look):
    guest, mine = visitors.open(device, **look), visitors.open(device, person=one.list.person, **look)
    seen = ["/p/lin/picks/", "/p/lin/picks/tea/", "/p/lin/picks/tea/share/", "/s/shop/longjing/", "/p/lin/"]
    own = ["/p/lin/picks/tea/edit/", "/picks/new/", "/picks/add/?product=shop/longjing", f"/picks/{one.reference}/"]
    for page, paths in ((guest, seen), (mine, [*seen, *own])):
        for path in paths:
            page.goto(path)
            axe(page)


def test_picked_in_two_taps_and_a_sentence(visitors, one):
    mine = PickListFactory(title="我的茶")
    page = visitors.open(PHONE, person=mine.person)
    page.goto("/s/shop/longjing/")
    page.locator("[data-sheet='#pick']").tap()
    sheet = page.locator("#pick")
    expect(sheet).to_be_visible()
    sheet.locator("[name=why]").fill("喝到第七泡还有味")
    sheet.locator("button.primary").tap()
    page.wait_for_url(f"**{mine.get_absolute_url()}**")
    expect(page.locator(".pick")).to_contain_text("喝到第七泡还有味")
    assert Pick.objects.get(list=mine).product == one.product
