"""A post is passed on with a word, kept at hand, and its link sent; who liked it is a tap away."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.posts.models import Post, Reaction, SavedPost
from content.cards.models import OutsidePage
from content.cards.outside.addresses import page_key
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe
from tests.pages.browsing import DESKTOP

pytestmark = pytest.mark.browser


@pytest.fixture
def post(site: Any) -> Post:
    author = PersonFactory(name="林晓")
    url = "http://tea.example/water"
    OutsidePage.objects.create(
        key=page_key(url),
        url=url,
        host="tea.example",
        title="泡茶的水温",
        description="绿茶 85 度，乌龙 95 度。",
        fetched_at=timezone.now(),
        done_at=timezone.now(),
    )
    found = PostFactory(author=author, text="明前龙井到了，先喝一杯再说", link=url)
    for name in ("阿明", "老何"):
        Reaction.objects.create(post=found, person=PersonFactory(name=name))
    return found


def test_passing_on_and_keeping(phone: Page, sign_in: Any, post: Post, axe: Any) -> None:
    person = PersonFactory(name="陈阿姨")
    sign_in(phone, person)
    phone.goto(post.get_absolute_url())
    expect(phone.get_by_text("泡茶的水温")).to_be_visible()
    axe(phone)

    phone.get_by_role("link", name="转发").click()
    expect(phone.get_by_label("想说点什么？")).to_be_visible()
    axe(phone)
    phone.get_by_label("想说点什么？").fill("他家的茶我喝过")
    phone.get_by_role("button", name="转发").click()

    expect(phone.get_by_text("已转发。")).to_be_visible()
    assert Post.objects.get(author=person).repost_of == post
    phone.goto("/")
    mine = phone.locator("article", has_text="他家的茶我喝过").first
    expect(mine.get_by_text("明前龙井到了")).to_be_visible()
    mine.get_by_role("button", name="收藏").click()
    expect(mine.get_by_role("button", name="已收藏")).to_be_visible()
    assert SavedPost.objects.filter(person=person).count() == 1
    axe(phone)

    phone.goto("/saved/")
    expect(phone.get_by_text("他家的茶我喝过")).to_be_visible()
    axe(phone)


def test_who_reacted_and_the_link(visitors: Any, sign_in: Any, post: Post, axe: Any) -> None:
    desktop = visitors.open(DESKTOP)
    sign_in(desktop, PersonFactory())
    desktop.goto(post.get_absolute_url())

    desktop.get_by_role("link", name="谁表了态").click()
    expect(desktop.get_by_text("老何")).to_be_visible()
    axe(desktop)
    desktop.goto(f"{post.get_absolute_url()}share/")
    expect(desktop.get_by_role("img", name="二维码").first).to_be_visible()
    axe(desktop)


def test_what_is_passed_on_from_a_group_is_offered_to_it_alone(phone: Page, sign_in: Any, site: Any) -> None:
    group = GroupFactory(name="悄悄话", access="invite")
    person = subscribe(PersonFactory(), group).person
    inside = PostFactory(channel=group.channel, author=group.owner, text="群里的话")
    sign_in(phone, person)

    phone.goto(f"{inside.get_absolute_url()}repost/")

    expect(phone.get_by_role("radio")).to_have_count(1)
    expect(phone.get_by_text("这个群里说的话，只留在群里。")).to_be_visible()
