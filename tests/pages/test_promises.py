"""After an order that came of an offer: in one tap whether it was as promised, on a phone."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from community.offers.models import Outcome
from tests.community.offers.answering import agreed, received
from tests.pages.browsing import PHONE

pytestmark = pytest.mark.browser


def test_one_tap_and_then_some_words(visitors, site, axe):
    offer = agreed(timezone.localdate())
    order = received(offer)
    phone = visitors.open(PHONE, person=offer.hail.person)
    phone.goto(order.get_absolute_url())
    axe(phone)

    phone.locator("button[name=verdict][value=other]").tap()
    expect(phone.locator("button[name=verdict]")).to_have_count(0)
    assert Outcome.objects.get().as_promised is False

    phone.locator(f"a[href$='/orders/{order.reference}/outcome/']").tap()
    phone.wait_for_url("**/outcome/")
    axe(phone)
    phone.locator("[name=words]").fill("少了两块")
    phone.locator("main form button[type=submit]").last.tap()
    expect(phone.get_by_text("少了两块")).to_be_visible()

    seller = visitors.open(PHONE, person=offer.seller)
    seller.goto(order.get_absolute_url())
    expect(seller.get_by_text("少了两块")).to_be_visible()
    axe(seller)
