"""What was missed, a tag, and what is said nearby, in a browser."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from taggit.models import Tag

from community.feeds.models import FeedVisit
from community.people.models import PersonMute
from community.posts.models import Mention, PostTag
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    StoreFactory,
    channel_of,
    subscribe,
)
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser
LOOKS = [
    pytest.param(PHONE | {"locale": "zh-CN", "color_scheme": "light"}, id="phone-zh-light"),
    pytest.param(DESKTOP | {"locale": "en-GB", "color_scheme": "dark"}, id="desktop-en-dark"),
]


@pytest.fixture
def reader(site):
    """In a group, following a store; away since yesterday's visit once `leave` is called."""
    person = PersonFactory(name="林晓雨", language="")
    for subject in (
        GroupFactory(name="西湖边喝茶", place_name="西湖边"),
        StoreFactory(name="晓雨的茶", place_name="西湖边"),
    ):
        subscribe(person, subject)
        PostFactory(channel=channel_of(subject), text="早上好")
    return person


def leave() -> None:
    """Let the last visit of everybody have been yesterday."""
    FeedVisit.objects.update(at=timezone.now() - timedelta(hours=20))


def say(reader, tag):
    """In the reader's absence: a mention, an announcement, an answer, and much else."""
    group, store = (row.channel for row in reader.subscriptions.order_by("id"))
    mine = PostFactory(channel=group, author=reader, text="谁有好的杯子推荐？")
    named = PostFactory(channel=group, text="周六下午两点，茶博园老位置，来的说一声。 #茶")
    Mention.objects.create(post=named, person=reader, name="林晓雨")
    PostFactory(channel=group, text="下周起群里每晚十点后不发图片。", announced_at=timezone.now())
    CommentFactory(post=mine, text="青瓷的好，不烫手。")
    for number in range(6):
        PostFactory(channel=store, text=f"今天到了第 {number + 1} 批龙井，八十五度泡最香。 #茶")
    for post in (named, PostFactory(channel=store, text="新茶上架 #茶")):
        PostTag.objects.create(content_object=post, tag=tag)


@pytest.mark.parametrize("look", LOOKS)
def test_what_was_missed(look, reader, visitors, axe):
    tag = Tag.objects.create(name="茶", slug="茶")
    page = visitors.open(look, person=reader, reduced_motion="reduce")
    page.goto("/")
    leave()
    say(reader, tag)
    page.goto("/")
    expect(page.locator(".missed")).to_be_visible()
    axe(page)
    keep(page, "home", look)
    page.locator(".missed a").click()
    page.wait_for_url("**/missed/")
    expect(page.get_by_text("青瓷的好")).to_be_visible()
    axe(page)
    keep(page, "missed", look)
    page.get_by_text("青瓷的好").click()
    page.wait_for_url(re.compile("/posts/"))


@pytest.mark.parametrize("look", LOOKS)
def test_a_tag_and_what_is_near(look, reader, visitors, axe):
    tag = Tag.objects.create(name="茶", slug="茶")
    say(reader, tag)
    page = visitors.open(look, person=reader, reduced_motion="reduce")
    page.goto("/t/茶/")
    expect(page.locator("[id^=post-]")).to_have_count(2)
    axe(page)
    keep(page, "tag", look)
    page.locator(".why summary").first.click()
    page.locator(".why[open] form button").click()
    expect(page.locator("[id^=post-]")).to_have_count(1)
    assert PersonMute.objects.filter(person=reader).count() == 1
    page.goto("/near/posts/")
    keep(page, "near-where", look)
    page.locator("#near-at").fill("西湖边")
    page.locator("#near-form button.primary").click()
    page.wait_for_url("**/near/posts/")
    expect(page.locator("[id^=post-]").first).to_be_visible()
    axe(page)
    keep(page, "near", look)


def keep(page, name: str, look) -> None:
    """A picture of the page, where one is asked for."""
    folder = os.environ.get("SHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}-{look['color_scheme']}.png")
