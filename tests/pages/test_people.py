"""Pages about people, the course and articles: sound to the touch, in both themes and languages."""

import re

import pytest
from playwright.sync_api import expect

from community.people.contacts import parse_contact
from community.people.joining import join
from community.people.profile import write_profile
from content.articles.writing import write_article
from content.lessons.course import course
from content.milestones.models import Milestone
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser

GUEST = ["/", "/account/login/", "/account/login/password/", "/learn/", "/articles/", "/p/lin/", "/p/lin/card/"]
MINE = [
    *("/me/", "/me/profile/", "/me/brand/", "/me/brand/seen/", "/settings/", "/settings/blocked/"),
    *("/account/confirm/", "/account/logout/"),
    *("/articles/new/", "/articles/mine/", "/p/lin/", "/p/lin/?tab=posts", "/p/friend/"),
]


@pytest.fixture
def lin(site):
    """Someone with a little of everything."""
    person = join(contact=parse_contact("13800138000"), name="林晓雨")
    write_profile(person, username="lin", headline="只卖自己喝过三年的茶。", story="六年。", specialties=["绿茶"])
    ProductFactory(store=StoreFactory(owner=person))
    subscribe(person, GroupFactory())
    PostFactory(author=person)
    write_article(person, title="水温", body="## 85 度\n\n先鲜。", language="zh-hans")
    subscribe(PersonFactory(username="friend", name="陈阿姨"), person)
    channel_of(person)
    return person


@pytest.mark.looks
@pytest.mark.parametrize(
    ("device", "look"),
    [(PHONE, {"color_scheme": "light"}), (DESKTOP, {"color_scheme": "dark", "locale": "en"})],
    ids=["phone", "desktop"],
)
def test_pages_are_accessible_and_fit(visitors, lin, axe, device, look):
    guest, mine = visitors.open(device, **look), visitors.open(device, person=lin, **look)
    article = lin.articles.get()
    read = [article.get_absolute_url(), *(lesson.get_absolute_url() for lesson in course()[:2])]
    for page, paths in ((guest, [*GUEST, *read]), (mine, [*MINE, f"/articles/{article.slug}/edit/"])):
        for path in paths:
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.looks
def test_narrow_and_enlarged_pages_do_not_scroll_sideways(visitors, lin):
    page = visitors.open({"viewport": {"width": 320, "height": 640}}, person=lin, locale="en")
    for path in [*MINE, "/learn/", "/account/confirm/?proof=1"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_lesson_is_ticked_off_by_doing_its_task(phone, sign_in, site):
    me = PersonFactory()
    sign_in(phone, me)
    lesson = next(lesson for lesson in course() if lesson.milestone == "profile_written")

    phone.goto(lesson.get_absolute_url())
    phone.get_by_role("link", name="现在就去").tap()
    phone.get_by_label("你的一句话").fill("答不上来的，我会说不知道。")
    phone.get_by_role("button", name="保存").tap()
    expect(phone.get_by_text("答不上来的，我会说不知道。").first).to_be_visible()

    phone.goto("/learn/")
    expect(phone.get_by_text("8 课做完 1 课")).to_be_visible()
    assert Milestone.objects.filter(person=me, kind="profile_written").exists()


def test_a_preview_is_shown_without_leaving(phone, sign_in, lin):
    sign_in(phone, lin)
    phone.goto("/articles/new/")
    phone.get_by_label("标题").fill("盖碗")
    phone.get_by_label("正文").fill("先烫碗，**再投茶**。")
    phone.get_by_role("button", name="预览").tap()

    expect(phone.locator("#preview strong")).to_have_text("再投茶")
    phone.get_by_role("button", name="发布").tap()
    expect(phone).to_have_url(re.compile(r"/articles/gai-wan/$"))


def test_blocking_is_taken_back_in_one_tap(phone, sign_in, lin):
    sign_in(phone, lin)
    phone.goto("/p/friend/")
    phone.get_by_label("更多").first.tap()
    phone.get_by_role("button", name="拉黑").tap()
    expect(phone.get_by_text("互相看不到了")).to_be_visible()
    assert lin.blocks.exists()

    phone.get_by_role("button", name="撤销").tap()
    expect(phone.get_by_text("已解除")).to_be_visible()
    assert not lin.blocks.exists()
