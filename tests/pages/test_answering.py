"""A seller answers a hail in a browser: two taps from a product, and what stays when it is over meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from community.calling.models import Call
from community.hail.ending import wave_off
from community.hail.models import Hail
from community.offers.models import Offer
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser

LOOKS = [
    pytest.param(PHONE | {"locale": "zh-CN", "color_scheme": "light"}, id="phone-zh-light"),
    pytest.param(DESKTOP | {"locale": "en-GB", "color_scheme": "dark"}, id="desktop-en-dark"),
]


@pytest.fixture
def call(site: Any) -> Call:
    product: Any = ProductFactory(store=StoreFactory(name="周师傅面包房"), name="桂花酥", price=6800, good_for="送长辈")
    ProductFactory(store=product.store, name="吐司", price=2000)
    hail = Hail.objects.create(
        person=PersonFactory(),
        text="要 12 份桂花酥",
        audience="everyone",
        budget=96000,
        expires_at=timezone.now() + timedelta(hours=6),
    )
    reasons = [{"code": "words", "words": ["桂花", "花酥"], "product": product.pk}]
    return Call.objects.create(hail=hail, store=product.store, wave=1, reasons=reasons)


def test_two_taps(visitors: Any, call: Call, axe: Any) -> None:
    page = visitors.open(PHONE, person=call.store.owner)
    page.goto("/answer/")
    axe(page)
    page.locator("article a.btn").click()
    page.locator("[data-send]").click()
    expect(page.locator(f"[data-hail='{call.hail.reference}']")).to_be_visible()
    offer = Offer.objects.get()
    assert (offer.title, offer.unit_price, offer.quantity) == ("桂花酥", 6800, 12)


@pytest.mark.parametrize("look", LOOKS)
def test_the_price_follows_the_product(visitors: Any, call: Call, axe: Any, look: Any) -> None:
    page = visitors.open(look, person=call.store.owner)
    page.goto(call.get_absolute_url())
    price = page.locator("[name=price]")
    expect(price).to_have_attribute("placeholder", "68")
    expect(page.locator("[name=title]")).to_be_hidden()
    page.locator("label.good", has_text="吐司").click()
    expect(price).to_have_attribute("placeholder", "20")
    page.locator("label.good").last.click()
    expect(page.locator("[name=title]")).to_be_visible()
    axe(page)


def test_when_it_is_over_what_was_typed_stays(visitors: Any, call: Call, axe: Any) -> None:
    page = visitors.open(PHONE, person=call.store.owner)
    page.goto(call.get_absolute_url())
    page.locator("[name=words]").fill("盒子上可以写名字")
    wave_off(call.hail.person, hail=call.hail)
    page.evaluate("document.dispatchEvent(new CustomEvent('live:hail', { detail: {} }))")
    expect(page.locator("#over")).to_be_visible()
    expect(page.locator("[data-send]")).to_be_disabled()
    expect(page.locator("[name=words]")).to_have_value("盒子上可以写名字")
    axe(page)


@pytest.mark.parametrize("look", LOOKS)
def test_when_to_be_called(visitors: Any, call: Call, axe: Any, look: Any) -> None:
    page = visitors.open(look, person=call.store.owner)
    page.goto(f"/answer/duty/{call.store.slug}/")
    axe(page)
    page.locator("summary.btn").click()
    page.locator("button[name=for][value=hour]").click()
    expect(page.locator("form#act")).to_be_attached()
    call.store.duty.refresh_from_db()
    assert call.store.duty.off_until is not None
