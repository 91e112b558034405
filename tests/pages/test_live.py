"""What others do while a page is open: announced, never pushed under the reader's finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from community.people.models import Block
from community.posts.commenting import comment
from tests.factories import GroupFactory, PersonFactory, PostFactory, channel_of, subscribe
from tests.pages.browsing import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def group(site):
    return GroupFactory(slug="tea")


@pytest.fixture
def reader(group):
    reader = PersonFactory(language="zh-hans")
    subscribe(reader, group)
    return reader


@pytest.fixture
def post(group):
    post = PostFactory(author=group.owner, channel=channel_of(group), text="八十度的水。\n\n" * 60)
    comment(group.owner, post=post, text="第一句")
    return post


@pytest.fixture
def page(visitors, reader, post):
    page = visitors.open(PHONE, person=reader)
    page.goto(post.get_absolute_url())
    page.wait_for_selector("body[data-listening]")
    return page


def test_new_comment_is_offered_where_one_reads(page, post, group):
    page.evaluate("scrollTo(0, 300)")
    before = page.evaluate("scrollY")
    comment(group.owner, post=post, text="第二句")
    pill = page.locator("#new-comments")
    expect(pill).to_be_visible()
    assert page.evaluate("scrollY") == before
    expect(page.get_by_text("第二句")).to_have_count(0)
    pill.click()
    expect(page.get_by_text("第二句")).to_be_visible()


def test_comment_of_one_who_is_blocked(page, post, group, reader):
    other = PersonFactory()
    subscribe(other, group)
    Block.objects.create(person=reader, blocked=other)
    comment(other, post=post, text="不给看的话")
    comment(group.owner, post=post, text="第二句")
    pill = page.locator("#new-comments")
    expect(pill).to_be_visible()
    expect(pill).to_contain_text("1")
