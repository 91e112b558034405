"""A hailer and a store that was called write to each other, each in their own browser, until the hail ends."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from community.conversations.saying import say
from community.hail.ending import wave_off
from tests.community.conversations.called import answered, called, chosen
from tests.pages.browsing import DESKTOP, PHONE
from tests.pages.test_conversations import LOOKS, keep

pytestmark = pytest.mark.browser


def test_two_browsers(visitors: Any, sign_in: Any, site: Any, axe: Any) -> None:
    call = called()
    hailers, sellers = visitors.open(PHONE), visitors.open(DESKTOP)
    sign_in(sellers, call.store.owner)
    sign_in(hailers, call.hail.person)
    sellers.goto(f"/answer/{call.reference}/thread/")
    expect(sellers.locator("body[data-listening]")).to_be_attached()
    for text in ("要牛皮纸包装吗？", "周六几点前要？"):
        sellers.get_by_label("写给招手的成员").fill(text)
        sellers.get_by_role("button", name="发送").click()
        expect(sellers.locator(".bubble", has_text=text)).to_be_visible()
    # So often, and then not before there is an answer, which opens it again without a reload.
    expect(sellers.get_by_label("写给招手的成员")).to_have_count(0)
    axe(sellers)

    hailers.goto("/messages/")
    hailers.locator(".notice", has_text="周六几点前要").click()
    expect(hailers.locator("body[data-listening]")).to_be_attached()
    hailers.get_by_label("写给晓雨的茶").fill("要的，六点前")
    hailers.get_by_role("button", name="发送").click()

    expect(sellers.get_by_text("要的，六点前")).to_be_visible()
    expect(sellers.get_by_label("写给招手的成员")).to_be_visible()
    for page in (hailers, sellers):
        axe(page)

    wave_off(call.hail.person, hail=call.hail)

    expect(hailers.get_by_label("写给晓雨的茶")).to_have_count(0)
    expect(hailers.get_by_text("要的，六点前")).to_be_visible()
    expect(sellers.get_by_text("要的，六点前")).to_have_count(0)


@pytest.mark.looks
@pytest.mark.parametrize("look", LOOKS)
def test_how_it_looks(visitors: Any, site: Any, axe: Any, look: Any) -> None:
    call = called()
    offer = answered(call)
    say(call.store.owner, call=call, text="要牛皮纸包装吗？可以写字。")
    say(call.hail.person, call=call, text="要的，写「生日快乐」就好。六点前能送到湖滨吗？")
    page = visitors.open(look, person=call.store.owner, reduced_motion="reduce")
    page.goto(f"/answer/{call.reference}/thread/")
    expect(page.locator(".bubble")).to_have_count(2)
    axe(page)
    keep(page, "asking-seller", look)
    page.goto("/messages/")
    axe(page)
    keep(page, "asking-inbox", look)
    chosen(offer)

    hailer = visitors.open(look, person=call.hail.person, reduced_motion="reduce")
    hailer.goto(f"/answer/{call.reference}/thread/")
    expect(hailer.locator(".bubble")).to_have_count(2)
    axe(hailer)
    keep(hailer, "asking-settled", look)
