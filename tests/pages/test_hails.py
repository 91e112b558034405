"""Hailing on a phone: three taps and a sentence, answers that arrive, two taps to choose, one to wave off."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from community.calling import showing
from community.calling.models import Wave
from community.calling.tasks import call_wave
from community.hail.models import Hail, HailDraft
from community.offers.making import Terms, change_offer
from shop.orders.models import Order
from tests.factories import PersonFactory
from tests.hails import hailed, offered, shelf
from tests.pages.browsing import PHONE
from tests.waiting import eventually

pytestmark = pytest.mark.browser

SENTENCE = "要 12 份桂花酥送老同学"


@pytest.fixture
def hailer(site: Any) -> Any:
    return PersonFactory(language="zh-hans")


@pytest.fixture
def page(visitors: Any, hailer: Any) -> Page:
    return visitors.open(PHONE, person=hailer, reduced_motion="reduce")


class Thumb:
    """Counts what it taps."""

    taps = 0

    def tap(self, what: Locator) -> None:
        what.tap()
        self.taps += 1


def test_three_taps_and_a_sentence(page: Page, hailer: Any, axe: Any) -> None:
    shelf().tags.set(["糕点"])
    thumb = Thumb()
    page.goto("/stores/")
    thumb.tap(page.locator(".tabs .raised"))
    page.wait_for_url("**/hail/")
    axe(page)
    # The field is ready to be written in.
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type(SENTENCE)
    thumb.tap(page.get_by_text("糕点", exact=True))
    thumb.tap(page.locator(".dock .btn.primary"))
    page.wait_for_url(re.compile(r"/hail/\w{8,}/$"))
    assert thumb.taps == 3
    hail = Hail.objects.get(person=hailer)
    assert (hail.text, list(hail.tags.names())) == (SENTENCE, ["糕点"])
    axe(page)


def test_chips_say_what_was_chosen(page: Page) -> None:
    page.goto("/hail/")
    chips = page.locator(".hail-chips summary")
    chips.nth(0).tap()
    page.locator("[data-fill='300']").tap()
    expect(chips.nth(0)).to_contain_text("¥300")
    chips.nth(2).tap()
    before = page.locator("[data-reach]").inner_text()
    page.locator("label", has=page.locator("[name=audience][value=nearby]")).tap()
    expect(page.locator("[data-reach]")).not_to_have_text(before)
    expect(page.locator("[name=radius]").first).to_be_visible()


def test_what_is_typed_survives_a_reload_and_a_lost_network(page: Page, hailer: Any) -> None:
    page.goto("/hail/")
    page.locator("#id_text").fill("要一对镯")
    eventually(lambda: HailDraft.objects.filter(person=hailer, typed__text="要一对镯").exists(), that="it is kept")
    page.reload()
    expect(page.locator("#id_text")).to_have_value("要一对镯")
    page.context.set_offline(True)
    page.locator("#id_text").fill("要一对镯，银的")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#id_text")).to_have_value("要一对镯，银的")


def test_answers_arrive_and_two_taps_choose(page: Page, hailer: Any, axe: Any) -> None:
    hailer.addresses.create(recipient="林晓雨", phone="13800000000", street="北山路 8 号")
    product = shelf()
    hail = hailed(hailer)
    page.goto(hail.get_absolute_url())
    page.wait_for_selector("body[data-listening]")
    offer = offered(hail, product)
    card = page.locator(f"#offer-{offer.reference}")
    expect(card).to_be_visible()
    expect(page.locator("[role=status][data-hail]")).to_contain_text(product.store.name)
    change_offer(offer.seller, offer=offer, terms=Terms(quantity=2, unit_price=800))
    expect(card).to_contain_text("¥16")
    axe(page)

    thumb = Thumb()
    thumb.tap(card.locator(".btn.primary"))
    expect(page.locator("#choose")).to_be_visible()
    axe(page)
    thumb.tap(page.locator("#choose .btn.primary"))
    page.wait_for_url("**/purchases/**")
    assert thumb.taps == 2
    assert Order.objects.get().total == 1600


def test_more_that_was_shown_stays(visitors: Any, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "PAGE", 2)
    seller = shelf().store.owner
    for at in range(3):
        hailed(text=f"要 {at + 2} 份桂花酥")
    page = visitors.open(PHONE, person=seller)
    page.goto("/answer/")
    page.wait_for_selector("body[data-listening]")
    page.locator("#pager a").tap()
    expect(page.locator("#calls article")).to_have_count(3)
    page.evaluate("document.addEventListener('live:hail', () => { document.body.dataset.heard = ''; })")
    hailed(text="还要一份桂花酥")
    expect(page.locator("body[data-heard]")).to_be_attached()
    expect(page.locator("#calls article")).to_have_count(3)
    page.reload()
    expect(page.get_by_role("link", name="还要一份桂花酥", exact=True)).to_be_visible()


def test_one_tap_waves_it_off(page: Page, hailer: Any) -> None:
    hail = hailed(hailer)
    page.goto(hail.get_absolute_url())
    page.locator("#wave-off").tap()
    expect(page.locator(f"a[href='/hail/?again={hail.reference}']")).to_be_visible()
    assert Hail.objects.get().state == "waved_off"


def test_side_by_side(visitors: Any, page: Page, hailer: Any, axe: Any) -> None:
    goods = [shelf(), shelf("桂花酥礼盒"), shelf("桂花酥大盒")]
    hail = hailed(hailer)
    for product in goods:
        offered(hail, product)
    page.goto(f"{hail.get_absolute_url()}?view=compare")
    expect(page.locator(".compare thead th")).to_have_count(3)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_that_nobody_fits_is_said_at_once(page: Page, hailer: Any) -> None:
    page.goto("/hail/")
    page.wait_for_selector("body[data-listening]")
    page.locator("#id_text").fill("要一把二胡")
    page.locator(".dock .btn.primary").tap()
    page.wait_for_selector("body[data-listening]")
    for wave in Wave.objects.filter(done_at=None):
        call_wave(wave.pk)
    expect(page.locator(".hail-answers a[href^='/hail/?again=']")).to_be_visible()
